package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.tagzoo.datasets.corpus.TaggedImage;

/** Images without pixels whose labels are drawn at random. */
final class DrawnImages {

    private DrawnImages() {}

    /** Half the images have no label; the others have some, from common to a hundredth. */
    static List<TaggedImage> likeMirflickr(int size, int labels, long seed) {
        Random random = new Random(seed);
        List<TaggedImage> images = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Set<Integer> own = new TreeSet<>();
            if (random.nextBoolean()) {
                for (int label = 0; label < labels; label++) {
                    if (random.nextDouble() < Math.max(0.5 / (1 + label), 0.01)) {
                        own.add(label);
                    }
                }
            }
            images.add(image("im" + i, own.stream().mapToInt(Integer::intValue).toArray()));
        }
        return images;
    }

    /** Returns an image alone in its group. */
    static TaggedImage image(String id, int... labels) {
        Set<Integer> own = new TreeSet<>();
        for (int label : labels) {
            own.add(label);
        }
        return new TaggedImage(id, null, new TreeSet<>(own), id);
    }
}
