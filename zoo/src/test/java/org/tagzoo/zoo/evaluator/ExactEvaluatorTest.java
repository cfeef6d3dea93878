package org.tagzoo.zoo.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.evaluator.Evaluator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.evaluator.DecisionEvaluator.Average;
import org.tagzoo.zoo.evaluator.DecisionEvaluator.Measure;

class ExactEvaluatorTest {

    private final DecisionEvaluator recall = new DecisionEvaluator(Measure.RECALL, Average.MICRO);

    @Test
    void accumulatorsAreKeptApart() {
        List<Evaluator> evaluators =
                List.of(recall, new MeanAveragePrecisionEvaluator(), new TopKEvaluator(1));
        float[][] logits = {{1, -1}, {2, -2}};
        boolean[][] targets = {{true, false}, {false, true}};
        Batches batches = new Batches(logits, targets, 1, 1);
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Evaluator evaluator : evaluators) {
                evaluator.addAccumulator("all");
                evaluator.addAccumulator("last");
                String name = evaluator.getName();
                assertEquals(Float.NaN, evaluator.getAccumulator("all"), name);
                NDList right = batches.labels(manager, 0, 1, false);
                NDList wrong = batches.labels(manager, 1, 1, false);
                evaluator.updateAccumulators(
                        new String[] {"all", "last"}, right, batches.predictions(manager, 0, 1));
                assertEquals(1, evaluator.getAccumulator("all"), name);
                evaluator.resetAccumulator("last");
                assertEquals(Float.NaN, evaluator.getAccumulator("last"), name);
                evaluator.updateAccumulators(
                        new String[] {"all", "last"}, wrong, batches.predictions(manager, 1, 1));
                // One image alone is always ranked right.
                float one = evaluator instanceof MeanAveragePrecisionEvaluator ? 1 : 0;
                assertEquals(one, evaluator.getAccumulator("last"), name);
                assertEquals(
                        one, value(evaluator, wrong, batches.predictions(manager, 1, 1)), name);
                assertEquals(0.5f, evaluator.getAccumulator("all"), name);
            }
        }
    }

    private static float value(Evaluator evaluator, NDList labels, NDList predictions) {
        NDArray value = evaluator.evaluate(labels, predictions);
        assertEquals(new Shape(), value.getShape());
        return value.getFloat();
    }

    @Test
    void anAccumulatorMustBeAdded() {
        recall.addAccumulator("train");
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> recall.getAccumulator("test"));
        assertEquals(
                "microRecall has no accumulator 'test'; there are [train]: call addAccumulator"
                        + " first",
                wrong.getMessage());
    }

    @Test
    void batchesHaveTheSameLabels() {
        for (Evaluator evaluator : List.of(recall, new MeanAveragePrecisionEvaluator())) {
            try (NDManager manager = NDManager.newBaseManager()) {
                evaluator.addAccumulator("a");
                NDList two = new NDList(manager.ones(new Shape(1, 2)));
                NDList three = new NDList(manager.ones(new Shape(1, 3)));
                evaluator.updateAccumulator("a", two, two);
                IllegalArgumentException wrong =
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> evaluator.updateAccumulator("a", three, three));
                assertEquals("A batch of 3 labels came after batches of 2", wrong.getMessage());
            }
        }
    }
}
