package org.tagzoo.datasets.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagzoo.datasets.label.LabelSet;

/**
 * A folder with a folder of images for each part, in each of which a file names them: {@code
 * train/metadata.csv} of Hugging Face, {@code train/_annotations.coco.json} of Roboflow. Ids are
 * the paths from the outer folder.
 */
final class PartFolders {

    private PartFolders() {}

    /** Reads the file of a part as a corpus of its own. */
    interface Reader {
        Corpus read(String name, Path file, CorpusOptions options);
    }

    /** Returns the files of this name in a folder, or else in the folders in it. */
    static List<Path> files(Path folder, String file) {
        return Files.isRegularFile(folder.resolve(file))
                ? List.of(folder.resolve(file))
                : ImageLookup.foldersIn(folder).stream()
                        .map(inside -> inside.resolve(file))
                        .filter(Files::isRegularFile)
                        .toList();
    }

    /**
     * Reads the files of this name in a folder as one corpus.
     *
     * @throws CorpusException if there is none, or one can't be read
     */
    static Corpus read(
            String name, Path folder, String file, CorpusOptions options, Reader reader) {
        List<Path> files = files(folder, file);
        if (files.isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' names a folder, and there is no %s in %s or in a folder in it; name the file",
                    name, file, folder.toAbsolutePath().normalize());
        }
        if (files.get(0).getParent().equals(folder)) {
            return reader.read(name, files.get(0), options);
        }
        Map<Path, Corpus> parts = new LinkedHashMap<>();
        Set<String> labels = new LinkedHashSet<>();
        for (Path each : files) {
            Corpus part = reader.read(name, each, options);
            parts.put(each.getParent(), part);
            labels.addAll(part.labels().names());
        }
        LabelSet all = new LabelSet(List.copyOf(labels));
        List<TaggedImage> images = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        parts.forEach(
                (inside, part) -> {
                    String prefix = inside.getFileName() + "/";
                    part.images().forEach(image -> images.add(image(image, prefix, part, all)));
                    part.quarantine().forEach(q -> quarantine.add(q.under(prefix)));
                    part.notes().forEach(note -> notes.add(prefix + file + ": " + note));
                });
        images.sort(Comparator.comparing(TaggedImage::id, NaturalOrder.INSTANCE));
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        return new Corpus(name, all, images, quarantine, notes);
    }

    private static TaggedImage image(TaggedImage image, String prefix, Corpus part, LabelSet all) {
        Optional<String> name = PartNames.ofFolder(prefix.substring(0, prefix.length() - 1));
        return image.withId(prefix + image.id())
                .withLabels(
                        numbered(image.labels(), part, all), numbered(image.unknown(), part, all))
                .withPart(image.part().or(() -> name));
    }

    private static SortedSet<Integer> numbered(Set<Integer> labels, Corpus part, LabelSet all) {
        SortedSet<Integer> numbered = new TreeSet<>();
        labels.forEach(l -> numbered.add(all.indexOf(part.labels().name(l)).orElseThrow()));
        return numbered;
    }
}
