package org.tagzoo.datasets.corpus;

import java.io.IOException;
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

    private OpenMojiCorpus() {}

    static Corpus read() {
        Map<String, byte[]> archive = OpenMojiArchive.entries();
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
        images.removeIf(new Copies()::seen);
        images.sort(Comparator.comparing(TaggedImage::id, NaturalOrder.INSTANCE));
        String credit =
                "All emojis designed by OpenMoji (https://openmoji.org), license CC BY-SA 4.0";
        String copies =
                "%d drawings that equal another one were left out, such as flags without their colours"
                        .formatted(drawings - images.size());
        return new Corpus(
                "openmoji", new LabelSet(names), images, List.of(), List.of(credit, copies));
    }

    /** Drawings that were seen before. */
    private static final class Copies {

        private final Set<String> hashes = new HashSet<>();

        boolean seen(TaggedImage image) {
            return !hashes.add(((SvgDrawing) image.source()).sha256());
        }
    }

    private static String location(String id) {
        return OpenMojiArchive.NAME + "!/" + id + ".svg";
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
}
