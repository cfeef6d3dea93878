package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Parameter;

/** The arguments {@code labels}, {@code head}, {@code seed} and {@code weightsFile}. */
class NewHeadTest {

    @TempDir static Path cache;

    private static Path file;

    @BeforeAll
    static void weights() throws Exception {
        FormulaCache.put(cache, "resnet18.tv1");
        file = cache.resolve("weights").resolve("resnet18.tv1.safetensors");
    }

    private static Criteria.Builder<NDList, NDList> resnet18() {
        return TrainCriteria.trained(TrainCriteria.network("resnet18"))
                .optArgument("weightsFile", file)
                .optArgument("imageSize", TrainCriteria.SIZE);
    }

    static List<Arguments> labels() {
        List<String> names = List.of("dog", "cat, tame");
        return List.of(
                Arguments.of(3, 3, List.of()),
                Arguments.of(3.0, 3, List.of()),
                Arguments.of("3", 3, List.of()),
                Arguments.of("dog, cat ,bird", 3, List.of("dog", "cat", "bird")),
                Arguments.of("dog", 1, List.of("dog")),
                Arguments.of(names, 2, names),
                Arguments.of(names.toArray(new String[0]), 2, names));
    }

    @ParameterizedTest
    @MethodSource
    void labels(Object given, int count, List<String> names) throws Exception {
        try (ZooModel<NDList, NDList> model =
                TrainCriteria.random("ff1").optArgument("labels", given).build().loadModel()) {
            LoadedNetwork network = LoadedNetwork.of(model);
            assertEquals(names, network.labels());
            assertEquals(Head.linear(count), network.head());
            assertEquals(
                    new Shape(count, 3 * TrainCriteria.SIZE * TrainCriteria.SIZE),
                    model.getBlock().getParameters().get("fc.weight").getArray().getShape());
            assertEquals("ff1", network.architecture());
            assertEquals(ImageSize.square(TrainCriteria.SIZE), network.imageSize());
            assertEquals(TrainCriteria.NORMALIZATION, network.normalization());
        }
    }

    static List<Object> heads() {
        return List.of(
                Map.of("hidden", List.of(16, 8), "dropout", 0.5),
                Map.of("hidden", new Object[] {16, "8"}, "dropout", "0.5"),
                "{\"hidden\": [16, 8], \"dropout\": 0.5}");
    }

    @ParameterizedTest
    @MethodSource
    void heads(Object given) throws Exception {
        try (ZooModel<NDList, NDList> model =
                TrainCriteria.random("cnn")
                        .optArgument("labels", 3)
                        .optArgument("head", given)
                        .build()
                        .loadModel()) {
            assertEquals(new Head(3, List.of(16, 8), 0.5, false), LoadedNetwork.of(model).head());
            assertTrue(model.getBlock().getParameters().contains("fc.5.weight"));
        }
    }

    /** The body has the file's values, the head those that {@code compare} draws. */
    @Test
    void theNewHeadIsDrawnAndTheBodyIsLoaded() throws Exception {
        try (ZooModel<NDList, NDList> model =
                resnet18().optArgument("labels", 4).optArgument("seed", "5").build().loadModel()) {
            assertEquals("resnet18.tv1.safetensors", model.getName());
            Map<String, float[]> tensors = TrainCriteria.tensors(model.getBlock());
            Graph graph = LoadedNetwork.of(model).graph();
            for (Parameter parameter : graph.parameters()) {
                float[] expected =
                        parameter.name().startsWith("fc.")
                                ? new InitialValues(5).values(parameter)
                                : new FormulaValues().values(parameter);
                assertArrayEquals(expected, tensors.get(parameter.name()), parameter.name());
            }
        }
    }

    @Test
    void withoutASeedItIsThatOfCompare() throws Exception {
        try (ZooModel<NDList, NDList> one =
                        resnet18().optArgument("labels", 4).build().loadModel();
                ZooModel<NDList, NDList> two =
                        resnet18()
                                .optArgument("labels", 4)
                                .optArgument("seed", 2)
                                .build()
                                .loadModel()) {
            Parameter weight = parameter(LoadedNetwork.of(one).graph(), "fc.weight");
            assertArrayEquals(new InitialValues(1).values(weight), array(one, "fc.weight"));
            assertArrayEquals(new InitialValues(2).values(weight), array(two, "fc.weight"));
        }
    }

    private static Parameter parameter(Graph graph, String name) {
        return graph.parameters().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static float[] array(ZooModel<?, ?> model, String name) {
        return model.getBlock().getParameters().get(name).getArray().toFloatArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "ff1", "ff2", "resnet18"})
    void randomValuesAreThoseOfCompare(String name) throws Exception {
        try (ZooModel<NDList, NDList> model =
                TrainCriteria.trained(TrainCriteria.random(name))
                        .optArgument("labels", 2)
                        .optArgument("seed", 3)
                        .build()
                        .loadModel()) {
            assertEquals(name, model.getName());
            Graph graph =
                    new Network(Backbones.byName(name).orElseThrow(), Head.linear(2))
                            .graph(TrainCriteria.SIZE, TrainCriteria.NORMALIZATION);
            Map<String, float[]> tensors = TrainCriteria.tensors(model.getBlock());
            assertEquals(graph.parameters().size(), tensors.size());
            for (Parameter parameter : graph.parameters()) {
                assertArrayEquals(
                        new InitialValues(3).values(parameter),
                        tensors.get(parameter.name()),
                        parameter.name());
            }
        }
    }

    /** As exports have it: a square, whatever the image's proportions. */
    @Test
    void imagesOfANewHeadAreStretched() throws Exception {
        Image image = ImageFactory.getInstance().fromPixels(Predictions.image(60, 40), 60, 40);
        Criteria<Image, float[]> images =
                Criteria.builder()
                        .setTypes(Image.class, float[].class)
                        .optGroupId("org.tagzoo")
                        .optArtifactId("resnet18")
                        .optArgument("weightsFile", file)
                        .optArgument("labels", 4)
                        .optArgument("imageSize", 48)
                        .build();
        Criteria<NDList, NDList> pixels =
                TrainCriteria.network("resnet18")
                        .optArgument("weightsFile", file)
                        .optArgument("labels", 4)
                        .optArgument("imageSize", 48)
                        .build();
        try (ZooModel<Image, float[]> model = images.loadModel();
                Predictor<Image, float[]> predictor = model.newPredictor();
                ZooModel<NDList, NDList> same = pixels.loadModel();
                Predictor<NDList, NDList> plain = same.newPredictor()) {
            EvaluationTransform stretch = EvaluationTransform.square(48);
            NDArray seen =
                    new NetworkInput(stretch)
                            .of(image, same.getNDManager())
                            .singletonOrThrow()
                            .expandDims(0);
            float[] expected = plain.predict(new NDList(seen)).get(0).toFloatArray();
            assertEquals(4, expected.length);
            assertArrayEquals(expected, predictor.predict(image), 1e-5f);
            assertEquals("0", model.getProperty("resize"));
            assertEquals("48", model.getProperty("cropWidth"));
        }
    }

    @Test
    void aModelThatIsNoWholeNetworkSaysSo() throws Exception {
        try (ZooModel<NDList, NDList> model =
                TrainCriteria.random("cnn")
                        .optArgument("stage", "before head")
                        .build()
                        .loadModel()) {
            Exception refused =
                    assertThrows(IllegalArgumentException.class, () -> LoadedNetwork.of(model));
            assertEquals(
                    "The model cnn is the network before head, not the whole one from pixels to"
                            + " logits",
                    refused.getMessage());
        }
    }

    @Test
    void whatBeginsAtRandomIsAlwaysThere() throws Exception {
        assertTrue(TrainCriteria.random("cnn").build().isDownloaded());
        TrainCriteria.random("cnn").build().downloadModel();
        Criteria<NDList, NDList> elsewhere =
                TrainCriteria.network("resnet34").optArgument("cache", cache).build();
        assertFalse(elsewhere.isDownloaded());
        assertThrows(ModelNotFoundException.class, elsewhere::downloadModel);
    }
}
