package org.tagzoo.zoo.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.training.evaluator.Accuracy;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.TopAccuracy;
import org.tagzoo.zoo.task.Classes;

class TopKEvaluatorTest {

    @Test
    void unequalBatchesGiveWhatAllImagesGiveAtOnce() {
        for (int seed = 0; seed < 50; seed++) {
            Batches batches = Batches.classes(seed);
            for (int k = 1; k <= 5; k++) {
                float whole =
                        TopAccuracy.hits(
                                        Classes.INSTANCE.scores(batches.logits()),
                                        batches.targets(),
                                        k)
                                / 16f;
                String at = "seed " + seed + ", k " + k;
                assertEquals(whole, batches.accumulated(new TopKEvaluator(k), true), at);
                // The same classes, one-hot.
                assertEquals(whole, batches.accumulated(new TopKEvaluator(k)), at);
            }
        }
    }

    @Test
    void topOneIsDjlsAccuracy() {
        for (int seed = 0; seed < 50; seed++) {
            Batches batches = Batches.classes(seed);
            assertEquals(
                    batches.accumulated(new Accuracy(), true),
                    batches.accumulated(new TopKEvaluator(1), true),
                    "seed " + seed);
        }
    }

    @Test
    void rowsOfSeveralLabelsAreRefused() {
        Batches batches = new Batches(new float[1][3], new boolean[][] {{true, true, false}}, 1);
        IllegalArgumentException wrong =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> batches.accumulated(new TopKEvaluator(5)));
        assertEquals(
                "Top-k accuracy takes images of exactly one label, row 0 has 2",
                wrong.getMessage());
    }

    @Test
    void kIsAtLeastOne() {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> new TopKEvaluator(0));
        assertEquals("The k of top0 must be 1 or more, but is 0", wrong.getMessage());
    }
}
