package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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
        return DrawnCorpus.ids(Corpora.sample(corpus(), count, seed).images());
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
                Corpora.sample(corpus(), 10, 7).notes());
    }
}
