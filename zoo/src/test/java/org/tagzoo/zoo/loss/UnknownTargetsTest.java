package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
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
