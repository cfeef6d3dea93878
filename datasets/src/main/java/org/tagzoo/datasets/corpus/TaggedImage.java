package org.tagzoo.datasets.corpus;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagzoo.datasets.image.ImageSource;

/**
 * One image of a corpus and its labels.
 *
 * @param id its name in the corpus, unique there; it stays the same when the folder is moved
 * @param source where its pixels come from
 * @param labels the indices of its labels in the corpus's label set; empty if it has none
 * @param group images of one group always stand on one side of a split: two drawings of one thing,
 *     two copies of one file. An image alone in its group has its own id here.
 */
public record TaggedImage(String id, ImageSource source, SortedSet<Integer> labels, String group) {

    public TaggedImage {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    /** Returns the same image in another group. */
    public TaggedImage withGroup(String newGroup) {
        return new TaggedImage(id, source, labels, newGroup);
    }
}
