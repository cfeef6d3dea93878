package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The argument {@code stage}. */
class StagePartTest {

    private static float[] predict(Criteria<NDList, NDList> criteria, NDArray input)
            throws Exception {
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor();
                NDList result = predictor.predict(new NDList(input))) {
            return result.singletonOrThrow().toFloatArray();
        }
    }

    /** What one part gives, the other takes. */
    @ParameterizedTest
    @CsvSource({"layer2, 8, 64", "layer4, 2, 256", "head, 0, 512"})
    void twoPartsAreTheWhole(String stage, int side, int channels) throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray pixels = TrainCriteria.pixels(manager, 2, TrainCriteria.SIZE);
            float[] whole =
                    predict(
                            TrainCriteria.random("resnet18").optArgument("labels", 3).build(),
                            pixels);
            float[] features =
                    predict(
                            TrainCriteria.random("resnet18")
                                    .optArgument("stage", "before " + stage)
                                    .build(),
                            pixels);
            Shape shape = side == 0 ? new Shape(2, channels) : new Shape(2, side, side, channels);
            float[] rest =
                    predict(
                            TrainCriteria.random("resnet18")
                                    .optArgument("labels", 3)
                                    .optArgument("stage", "from " + stage)
                                    .build(),
                            manager.create(features, shape));
            assertEquals(6, whole.length);
            assertArrayEquals(whole, rest, 1e-4f);
        }
    }

    /** Without labels, what follows is the head that the weights have. */
    @ParameterizedTest
    @ValueSource(strings = {"from layer4", "from head"})
    void thePublishedHeadIsCutTooIfNoOtherIsAskedFor(String part) throws Exception {
        try (ZooModel<NDList, NDList> model =
                TrainCriteria.random("resnet18").optArgument("stage", part).build().loadModel()) {
            assertEquals(
                    new Shape(1000, 512),
                    model.getBlock().getParameters().get("fc.weight").getArray().getShape());
            assertEquals(part, model.getProperty("part"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedding", "before head"})
    void theEmbeddingIsWhatLiesBeforeTheHead(String asked) throws Exception {
        Criteria<NDList, NDList> plain = TrainCriteria.random("resnet18").build();
        Criteria<NDList, NDList> same =
                TrainCriteria.random("resnet18")
                        .optArgument(asked.equals("embedding") ? "output" : "stage", asked)
                        .build();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray pixels = TrainCriteria.pixels(manager, 2, TrainCriteria.SIZE);
            float[] expected = predict(plain, pixels);
            assertEquals(1024, expected.length);
            assertArrayEquals(expected, predict(same, pixels));
        }
    }
}
