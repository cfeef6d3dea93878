package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tagzoo.datasets.label.LabelSet;

/**
 * A corpus of which each image keeps its largest object: its box, and its class as the only label.
 * Crowds count where there is nothing else; of equal areas the first is kept. Images without an
 * object are of the class {@value #NONE}.
 */
final class LargestObject {

    /** The class of images without an object. */
    static final String NONE = "none";

    private LargestObject() {}

    /**
     * @throws CorpusException if no image has a box
     */
    static Corpus of(Corpus corpus) {
        if (corpus.images().stream().allMatch(image -> image.boxes().isEmpty())) {
            throw new CorpusException(
                    "--several largest needs boxes of objects, as corpora of yolo: and coco: have; '%s' has none",
                    corpus.name());
        }
        List<String> names = new ArrayList<>(corpus.labels().names());
        if (corpus.images().stream().anyMatch(image -> largest(image).isEmpty())
                && !names.contains(NONE)) {
            names.add(NONE);
        }
        List<TaggedImage> images =
                corpus.images().stream()
                        .map(
                                image -> {
                                    Optional<Box> box = largest(image);
                                    int label = names.indexOf(box.map(Box::label).orElse(NONE));
                                    return image.withLabels(
                                                    new TreeSet<>(List.of(label)), new TreeSet<>())
                                            .withBoxes(box.stream().toList());
                                })
                        .toList();
        return new Corpus(
                corpus.name(), new LabelSet(names), images, corpus.quarantine(), corpus.notes());
    }

    private static Optional<Box> largest(TaggedImage image) {
        return image.boxes().stream()
                .filter(box -> !box.isEmpty())
                .max(
                        Comparator.comparing((Box box) -> !box.crowd())
                                .thenComparingDouble(box -> box.width() * box.height())
                                .thenComparingInt(box -> -image.boxes().indexOf(box)));
    }
}
