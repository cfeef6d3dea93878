package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups widened so that images with the same content are of one group. */
final class IdenticalFiles {

    private IdenticalFiles() {}

    /**
     * Returns the images in their order, in groups such that two images are of one group if they
     * were before, or have the same content, or are both of one group with a third. A group goes by
     * the name that its first image's group had.
     *
     * @param hashes the content hash of each image by its id
     * @param notes told how many copies were found
     */
    static List<TaggedImage> group(
            List<TaggedImage> images, Map<String, String> hashes, List<String> notes) {
        int[] earlier =
                new int[images.size()]; // an earlier image of the group, or the image itself
        Map<String, Integer> firstOfGroup = new HashMap<>();
        Map<String, Integer> firstOfContent = new HashMap<>();
        int copies = 0;
        int contradictions = 0;
        for (int i = 0; i < earlier.length; i++) {
            TaggedImage image = images.get(i);
            earlier[i] = i;
            Integer sameGroup = firstOfGroup.putIfAbsent(image.group(), i);
            if (sameGroup != null) {
                join(earlier, i, sameGroup);
            }
            Integer sameContent = firstOfContent.putIfAbsent(hashes.get(image.id()), i);
            if (sameContent != null) {
                join(earlier, i, sameContent);
                copies++;
                contradictions += image.labels().equals(images.get(sameContent).labels()) ? 0 : 1;
            }
        }
        if (copies > 0) {
            notes.add(
                    "%d images are copies of others and stay on their side of the split; %d of them have other labels than the first copy"
                            .formatted(copies, contradictions));
        }
        List<TaggedImage> grouped = new ArrayList<>();
        for (int i = 0; i < earlier.length; i++) {
            grouped.add(images.get(i).withGroup(images.get(first(earlier, i)).group()));
        }
        return grouped;
    }

    private static void join(int[] earlier, int a, int b) {
        int firstOfA = first(earlier, a);
        int firstOfB = first(earlier, b);
        earlier[Math.max(firstOfA, firstOfB)] = Math.min(firstOfA, firstOfB);
    }

    private static int first(int[] earlier, int image) {
        int first = image;
        while (earlier[first] != first) {
            earlier[first] = earlier[earlier[first]];
            first = earlier[first];
        }
        return first;
    }
}
