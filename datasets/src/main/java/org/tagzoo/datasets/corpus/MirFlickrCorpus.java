package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * The layout of MIRFLICKR: {@code images/im<N>.jpg}, and {@code annotations/<tag>.txt} with one
 * image number a line. The labels are the tags in order of their names, the ids {@code im<N>};
 * images without any tag are included.
 */
final class MirFlickrCorpus {

    private static final Pattern IMAGE = Pattern.compile("im([0-9]{1,9})\\.[A-Za-z]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private MirFlickrCorpus() {}

    static Corpus read(String name, Path folder) {
        CorpusFolder.require(name, folder);
        Path imageFolder = requireInside(name, folder, "images");
        Path annotations = requireInside(name, folder, "annotations");
        List<String> notes = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>();
        Map<Integer, Path> images = images(imageFolder, quarantine);
        if (images.isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' has no images: no im<number>.jpg in %s", name, imageFolder);
        }
        List<String> tags = new ArrayList<>();
        Map<Integer, SortedSet<Integer>> labels = new TreeMap<>();
        images.keySet().forEach(number -> labels.put(number, new TreeSet<>()));
        for (Path file : tagFiles(name, annotations)) {
            int label = tags.size();
            tags.add(CorpusFolder.stem(file));
            SortedSet<Integer> unknown = new TreeSet<>();
            for (int number : numbers(file)) {
                SortedSet<Integer> ofImage = labels.get(number);
                if (ofImage == null) {
                    unknown.add(number);
                } else {
                    ofImage.add(label);
                }
            }
            if (!unknown.isEmpty()) {
                notes.add(
                        "%s: %d of its numbers have no image, such as %d"
                                .formatted(file, unknown.size(), unknown.first()));
            }
        }
        List<TaggedImage> tagged = new ArrayList<>();
        images.forEach(
                (number, file) -> {
                    String id = CorpusFolder.stem(file);
                    tagged.add(new TaggedImage(id, new ImageFile(file), labels.get(number), id));
                });
        return new Corpus(name, new LabelSet(tags), tagged, quarantine, notes);
    }

    private static Path requireInside(String name, Path folder, String inside) {
        Path wanted = folder.resolve(inside);
        if (!Files.isDirectory(wanted)) {
            throw new CorpusException(
                    "The corpus '%s' has no folder %s; a mirflickr corpus holds images/im<number>.jpg and annotations/<tag>.txt",
                    name, wanted);
        }
        return wanted;
    }

    private static Map<Integer, Path> images(Path folder, List<QuarantinedImage> quarantine) {
        Map<Integer, Path> images = new TreeMap<>();
        CorpusFolder.Found found = CorpusFolder.files(folder);
        quarantine.addAll(found.others());
        for (Path file : found.images()) {
            Matcher matcher = IMAGE.matcher(file.getFileName().toString());
            if (!matcher.matches() || !folder.equals(file.getParent())) {
                quarantine.add(
                        new QuarantinedImage(
                                CorpusFolder.relative(folder, file),
                                file.toString(),
                                "it is not named im<number>",
                                QuarantinedImage.UNNAMED));
                continue;
            }
            Path before = images.putIfAbsent(Integer.valueOf(matcher.group(1)), file);
            if (before != null) {
                quarantine.add(
                        new QuarantinedImage(
                                CorpusFolder.stem(file),
                                file.toString(),
                                "it has the number of " + before.getFileName(),
                                QuarantinedImage.TWICE));
            }
        }
        return images;
    }

    private static List<Path> tagFiles(String name, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> tags =
                    files.filter(file -> file.getFileName().toString().matches("[^.].*\\.txt"))
                            .sorted(
                                    (a, b) ->
                                            NaturalOrder.INSTANCE.compare(
                                                    CorpusFolder.stem(a), CorpusFolder.stem(b)))
                            .toList();
            if (tags.isEmpty()) {
                throw new CorpusException(
                        "The corpus '%s' has no labels: no <tag>.txt in %s", name, folder);
            }
            return tags;
        } catch (IOException e) {
            throw CorpusException.unreadable(folder, e);
        }
    }

    private static List<Integer> numbers(Path file) {
        List<Integer> numbers = new ArrayList<>();
        List<String> lines = TextFile.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            if (!NUMBER.matcher(line).matches()) {
                throw new CorpusException(
                        "%s:%d: an image number is needed, one a line, not '%s'",
                        file, i + 1, Check.shown(line));
            }
            numbers.add(Integer.valueOf(line));
        }
        return numbers;
    }
}
