package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.oneCycle;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SigmoidBinaryCrossEntropyLoss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.loss.SoftmaxCrossEntropyLoss;
import org.tagzoo.zoo.loss.ZlprLoss;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.torchscript.ScriptModule;

class MicroBatchesTest {

    /** Classes of very different weights, whose share of a micro-batch differs from its size's. */
    private static final double[] WEIGHTS = {0.1, 1, 10};

    private static float[] weights(int microBatchSize, Loss loss, Examples train)
            throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            TrainingResult result =
                    trainer(module, 2, 1, oneCycle(2))
                            .setLoss(loss)
                            .optMicroBatchSize(microBatchSize)
                            .build()
                            .fit(train, train, epoch -> {});
            assertEquals(List.of(), result.remarks(), "settings asked for it, memory did not");
            return values(module, "fc.0.weight");
        }
    }

    @Test
    void aBatchInPartsIsTheBatchWhereLossesAreWeightedToo() throws IOException {
        Examples labels = LearnableRows.examples(SmallTraining.TRAIN, 5);
        boolean[][] one = new boolean[labels.size()][];
        for (int n = 0; n < one.length; n++) {
            one[n] = new boolean[] {n % 3 == 0, n % 3 == 1, n % 3 == 2};
        }
        Examples train = new Examples(labels.inputs(), one, TargetForm.CLASS_INDEX);
        float[] whole = weights(Integer.MAX_VALUE, new SoftmaxCrossEntropyLoss(WEIGHTS, 0), train);
        assertArrayEquals(whole, weights(3, new SoftmaxCrossEntropyLoss(WEIGHTS, 0), train), 1e-5f);
    }

    /** Known targets are many in the first micro-batches, and none in the last. */
    @Test
    void aBatchInPartsIsTheBatchWhereTargetsAreUnknown() throws IOException {
        Examples labels = LearnableRows.examples(SmallTraining.TRAIN, 5);
        boolean[][] targets = new boolean[labels.size()][];
        boolean[][] unknown = new boolean[labels.size()][];
        for (int n = 0; n < targets.length; n++) {
            targets[n] = new boolean[] {n % 2 == 0, n % 5 == 0 && n % 16 < 8, false};
            unknown[n] = new boolean[] {false, n % 16 >= 8, n % 16 >= 2};
            if (n % 16 > 12) {
                targets[n] = new boolean[3];
                unknown[n] = new boolean[] {true, true, true};
            }
        }
        Examples train = new Examples(labels.inputs(), targets, unknown, TargetForm.MULTI_HOT);
        for (ExampleLoss loss : List.of(new BinaryCrossEntropyLoss(WEIGHTS), new ZlprLoss())) {
            float[] whole = weights(Integer.MAX_VALUE, loss, train);
            assertArrayEquals(whole, weights(3, loss, train), 1e-5f);
            assertArrayEquals(whole, weights(1, loss, train), 1e-5f);
            float[] known = weights(3, loss, new Examples(labels.inputs(), targets));
            assertFalse(Arrays.equals(whole, known));
        }
    }

    @Test
    void noMoreExamplesGoThroughAtOnceThanSettingsSay() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        Loss noting =
                new SigmoidBinaryCrossEntropyLoss("noting") {
                    @Override
                    public NDArray evaluate(NDList labels, NDList predictions) {
                        sizes.add((int) predictions.get(0).getShape().get(0));
                        return super.evaluate(labels, predictions);
                    }
                };
        weights(6, noting, LearnableRows.examples(16, 5));
        // The last evaluation of an epoch is of the whole validation part.
        assertEquals(List.of(5, 5, 6), sizes.subList(0, 3));
    }
}
