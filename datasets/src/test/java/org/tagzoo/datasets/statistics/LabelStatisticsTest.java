package org.tagzoo.datasets.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.label.LabelSet;

class LabelStatisticsTest {

    private static final LabelSet LABELS = new LabelSet(List.of("cat", "dog", "sea", "all"));

    /** By hand: of 4 images, 1 has "cat", 2 have "dog", none "sea", each "all". */
    @Test
    void countsByHand() {
        List<TaggedImage> images = List.of(image(0, 1, 3), image(1, 3), image(3), image(3));
        LabelStatistics statistics = new LabelStatistics(images, LABELS);
        assertEquals(LABELS, statistics.labels());
        assertEquals(4, statistics.images());
        assertArrayEquals(new int[] {1, 2, 0, 4}, statistics.positives());
        assertArrayEquals(new double[] {3, 1, 1, 1}, statistics.posWeight());
    }

    /** The rarest label of the image tags study: 95 of 20,000 photographs, a weight of 209.526. */
    @Test
    void weightOfARareLabel() {
        List<TaggedImage> images = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            images.add(i < 95 ? image(0) : image());
        }
        LabelStatistics statistics = new LabelStatistics(images, new LabelSet(List.of("baby")));
        assertEquals(209.526, statistics.posWeight()[0], 5e-4);
    }

    @Test
    void nothingToCount() {
        LabelStatistics statistics = new LabelStatistics(List.of(), LABELS);
        assertArrayEquals(new double[] {1, 1, 1, 1}, statistics.posWeight());
    }

    @Test
    void labelsOfAnotherCorpus() {
        List<TaggedImage> images = List.of(image(4));
        var refusal =
                assertThrows(
                        IllegalArgumentException.class, () -> new LabelStatistics(images, LABELS));
        assertEquals("Image 'i' has label 4, of 4 labels (counted from 0)", refusal.getMessage());
    }

    private static TaggedImage image(Integer... labels) {
        return new TaggedImage("i", null, new TreeSet<>(List.of(labels)), "i");
    }
}
