package org.tagzoo.zoo.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.evaluator.DecisionEvaluator.Average;
import org.tagzoo.zoo.evaluator.DecisionEvaluator.Measure;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.threshold.Thresholds;

class DecisionEvaluatorTest {

    @Test
    void unequalBatchesGiveWhatAllImagesGiveAtOnce() {
        for (int seed = 0; seed < 50; seed++) {
            Batches batches = Batches.tags(seed);
            // A threshold that some scores equal, as sigmoids of 1 / 2 and of 0.
            for (double threshold : new double[] {0.5, 0.6224593312018546, 0.9}) {
                Evaluation whole =
                        Evaluation.of(Thresholds.same(threshold, 4).decide(batches.scores()));
                String at = "seed " + seed + ", threshold " + threshold;
                for (Average average : Average.values()) {
                    PrecisionRecallF1 all =
                            average == Average.MICRO ? whole.micro() : whole.macro();
                    assertEquals(
                            (float) all.precision(),
                            accumulated(batches, Measure.PRECISION, average, threshold),
                            at);
                    assertEquals(
                            (float) all.recall(),
                            accumulated(batches, Measure.RECALL, average, threshold),
                            at);
                    assertEquals(
                            (float) all.f1(),
                            accumulated(batches, Measure.F1, average, threshold),
                            at);
                }
            }
        }
    }

    private static float accumulated(
            Batches batches, Measure measure, Average average, double threshold) {
        return batches.accumulated(new DecisionEvaluator(measure, average, threshold));
    }

    /** As DJL's losses accumulate, and as is often done with F1. */
    @Test
    void meansOfBatchesAreOtherNumbers() {
        Batches batches = Batches.tags(1);
        DecisionEvaluator micro = new DecisionEvaluator(Measure.F1, Average.MICRO);
        assertEquals(0.386, batches.accumulated(micro), 5e-4);
        assertEquals(0.353, batches.meanOfBatches(micro), 5e-4);
        DecisionEvaluator macro = new DecisionEvaluator(Measure.F1, Average.MACRO);
        assertEquals(0.351, batches.accumulated(macro), 5e-4);
        assertEquals(0.279, batches.meanOfBatches(macro), 5e-4);
    }

    /** Seven tests of two classes by hand: predicted 0 0 0 0 1 1 1, true 0 0 0 1 1 1 0. */
    @Test
    void classIndicesAreDecidedByTheFirstHighestLogit() {
        float[] first = {3, 2, 9, -1, -2, 0, 1};
        float[] second = {1, 2, 8, -3, -1, 5, 2};
        int[] classes = {0, 0, 0, 1, 1, 1, 0};
        float[][] logits = new float[7][];
        boolean[][] targets = new boolean[7][];
        for (int n = 0; n < 7; n++) {
            logits[n] = new float[] {first[n], second[n]};
            targets[n] = new boolean[] {classes[n] == 0, classes[n] == 1};
        }
        Batches batches = new Batches(logits, targets, 2, 5);
        DecisionEvaluator micro = new DecisionEvaluator(Measure.F1, Average.MICRO);
        assertEquals(5 / 7f, batches.accumulated(micro, true));
        DecisionEvaluator macro = new DecisionEvaluator(Measure.F1, Average.MACRO);
        // Both classes: F1 of 0 is 6 / 8, of 1 it is 4 / 6.
        assertEquals((float) ((6 / 8.0 + 4 / 6.0) / 2), batches.accumulated(macro, true));
    }

    @Test
    void namesSayWhatIsMeasured() {
        assertEquals("microF1", new DecisionEvaluator(Measure.F1, Average.MICRO).getName());
        assertEquals(
                "macroPrecision",
                new DecisionEvaluator(Measure.PRECISION, Average.MACRO).getName());
    }

    @Test
    void aThresholdIsZeroToOne() {
        IllegalArgumentException wrong =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new DecisionEvaluator(Measure.RECALL, Average.MACRO, 1.5));
        assertEquals("The threshold of macroRecall must be 0 to 1, but is 1.5", wrong.getMessage());
    }
}
