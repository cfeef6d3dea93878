package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * Images that go to one part together, and what they count. Besides a row for each label there is a
 * last one that every image has, so that sizes are balanced like labels.
 *
 * @param ids the images, sorted
 * @param rows the labels that occur among them, ascending, then the row of every image
 * @param counts how many of the images each of the rows has, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never handed out
record ImageGroup(List<String> ids, int[] rows, int[] counts) {

    /** Returns the groups of some images, sorted by name, whatever the order of the images. */
    static List<ImageGroup> of(Collection<TaggedImage> images, int labels) {
        SortedMap<String, List<TaggedImage>> members = new TreeMap<>();
        for (TaggedImage image : images) {
            members.computeIfAbsent(image.group(), name -> new ArrayList<>()).add(image);
        }
        return members.values().stream().map(group -> of(group, labels)).toList();
    }

    private static ImageGroup of(List<TaggedImage> images, int labels) {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        for (TaggedImage image : images) {
            image.labels().forEach(label -> counts.merge(label, 1, Integer::sum));
            counts.merge(labels, 1, Integer::sum);
        }
        return new ImageGroup(
                images.stream().map(TaggedImage::id).sorted().toList(),
                counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
                counts.values().stream().mapToInt(Integer::intValue).toArray());
    }

    /** Returns the number of images. */
    int size() {
        return ids.size();
    }

    /** Returns how many of the images a row has. */
    int count(int row) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == row) {
                return counts[i];
            }
        }
        return 0;
    }
}
