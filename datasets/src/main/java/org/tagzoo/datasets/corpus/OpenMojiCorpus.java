package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.label.LabelSet;

/**
 * The corpus that comes with TagZoo: the emoji of OpenMoji that have tags, without skin tones, each
 * in colour and as black line art.
 *
 * <p>The labels are the {@value #LABELS} commonest tags over the emoji (of two equally common ones
 * the first by name), in order of their names. Emoji without any of those are included, without
 * labels. Of equal drawings only the first by its code is taken: without colours most flags are one
 * empty frame, and as one group they would hold nearly all flags on one side of a split. The ids
 * are {@code color/1F600} and {@code black/1F600}; both drawings of one emoji are of one group.
 */
final class OpenMojiCorpus {

    static final int LABELS = 20;

    /** Made by {@code make-openmoji.py}. */
    private static final String ARCHIVE = "openmoji.zip";

    private OpenMojiCorpus() {}

    static Corpus read() {
        Map<String, byte[]> archive = archive();
        Map<String, SortedSet<String>> tags = tags(archive);
        List<String> names = commonest(tags);
        Map<String, Integer> indices = new HashMap<>();
        for (String name : names) {
            indices.put(name, indices.size());
        }
        List<TaggedImage> images = new ArrayList<>();
        for (String style : List.of("black", "color")) {
            tags.forEach(
                    (hexcode, ofEmoji) -> {
                        String id = style + "/" + hexcode;
                        byte[] svg = archive.get(id + ".svg");
                        SortedSet<Integer> labels = new TreeSet<>();
                        for (String tag : ofEmoji) {
                            if (indices.containsKey(tag)) {
                                labels.add(indices.get(tag));
                            }
                        }
                        images.add(
                                new TaggedImage(
                                        id, new SvgDrawing(location(id), svg), labels, hexcode));
                    });
        }
        int drawings = images.size();
        Set<String> seen = new HashSet<>();
        images.removeIf(image -> !seen.add(((SvgDrawing) image.source()).sha256()));
        images.sort(Comparator.comparing(TaggedImage::id, NaturalOrder.INSTANCE));
        String credit =
                "All emojis designed by OpenMoji (https://openmoji.org), license CC BY-SA 4.0";
        String copies =
                "%d drawings that equal another one were left out, such as flags without their colours"
                        .formatted(drawings - images.size());
        return new Corpus(
                "openmoji", new LabelSet(names), images, List.of(), List.of(credit, copies));
    }

    private static String location(String id) {
        return ARCHIVE + "!/" + id + ".svg";
    }

    private static Map<String, SortedSet<String>> tags(Map<String, byte[]> archive) {
        String table = new String(archive.get("openmoji.csv"), StandardCharsets.UTF_8);
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        Map<String, SortedSet<String>> tags = new LinkedHashMap<>();
        try (var rows = format.parse(new StringReader(table))) {
            for (CSVRecord row : rows) {
                SortedSet<String> ofEmoji =
                        Arrays.stream(row.get("tags").split(","))
                                .map(String::strip)
                                .filter(tag -> !tag.isEmpty())
                                .collect(Collectors.toCollection(TreeSet::new));
                tags.put(row.get("hexcode"), ofEmoji);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tags;
    }

    private static List<String> commonest(Map<String, SortedSet<String>> tags) {
        Map<String, Integer> counts = new HashMap<>();
        tags.values().forEach(of -> of.forEach(tag -> counts.merge(tag, 1, Integer::sum)));
        Comparator<String> byCount = Comparator.comparing(counts::get, Comparator.reverseOrder());
        return counts.keySet().stream()
                .sorted(byCount.thenComparing(Comparator.naturalOrder()))
                .limit(LABELS)
                .sorted()
                .toList();
    }

    /** Returns all files by their names in the archive, about 8 MB. */
    static Map<String, byte[]> archive() {
        Map<String, byte[]> entries = new HashMap<>();
        try (InputStream resource = OpenMojiCorpus.class.getResourceAsStream(ARCHIVE);
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("openmoji.zip in the program is damaged", e);
        }
        return entries;
    }
}
