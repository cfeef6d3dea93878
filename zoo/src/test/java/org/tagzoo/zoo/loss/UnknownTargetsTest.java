package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.zoo.evaluator.DecisionEvaluator.Average.MACRO;
import static org.tagzoo.zoo.evaluator.DecisionEvaluator.Average.MICRO;
import static org.tagzoo.zoo.evaluator.DecisionEvaluator.Measure.F1;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.evaluator.Evaluator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.evaluator.DecisionEvaluator;
import org.tagzoo.zoo.evaluator.MeanAveragePrecisionEvaluator;
import org.tagzoo.zoo.training.Golden;
import org.tagzoo.zoo.training.OwnManager;

/** Losses where some targets are unknown, against PyTorch's: {@code make_unknown.py}. */
class UnknownTargetsTest extends OwnManager {

    private static final String FILE = "metric/unknown.json";

    private static boolean[][] rows(char wanted) {
        return Golden.stream(FILE, "targets")
                .map(
                        text -> {
                            boolean[] row = new boolean[text.textValue().length()];
                            for (int l = 0; l < row.length; l++) {
                                row[l] = text.textValue().charAt(l) == wanted;
                            }
                            return row;
                        })
                .toArray(boolean[][]::new);
    }

    private static void check(String name, ExampleLoss loss) {
        double[][] logits =
                StreamSupport.stream(Golden.cases(FILE, "logits").spliterator(), false)
                        .map(Golden::numbers)
                        .toArray(double[][]::new);
        JsonNode golden = Golden.cases(FILE, "expected").get(name);
        LossChecks.equalsPyTorch(golden, loss, logits, rows('1'), rows('?'));
    }

    @Test
    void equalsPyTorchWithAMask() {
        double[] posWeight = Golden.numbers(Golden.cases(FILE, "posWeight"));
        check("bce", new BinaryCrossEntropyLoss(posWeight));
        check("asymmetric", AsymmetricLoss.builder().build());
        check("zlpr", new ZlprLoss());
    }

    @Test
    void nothingKnownCountsNothing() {
        float[][] plain = {{3, -2}};
        boolean[][] none = {{false, false}};
        boolean[][] all = {{true, true}};
        for (ExampleLoss loss :
                List.of(
                        new BinaryCrossEntropyLoss(),
                        AsymmetricLoss.builder().build(),
                        new ZlprLoss())) {
            NDArray logits = manager.create(new float[] {3, -2}, new Shape(1, 2));
            logits.setRequiresGradient(true);
            NDArray zeros = manager.zeros(new Shape(1, 2));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                    NDArray value = loss.evaluate(logits, zeros, zeros)) {
                collector.backward(value);
                assertEquals(0, Math.abs(value.toFloatArray()[0]), loss.getName());
            }
            for (float gradient : logits.getGradient().toFloatArray()) {
                assertEquals(0, Math.abs(gradient), loss.getName());
            }
            assertEquals(0, loss.evaluate(plain, none, all), loss.getName());
        }
    }

    /** Over batches, each known target counts once. */
    @Test
    void accumulatesByKnownTargets() {
        BinaryCrossEntropyLoss loss = new BinaryCrossEntropyLoss();
        loss.addAccumulator("all");
        float[][] known = {{1, 1}, {0, 1}};
        float[][] logits = {{3, -2}, {1, 0.5f}};
        for (int n = 0; n < 2; n++) {
            NDArray y = manager.create(new float[] {1, 0}, new Shape(1, 2));
            loss.updateAccumulator(
                    "all",
                    new NDList(y, manager.create(known[n], new Shape(1, 2))),
                    new NDList(manager.create(logits[n], new Shape(1, 2))));
        }
        double expected =
                (Math.log1p(Math.exp(-3)) + Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(0.5)))
                        / 3;
        assertEquals(expected, loss.getAccumulator("all"), 1e-6);
    }

    /** Batches of which the first has more unknown targets than the second. */
    @Test
    void evaluatorsCountKnownTargets() {
        double[][] logits =
                StreamSupport.stream(Golden.cases(FILE, "logits").spliterator(), false)
                        .map(Golden::numbers)
                        .toArray(double[][]::new);
        double[][] targets = LossChecks.numbers(rows('1'));
        double[][] unknown = LossChecks.numbers(rows('?'));
        DecisionEvaluator micro = new DecisionEvaluator("micro", F1, MICRO, 0.55);
        DecisionEvaluator macro = new DecisionEvaluator("macro", F1, MACRO, 0.55);
        MeanAveragePrecisionEvaluator ap = new MeanAveragePrecisionEvaluator();
        int[][] batches = {{0, 13}, {13, 14}, {14, 40}};
        for (Evaluator evaluator : List.of(micro, macro, ap)) {
            evaluator.addAccumulator("all");
            for (int[] batch : batches) {
                NDArray mask = array(unknown, batch).neg().add(1);
                evaluator.updateAccumulator(
                        "all",
                        new NDList(array(targets, batch), mask),
                        new NDList(array(logits, batch)));
            }
        }
        JsonNode expected = Golden.cases(FILE, "expected");
        assertEquals(expected.get("micro").get(2).doubleValue(), micro.getAccumulator("all"), 1e-7);
        assertEquals(expected.get("macro").get(2).doubleValue(), macro.getAccumulator("all"), 1e-7);
        assertEquals(expected.get("mAP").doubleValue(), ap.getAccumulator("all"), 1e-7);
    }

    private NDArray array(double[][] rows, int[] part) {
        double[] values =
                Arrays.stream(rows, part[0], part[1]).flatMapToDouble(Arrays::stream).toArray();
        return manager.create(values, new Shape(part[1] - part[0], rows[0].length))
                .toType(DataType.FLOAT32, true);
    }

    @Test
    void softmaxRefusesThem() {
        SoftmaxCrossEntropyLoss softmax = new SoftmaxCrossEntropyLoss();
        NDArray y = manager.create(new float[] {1, 0}, new Shape(1, 2));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> softmax.evaluate(new NDList(y, y), new NDList(y)))
                        .getMessage();
        assertTrue(message.contains("needs to know all targets"), message);
        boolean[][] row = {{true, false}};
        boolean[][] unknown = {{false, true}};
        assertThrows(
                IllegalArgumentException.class,
                () -> softmax.evaluate(new float[][] {{1, 2}}, row, unknown));
    }
}
