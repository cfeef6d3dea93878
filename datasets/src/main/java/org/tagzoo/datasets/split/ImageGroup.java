package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * Images that go to one part together, and what they count. Besides a row for each label, and one
 * for each label in each domain where the corpus has domains, there is a last one that every image
 * has, so that sizes are balanced like labels.
 *
 * @param ids the images, sorted
 * @param rows the rows that occur among them, ascending
 * @param counts how many of the images each of the rows has, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never handed out
record ImageGroup(List<String> ids, int[] rows, int[] counts) {

    /**
     * Returns the groups of some images, sorted by name, whatever the order of the images.
     *
     * @param labels how many there are
     */
    static List<ImageGroup> of(Collection<TaggedImage> images, int labels) {
        SortedMap<String, List<TaggedImage>> members = new TreeMap<>();
        for (TaggedImage image : images) {
            members.computeIfAbsent(image.group(), name -> new ArrayList<>()).add(image);
        }
        List<String> domains = domains(images);
        return members.values().stream().map(group -> of(group, labels, domains)).toList();
    }

    /** Returns how many rows the groups of some images have. */
    static int rows(Collection<TaggedImage> images, int labels) {
        return labels * (1 + domains(images).size()) + 1;
    }

    /** Returns the domains if there are several. */
    private static List<String> domains(Collection<TaggedImage> images) {
        List<String> domains =
                images.stream().flatMap(i -> i.domain().stream()).distinct().sorted().toList();
        return domains.size() > 1 ? domains : List.of();
    }

    private static ImageGroup of(List<TaggedImage> images, int labels, List<String> domains) {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        for (TaggedImage image : images) {
            int domain = image.domain().map(domains::indexOf).orElse(-1);
            for (int label : image.labels()) {
                counts.merge(label, 1, Integer::sum);
                if (domain >= 0) {
                    counts.merge(labels * (1 + domain) + label, 1, Integer::sum);
                }
            }
            counts.merge(labels * (1 + domains.size()), 1, Integer::sum);
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
