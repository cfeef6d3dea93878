package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.zoo.score.ScoredBox;
import org.tagzoo.zoo.training.Golden;

/** Against PyTorch; class_and_box.json is made by make_class_and_box.py. */
class ClassAndBoxLossTest {

    private static final JsonNode GOLDEN = Golden.cases("loss/class_and_box.json", "case");

    private static float[][] rows(String name) {
        float[][] rows = new float[GOLDEN.get(name).size()][];
        for (int n = 0; n < rows.length; n++) {
            double[] numbers = Golden.numbers(GOLDEN.get(name).get(n));
            rows[n] = new float[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                rows[n][i] = (float) numbers[i];
            }
        }
        return rows;
    }

    private static void assertRows(String name, NDArray actual) {
        float[][] expected = rows(name);
        for (int n = 0; n < expected.length; n++) {
            assertArrayEquals(expected[n], actual.get(n).toFloatArray(), 1e-6f, name);
        }
    }

    @Test
    void valueAndGradientsEqualPyTorchs() {
        ClassAndBoxLoss loss = new ClassAndBoxLoss(new SoftmaxCrossEntropyLoss(), 0.001);
        double expected =
                GOLDEN.get("classLoss").doubleValue() + GOLDEN.get("boxLoss").doubleValue();
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray logits = manager.create(rows("logits"));
            NDArray boxes = manager.create(rows("boxes"));
            logits.setRequiresGradient(true);
            boxes.setRequiresGradient(true);
            NDList targets =
                    new NDList(manager.create(new long[] {0, 2, 1}), manager.create(rows("true")));
            NDArray value = loss.evaluate(targets, new NDList(logits, boxes));
            assertEquals(expected, value.toFloatArray()[0], 1e-6);
            collector.backward(value);
            assertRows("logitsGradient", logits.getGradient());
            assertRows("boxesGradient", boxes.getGradient());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> loss.evaluate(new NDList(targets.get(0)), new NDList(logits)));
        }
    }

    @Test
    void theShareOfBoxesIsThatOfPlainRows() {
        float[][] outputs =
                IntStream.range(0, 3)
                        .mapToObj(n -> ArrayUtils.addAll(rows("logits")[n], rows("boxes")[n]))
                        .toArray(float[][]::new);
        ClassAndBoxLoss loss = new ClassAndBoxLoss(new SoftmaxCrossEntropyLoss(), 0.001);
        assertEquals(
                GOLDEN.get("boxLoss").doubleValue(), loss.ofBoxes(outputs, rows("true")), 1e-7);
    }

    @Test
    void overlapsEqualTorchvisions() {
        List<ScoredBox> boxes =
                IntStream.range(0, 3)
                        .mapToObj(
                                n ->
                                        new ScoredBox(
                                                PixelBox.of(rows("boxes")[n]),
                                                PixelBox.of(rows("true")[n])))
                        .toList();
        double[] expected = Golden.numbers(GOLDEN.get("overlaps"));
        assertEquals(expected[0], boxes.get(0).overlap(), 1e-6);
        assertEquals(expected[1], boxes.get(1).overlap(), 1e-6);
        assertEquals(0, boxes.get(2).overlap());
        // The third image has no object, and does not count.
        assertEquals((expected[0] + expected[1]) / 2, ScoredBox.meanOverlap(boxes), 1e-6);
        assertEquals(0, ScoredBox.meanOverlap(boxes.subList(2, 3)));
    }
}
