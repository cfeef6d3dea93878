package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.task.ClassAndBox;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** An export with two outputs gives what the network that is trained gives. */
class BoxExportTest {

    private static final int SIZE = 32;
    private static final int IMAGES = 5;
    private static final LabelSet LABELS = new LabelSet(List.of("cat", "dog", "none"));
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(100.0, 110.0, 120.0), List.of(50.0, 60.0, 70.0));

    @TempDir private static Path folder;

    private static Graph graph;
    private static ParameterValues values;

    @BeforeAll
    static void write() throws Exception {
        HeadForm form = new HeadForm(true, 0, false, Domains.NONE).withBox();
        graph =
                new Network(
                                Backbones.byName("cnn").orElseThrow(),
                                new Head(LABELS.size(), List.of(6), 0, false, form))
                        .graph(SIZE, NORMALIZATION);
        ParameterValues formula = new FormulaValues();
        Map<String, float[]> ofBox =
                Map.of(
                        "box.bias", new float[] {6, 9, 6, 15},
                        "box.factors", new float[] {2, 1, 0.5f, 2});
        values =
                p -> {
                    String name = p.name();
                    float[] own = ofBox.get(name.substring(Math.max(0, name.indexOf("box."))));
                    return own == null ? formula.values(p) : own;
                };
        ExportWriter.write(folder, graph, values, description(Resize.STRETCH), Map.of());
    }

    private static ExportDescription description(Resize resize) {
        return new ExportDescription(
                "boxes",
                "cnn",
                ClassAndBox.INSTANCE,
                LABELS,
                Optional.empty(),
                ImageSize.square(SIZE),
                Decoding.WHOLE,
                resize);
    }

    private static RgbImage image(int seed) {
        byte[] pixels = new byte[SIZE * SIZE * 3];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (random.nextInt(60) + 40 * seed);
        }
        return new RgbImage(SIZE, SIZE, pixels);
    }

    /** Logits and box of each image, by the module that is trained. */
    private static List<float[][]> trained() throws Exception {
        List<float[][]> all = new ArrayList<>();
        try (ScriptModule module =
                        ScriptModule.load(
                                graph,
                                values,
                                Precision.FLOAT32,
                                MemoryFormat.CONTIGUOUS,
                                Device.cpu());
                NDManager manager = NDManager.newBaseManager()) {
            for (int n = 0; n < IMAGES; n++) {
                ByteBuffer pixels = ByteBuffer.wrap(image(n).pixels());
                NDList inputs =
                        new NDList(
                                manager.create(
                                        pixels, new Shape(1, SIZE, SIZE, 3), DataType.UINT8));
                NDList outputs = module.forward(inputs, false);
                assertEquals(
                        List.of("logits", "box"),
                        outputs.stream().map(array -> array.getName()).toList());
                all.add(
                        new float[][] {
                            outputs.get(0).toFloatArray(), outputs.get(1).toFloatArray()
                        });
            }
        }
        return all;
    }

    private static void check(float[][] expected, Tags actual) {
        double sum = 0;
        for (float logit : expected[0]) {
            sum += Math.exp(logit);
        }
        for (int l = 0; l < LABELS.size(); l++) {
            double score = actual.get(LABELS.name(l)).orElseThrow().score();
            assertEquals(Math.exp(expected[0][l]) / sum, score, 1e-5);
        }
        float[] box = expected[1];
        double left = Math.min(Math.max(box[2], 0), SIZE);
        double top = Math.min(Math.max(box[3], 0), SIZE);
        double right = Math.min(Math.max(box[2] + box[1], 0), SIZE);
        double bottom = Math.min(Math.max(box[3] + box[0], 0), SIZE);
        ObjectBox found = actual.box().orElseThrow();
        assertEquals(left / SIZE, found.x(), 1e-5);
        assertEquals(top / SIZE, found.y(), 1e-5);
        assertEquals((right - left) / SIZE, found.width(), 1e-5);
        assertEquals((bottom - top) / SIZE, found.height(), 1e-5);
    }

    @Test
    void classAndBoxAreThoseOfTheTrainedNetwork() throws Exception {
        List<float[][]> expected = trained();
        try (ZooModel<RgbImage, Tags> model =
                        Criteria.builder()
                                .setTypes(RgbImage.class, Tags.class)
                                .optModelPath(folder)
                                .build()
                                .loadModel();
                Predictor<RgbImage, Tags> predictor = model.newPredictor()) {
            List<RgbImage> images = new ArrayList<>();
            for (int n = 0; n < IMAGES; n++) {
                images.add(image(n));
                check(expected.get(n), predictor.predict(image(n)));
            }
            List<Tags> together = predictor.batchPredict(images);
            for (int n = 0; n < IMAGES; n++) {
                check(expected.get(n), together.get(n));
            }
        }
    }

    /** make_export_scores.py */
    @Test
    void aFilesClassAndBoxAreThoseOfPyTorch() throws Exception {
        Path export = Path.of("src/test/resources/org/tagzoo/zoo/export/boxes");
        JsonNode all = new ObjectMapper().readTree(export.resolve("expected.json").toFile());
        assertTrue(all.size() >= 6);
        try (ZooModel<Path, Tags> model =
                        Criteria.builder()
                                .setTypes(Path.class, Tags.class)
                                .optModelPath(export)
                                .build()
                                .loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            for (Map.Entry<String, JsonNode> each : all.properties()) {
                String name = each.getKey();
                Path photo = export.resolveSibling("format1").resolve(name);
                Tags tags =
                        predictor.predict(name.equals("photo.jpg") ? photo : TestImages.file(name));
                for (Tag tag : tags.all()) {
                    double score = each.getValue().get("scores").get(tag.label()).doubleValue();
                    assertEquals(score, tag.score(), 1e-5, name);
                }
                JsonNode box = each.getValue().get("box");
                ObjectBox found = tags.box().orElseThrow();
                assertEquals(box.get("x").doubleValue(), found.x(), 1e-5, name);
                assertEquals(box.get("y").doubleValue(), found.y(), 1e-5, name);
                assertEquals(box.get("width").doubleValue(), found.width(), 1e-5, name);
                assertEquals(box.get("height").doubleValue(), found.height(), 1e-5, name);
            }
        }
    }

    @Test
    void servingAnswersWithTheBox() throws Exception {
        RgbImage image = image(1);
        java.awt.image.BufferedImage drawn =
                new java.awt.image.BufferedImage(
                        SIZE, SIZE, java.awt.image.BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIZE * SIZE; i++) {
            int rgb =
                    (image.pixels()[3 * i] & 0xff) << 16
                            | (image.pixels()[3 * i + 1] & 0xff) << 8
                            | (image.pixels()[3 * i + 2] & 0xff);
            drawn.setRGB(i % SIZE, i / SIZE, rgb);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(drawn, "png", png);
        Input request = new Input();
        request.add(png.toByteArray());
        try (ZooModel<Input, Output> model =
                        Criteria.builder()
                                .setTypes(Input.class, Output.class)
                                .optModelPath(folder)
                                .build()
                                .loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            JsonNode answer =
                    new ObjectMapper().readTree(predictor.predict(request).getData().getAsString());
            float[] box = trained().get(1)[1];
            assertEquals(
                    Math.max(0, box[2]) / SIZE,
                    answer.at("/box/x").doubleValue(),
                    1e-5,
                    () -> "" + answer);
            assertTrue(answer.has("class") && answer.has("tags"), () -> "" + answer);
        }
    }

    @Test
    void onlyWholeImagesHaveBoxesInShares() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> description(Resize.CROP));
        assertTrue(refused.getMessage().contains("stretch"), refused.getMessage());
    }
}
