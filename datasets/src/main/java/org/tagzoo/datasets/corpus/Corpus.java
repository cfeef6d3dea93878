package org.tagzoo.datasets.corpus;

import java.util.List;
import org.tagzoo.datasets.label.LabelSet;

/**
 * Images with their labels, read from one place.
 *
 * @param name what a user typed to name it, such as {@code openmoji} or {@code mirflickr:photos}
 * @param labels the labels, in order
 * @param images the images, in an order that depends on the corpus alone (sorted by id, numbers as
 *     numbers)
 * @param quarantine what was left out, and why, in the same order
 * @param notes what a user should know of how it was read, a line each: columns found by
 *     themselves, labels too rare
 */
public record Corpus(
        String name,
        LabelSet labels,
        List<TaggedImage> images,
        List<QuarantinedImage> quarantine,
        List<String> notes) {

    public Corpus {
        images = List.copyOf(images);
        quarantine = List.copyOf(quarantine);
        notes = List.copyOf(notes);
    }
}
