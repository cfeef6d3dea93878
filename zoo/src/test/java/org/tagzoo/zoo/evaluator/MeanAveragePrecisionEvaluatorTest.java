package org.tagzoo.zoo.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.AveragePrecision;

class MeanAveragePrecisionEvaluatorTest {

    private final MeanAveragePrecisionEvaluator evaluator = new MeanAveragePrecisionEvaluator();

    @Test
    void unequalBatchesGiveWhatAllImagesGiveAtOnce() {
        for (int seed = 0; seed < 50; seed++) {
            Batches batches = Batches.tags(seed);
            assertEquals(
                    (float) AveragePrecision.mean(batches.scores()),
                    batches.accumulated(evaluator),
                    "seed " + seed);
        }
    }

    @Test
    void theMeanOfBatchesIsAnotherNumber() {
        Batches batches = Batches.tags(1);
        assertEquals(0.392, batches.accumulated(evaluator), 5e-4);
        assertEquals(0.505, batches.meanOfBatches(evaluator), 5e-4);
    }

    @Test
    void classIndicesAreRefused() {
        Batches batches = Batches.classes(1);
        IllegalArgumentException wrong =
                assertThrows(
                        IllegalArgumentException.class, () -> batches.accumulated(evaluator, true));
        assertEquals(
                "mAP takes multi-hot labels [N, L], not class indices: logits of softmax can't be"
                        + " ranked between images",
                wrong.getMessage());
    }

    @Test
    void keepsNoMoreScoresThanAllowed() {
        Batches batches = Batches.tags(1);
        batches.accumulated(new MeanAveragePrecisionEvaluator("mAP", 64));
        IllegalArgumentException wrong =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> batches.accumulated(new MeanAveragePrecisionEvaluator("mAP", 63)));
        assertEquals(
                "mAP keeps at most 63 scores, not 64: reset it more often, or allow more",
                wrong.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> new MeanAveragePrecisionEvaluator("mAP", 0));
    }
}
