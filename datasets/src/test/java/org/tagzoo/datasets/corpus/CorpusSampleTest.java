package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusSampleTest {

    private static Corpus corpus() {
        DrawnCorpus drawn = new DrawnCorpus();
        for (int i = 0; i < 100; i++) {
            drawn.add("im" + i, i % 2);
        }
        return drawn.of("cat", "dog");
    }

    private static List<String> sample(int count, long seed) {
        return DrawnCorpus.ids(Samples.random(corpus(), count, seed).images());
    }

    @Test
    void aLargerSampleHoldsTheSmallerOneInTheOrderOfTheCorpus() {
        List<String> ten = sample(10, 7);
        List<String> thirty = sample(30, 7);
        assertEquals(10, ten.size());
        assertTrue(thirty.containsAll(ten));
        List<String> inOrder = new ArrayList<>(DrawnCorpus.ids(corpus().images()));
        inOrder.retainAll(thirty);
        assertEquals(inOrder, thirty);
        assertEquals(ten, sample(10, 7));
        assertNotEquals(ten, sample(10, 8));
        assertNotEquals(inOrder.subList(0, 10), ten);
    }

    @Test
    void isNoted() {
        assertEquals(
                List.of("10 of 100 images were taken at random, by seed 7"),
                Samples.random(corpus(), 10, 7).notes());
    }

    /** 100 cats, 50 dogs, 10 birds and 40 images with both cat and dog. */
    private static Corpus uneven() {
        DrawnCorpus drawn = new DrawnCorpus();
        for (int i = 0; i < 200; i++) {
            Integer[] labels =
                    i < 100
                            ? new Integer[] {0}
                            : i < 150
                                    ? new Integer[] {1}
                                    : i < 160 ? new Integer[] {2} : new Integer[] {0, 1};
            drawn.add("im" + i, labels);
        }
        return drawn.of("cat", "dog", "bird");
    }

    @Test
    void aStratifiedSampleHasOfEachSetOfLabelsItsShare() {
        for (int seed = 0; seed < 50; seed++) {
            for (int count : List.of(1, 20, 33, 137, 199)) {
                Corpus sample = Samples.stratified(uneven(), count, seed);
                List<String> ids = DrawnCorpus.ids(sample.images());
                assertEquals(count, Set.copyOf(ids).size(), "no image twice, and so many");
                int[] kinds = new int[4];
                for (String id : ids) {
                    int i = Integer.parseInt(id.substring(2));
                    kinds[i < 100 ? 0 : i < 150 ? 1 : i < 160 ? 2 : 3]++;
                }
                int[] all = {100, 50, 10, 40};
                for (int k = 0; k < 4; k++) {
                    assertEquals(all[k] * count / 200.0, kinds[k], 1, "kind " + k + " of " + count);
                }
            }
        }
    }

    @Test
    void everyImageIsAsLikelyAsAnyOther() {
        int[] drawn = new int[200];
        for (int seed = 0; seed < 2000; seed++) {
            for (TaggedImage image : Samples.stratified(uneven(), 30, seed).images()) {
                drawn[Integer.parseInt(image.id().substring(2))]++;
            }
        }
        // 300 times of 2,000 on average, with a standard deviation of 16.
        for (int count : drawn) {
            assertEquals(300, count, 80);
        }
    }

    @Test
    void aStratifiedSampleIsNoted() {
        assertEquals(
                List.of(
                        "20 of 200 images were taken of each class and domain its share, by seed 3"),
                Samples.stratified(uneven(), 20, 3).notes());
    }
}
