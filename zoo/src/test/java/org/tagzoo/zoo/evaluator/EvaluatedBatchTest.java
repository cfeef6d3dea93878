package org.tagzoo.zoo.evaluator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class EvaluatedBatchTest {

    private static final boolean[][] TARGETS = {{false, true, false}, {true, false, false}};

    @Test
    void takesMultiHotLabelsAndClassIndicesOfAnyType() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray hot = manager.create(new float[] {0, 1, 0, 1, 0, 0}, new Shape(2, 3));
            NDArray indices = manager.create(new long[] {1, 0});
            for (DataType type : new DataType[] {DataType.FLOAT32, DataType.INT64}) {
                EvaluatedBatch tags = batch(hot.toType(type, false));
                assertFalse(tags.classes());
                assertArrayEquals(TARGETS, tags.targets());
                EvaluatedBatch classes = batch(indices.toType(type, false));
                assertTrue(classes.classes());
                assertArrayEquals(TARGETS, classes.targets());
                assertArrayEquals(
                        TARGETS, batch(indices.reshape(2, 1).toType(type, false)).targets());
            }
            float[][] logits = batch(hot).logits();
            assertArrayEquals(new float[][] {{0, 1, 2}, {3, 4, 5}}, logits);
            assertEquals(1, hot.getFloat(0, 1), "labels stay open");
        }
    }

    @Test
    void otherShapesAreRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertEquals(
                    "For logits of (2, 3) labels must be multi-hot (2, 3) or class indices (2), but"
                            + " are (3, 2)",
                    refused(manager.zeros(new Shape(3, 2))));
            NDList cube = new NDList(manager.zeros(new Shape(2, 3, 1)));
            assertEquals(
                    "Predictions must be logits [N, L], but are (2, 3, 1)",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> EvaluatedBatch.of(cube, cube))
                            .getMessage());
        }
    }

    @Test
    void otherValuesAreRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray soft = manager.zeros(new Shape(2, 3));
            soft.set(new float[] {0, 0, 0, 0, 0.5f, 0});
            assertEquals("Label 1 of image 1 must be 0 or 1, but is 0.5", refused(soft));
            assertEquals(
                    "The class of image 1 must be 0 to 2, but is 3.0",
                    refused(manager.create(new long[] {0, 3})));
            assertEquals(
                    "The class of image 0 must be 0 to 2, but is 0.5",
                    refused(manager.create(new float[] {0.5f, 1})));
            NDList labels = new NDList(manager.create(new long[] {0, 1}));
            NDList logits =
                    new NDList(manager.create(new float[][] {{0, 1, 2}, {0, Float.NaN, 1}}));
            assertEquals(
                    "The logit of image 1, label 1 is NaN: training has diverged, try a lower"
                            + " learning rate",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> EvaluatedBatch.of(labels, logits))
                            .getMessage());
        }
    }

    private static EvaluatedBatch batch(NDArray labels) {
        NDArray logits = labels.getManager().arange(0f, 6f).reshape(2, 3);
        return EvaluatedBatch.of(new NDList(labels), new NDList(logits));
    }

    private static String refused(NDArray labels) {
        return assertThrows(IllegalArgumentException.class, () -> batch(labels)).getMessage();
    }
}
