package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Application;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The zoo as a program sees it that imports nothing but DJL. */
class DjlProgramTest extends Resnet18Fixture {

    private static Image image(JsonNode row) {
        return image(row.get("width").asInt(), row.get("height").asInt());
    }

    static Image image(int width, int height) {
        return ImageFactory.getInstance()
                .fromPixels(Predictions.image(width, height), width, height);
    }

    @Test
    void listsTheNetworksWithTheirWeights() throws Exception {
        assertTrue(ModelZoo.hasModelZoo("org.tagzoo"));
        Map<Application, List<MRL>> models = ModelZoo.listModels();
        MRL resnet50 =
                models.get(Application.CV.IMAGE_CLASSIFICATION).stream()
                        .filter(mrl -> mrl.toString().equals("djl://org.tagzoo/resnet50"))
                        .findFirst()
                        .orElseThrow();
        Artifact keras =
                resnet50.listArtifacts().stream()
                        .filter(artifact -> artifact.getName().equals("resnet50.keras"))
                        .findFirst()
                        .orElseThrow();
        Map<String, String> properties = keras.getProperties();
        assertEquals("keras", properties.get("tag"));
        assertEquals("2048", properties.get("featureWidth"));
        assertEquals("MIT", properties.get("licence"));
        assertEquals("224", properties.get("cropWidth"));
        assertEquals("nearest", properties.get("interpolation"));
        assertEquals("123.68,116.779,103.939", properties.get("mean"));
    }

    @Test
    void tellsClassesAsTorchvisionDoes() throws Exception {
        try (ZooModel<Image, Classifications> model =
                        resnet18().images(Classifications.class).build().loadModel();
                Predictor<Image, Classifications> predictor = model.newPredictor()) {
            assertEquals("resnet18.tv1", model.getName());
            assertEquals("256", model.getProperty("resize"));
            List<Image> images = new ArrayList<>();
            for (JsonNode row : Predictions.golden("formula")) {
                Classifications classes = predictor.predict(image(row));
                Predictions.assertLikeliest(row, classes, 1e-4);
                assertEquals(1000, classes.getClassNames().size());
                assertEquals(1, sum(classes), 1e-9);
                assertEquals(5, classes.topK().size());
                images.add(image(row));
            }
            int at = 0;
            for (Classifications classes : predictor.batchPredict(images)) {
                Predictions.assertLikeliest(Predictions.golden("formula").get(at++), classes, 1e-4);
            }
        }
    }

    private static double sum(Classifications classes) {
        return classes.getProbabilities().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void embedsAsTorchvisionDoes() throws Exception {
        try (ZooModel<Image, float[]> model = resnet18().images(float[].class).build().loadModel();
                Predictor<Image, float[]> predictor = model.newPredictor()) {
            for (JsonNode row : Predictions.golden("formula")) {
                assertEmbedding(row.get("embedding"), predictor.predict(image(row)), 1e-4);
            }
        }
    }

    @Test
    void bfloat16IsNear() throws Exception {
        Criteria<Image, float[]> criteria =
                resnet18().images(float[].class).optArgument("precision", "bfloat16").build();
        try (ZooModel<Image, float[]> model = criteria.loadModel();
                Predictor<Image, float[]> predictor = model.newPredictor()) {
            JsonNode row = Predictions.golden("formula").get(2);
            float[] near = predictor.predict(image(row));
            assertEmbedding(row.get("embedding"), near, 0.05);
            assertFalse(
                    Math.abs(row.get("embedding").get(0).asDouble() - near[0]) < 1e-5,
                    "computed in float32");
        }
    }

    /** The golden values are every 32nd; tolerance relative to the largest. */
    private static void assertEmbedding(JsonNode expected, float[] actual, double tolerance) {
        assertEquals(expected.size() * 32, actual.length);
        double largest = 0;
        for (JsonNode value : expected) {
            largest = Math.max(largest, value.asDouble());
        }
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).asDouble(), actual[i * 32], tolerance * largest);
        }
    }

    @Test
    void takesPixelsToo() throws Exception {
        JsonNode row = Predictions.golden("formula").get(2);
        int[] image = Predictions.image(224, 224);
        byte[] pixels = new byte[224 * 224 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (image[i / 3] >> (16 - i % 3 * 8));
        }
        Criteria<NDList, NDList> criteria = resnet18().pixels().build();
        // What is 224 x 224 already is resized to 256 and cropped by the image's route alone.
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray input =
                    manager.create(
                            java.nio.ByteBuffer.wrap(pixels),
                            new Shape(1, 224, 224, 3),
                            DataType.UINT8);
            try (NDList result = predictor.predict(new NDList(input))) {
                assertEquals(new Shape(1, 512), result.singletonOrThrow().getShape());
                float first = result.singletonOrThrow().toFloatArray()[0];
                double resized = row.get("embedding").get(0).asDouble();
                assertEquals(resized, first, 0.2 * resized);
            }
        }
    }

    @Test
    void aTranslatorOfTheProgramsOwnIsTaken() throws Exception {
        Translator<Image, float[]> own =
                new Translator<>() {
                    @Override
                    public NDList processInput(TranslatorContext context, Image image) {
                        return new NDList(image.toNDArray(context.getNDManager()).expandDims(0));
                    }

                    @Override
                    public float[] processOutput(TranslatorContext context, NDList list) {
                        return list.singletonOrThrow().toFloatArray();
                    }

                    @Override
                    public Batchifier getBatchifier() {
                        return null;
                    }
                };
        Criteria<Image, float[]> criteria =
                resnet18()
                        .images(float[].class)
                        .optTranslator(own)
                        .optArgument("output", "classes")
                        .build();
        try (ZooModel<Image, float[]> model = criteria.loadModel();
                Predictor<Image, float[]> predictor = model.newPredictor()) {
            assertEquals(1000, predictor.predict(image(65, 70)).length);
        }
    }

    @Test
    void takesFilesAndAsManyClassesAsAreAskedFor() throws Exception {
        Path file = cache.resolve("image.png");
        JsonNode row = Predictions.golden("formula").get(0);
        try (var out = Files.newOutputStream(file)) {
            image(row).save(out, "png");
        }
        Criteria<Path, Classifications> criteria =
                Criteria.builder()
                        .setTypes(Path.class, Classifications.class)
                        .optGroupId("org.tagzoo")
                        .optArtifactId("resnet18")
                        .optArgument("cache", cache)
                        .optArgument("topK", "3")
                        .build();
        try (ZooModel<Path, Classifications> model = criteria.loadModel();
                Predictor<Path, Classifications> predictor = model.newPredictor()) {
            Classifications classes = predictor.predict(file);
            Predictions.assertLikeliest(row, classes, 1e-4);
            assertEquals(3, classes.topK().size());
        }
    }

    @Test
    void twoPredictorsOnTwoThreadsGiveWhatOneGives() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (ZooModel<Image, float[]> model =
                resnet18().images(float[].class).build().loadModel()) {
            Image image = image(301, 227);
            List<Future<List<float[]>>> futures = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                futures.add(threads.submit(() -> embeddings(model, image, 6)));
            }
            float[] alone = embeddings(model, image, 1).get(0);
            for (Future<List<float[]>> future : futures) {
                for (float[] embedding : future.get()) {
                    assertArrayEquals(alone, embedding, 1e-3f);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<float[]> embeddings(ZooModel<Image, float[]> model, Image image, int count)
            throws Exception {
        List<float[]> embeddings = new ArrayList<>();
        try (Predictor<Image, float[]> predictor = model.newPredictor()) {
            for (int i = 0; i < count; i++) {
                embeddings.add(predictor.predict(image));
            }
        }
        return embeddings;
    }
}
