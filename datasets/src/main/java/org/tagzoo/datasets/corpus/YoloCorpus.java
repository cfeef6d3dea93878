package org.tagzoo.datasets.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * The layout of YOLO: {@code data.yaml} names the classes, and each image in a folder {@code
 * images} has a text file of the same name in the folder {@code labels} beside it, one box a line.
 * An image's labels are the classes with at least one box; no boxes, no labels.
 *
 * <p>Both arrangements are read: {@code train/images} with {@code train/labels}, and {@code
 * images/train} with {@code labels/train}. The parts are {@code train}, {@code valid}, {@code val}
 * and {@code test}; they are read as one corpus. The paths in {@code data.yaml} are not looked at,
 * since exports often name folders that are not there. The labels are in the order of {@code
 * data.yaml}, the ids are the paths from the corpus folder with {@code /}.
 */
final class YoloCorpus {

    private static final List<String> PARTS = List.of("train", "valid", "val", "test");

    private YoloCorpus() {}

    /**
     * @throws CorpusException if the folder, {@code data.yaml}, the images or all label files are
     *     missing, or a line of a label file makes no sense
     */
    static Corpus read(String name, Path folder) {
        CorpusFolder.require(name, folder);
        List<String> classes = YoloClasses.read(name, folder);
        List<TaggedImage> images = new ArrayList<>();
        List<String> unlabeled = new ArrayList<>();
        for (Path part : parts(folder)) {
            Path imageFolder = part.resolve("images");
            for (Path file : CorpusFolder.images(imageFolder)) {
                String id = CorpusFolder.relative(folder, file);
                Path boxes = boxFile(part, imageFolder, file);
                SortedSet<Integer> labels = new TreeSet<>();
                if (Files.exists(boxes)) {
                    labels = YoloBoxes.classes(boxes, classes.size());
                } else {
                    unlabeled.add(id);
                }
                images.add(new TaggedImage(id, new ImageFile(file), labels, id));
            }
        }
        if (images.isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' has no images: a yolo corpus holds train/images and train/labels, or images/train and labels/train, in %s"
                            .formatted(name, folder));
        }
        if (unlabeled.size() == images.size()) {
            throw new CorpusException(
                    "The corpus '%s' has no label file: each <part>/images/<name>.jpg has its boxes in <part>/labels/<name>.txt"
                            .formatted(name));
        }
        images.sort(Comparator.comparing(TaggedImage::id, NaturalOrder.INSTANCE));
        return new Corpus(name, new LabelSet(classes), images, List.of(), notes(unlabeled));
    }

    /** The folders that hold {@code images} and {@code labels}. */
    private static List<Path> parts(Path folder) {
        List<Path> parts = new ArrayList<>();
        PARTS.forEach(part -> parts.add(folder.resolve(part)));
        parts.add(folder);
        parts.removeIf(part -> !Files.isDirectory(part.resolve("images")));
        return parts;
    }

    private static Path boxFile(Path part, Path imageFolder, Path image) {
        Path inside = imageFolder.relativize(image);
        return part.resolve("labels")
                .resolve(inside)
                .resolveSibling(CorpusFolder.stem(image) + ".txt");
    }

    private static List<String> notes(List<String> unlabeled) {
        return unlabeled.isEmpty()
                ? List.of()
                : List.of(
                        "images without a label file, taken as images without objects: %d, such as %s"
                                .formatted(unlabeled.size(), unlabeled.get(0)));
    }
}
