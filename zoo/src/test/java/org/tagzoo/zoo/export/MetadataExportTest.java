package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.metadata.MetadataColumn;
import org.tagzoo.datasets.metadata.MetadataEncoder;
import org.tagzoo.zoo.explain.HeatMaps;
import org.tagzoo.zoo.image.Images;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.MetadataInput;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.task.Classes;

/** An export that takes metadata against PyTorch, whose logits {@code make_heads.py} wrote. */
class MetadataExportTest {

    private static final int SIZE = 24;
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d", "e"));

    /** Of each image, as the script has them; its width is a fact of its file. */
    private static final List<Map<String, String>> FIELDS =
            List.of(
                    Map.of("year", "1999", "genre", "war"),
                    Map.of("genre", " drama ", "other", "is passed over"),
                    Map.of("year", "2004.5", "genre", "opera"),
                    Map.of("year", ""));

    @TempDir private static Path folder;

    private static Export export(boolean refusesMissing) throws IOException {
        List<MetadataColumn> columns =
                List.of(
                        new MetadataColumn.Numeric("width", 20, 5, false),
                        new MetadataColumn.Numeric("year", 1990, 8, true),
                        new MetadataColumn.Category("genre", List.of("drama", "war"), true, true));
        MetadataInput metadata = new MetadataInput(new MetadataEncoder(columns, refusesMissing));
        HeadForm form = new HeadForm(true, 0, false, Domains.NONE, null, 0, metadata, null);
        Head head = new Head(LABELS.size(), List.of(6), 0, false, form);
        Normalization imageNet =
                new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
        ExportDescription description =
                new ExportDescription(
                        "metadata",
                        "cnn",
                        Classes.INSTANCE,
                        LABELS,
                        Optional.empty(),
                        ImageSize.square(SIZE),
                        Decoding.WHOLE,
                        Resize.STRETCH,
                        form.sideInputs());
        Path out = folder.resolve("refuses-" + refusesMissing);
        ExportWriter.write(
                out,
                new Network(Backbones.byName("cnn").orElseThrow(), head).graph(SIZE, imageNet),
                new FormulaValues(),
                description,
                Map.of());
        return Export.open(out);
    }

    private static RgbImage image(int number) {
        int bytes = SIZE * SIZE * 3;
        byte[] all = FormulaValues.pixels(FIELDS.size() * bytes);
        return new RgbImage(
                SIZE, SIZE, Arrays.copyOfRange(all, number * bytes, (number + 1) * bytes));
    }

    private static byte[] png(int number) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        Images.image(image(number)).save(png, "png");
        return png.toByteArray();
    }

    private static Input request(int number, Map<String, String> fields) throws IOException {
        Input request = new Input();
        request.add("data", png(number));
        fields.forEach((name, text) -> request.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return request;
    }

    private static void assertScores(int number, JsonNode tags) throws IOException {
        JsonNode golden =
                new ObjectMapper()
                        .readTree(Network.class.getResource("heads.json"))
                        .get("metadata")
                        .get("logits");
        double sum = 0;
        for (int l = 0; l < LABELS.size(); l++) {
            sum += Math.exp(golden.get(number * LABELS.size() + l).asDouble());
        }
        assertEquals(LABELS.size(), tags.size());
        for (JsonNode tag : tags) {
            int label = LABELS.names().indexOf(tag.get("label").asText());
            double logit = golden.get(number * LABELS.size() + label).asDouble();
            assertEquals(Math.exp(logit) / sum, tag.get("score").asDouble(), 1e-5);
        }
    }

    private static void assertScores(int number, Tags tags) throws IOException {
        assertScores(number, new ObjectMapper().readTree(tags.toJson()).get("tags"));
    }

    @Test
    void knownImagesHaveTheScoresOfPyTorch() throws Exception {
        Export export = export(false);
        String manifest = Files.readString(export.folder().resolve("tagzoo.json"));
        assertEquals(8, new ObjectMapper().readTree(manifest).get("format").asInt());
        List<KnownImage> images = new ArrayList<>();
        for (int n = 0; n < FIELDS.size(); n++) {
            Map<String, String> fields = new HashMap<>(FIELDS.get(n));
            fields.put("width", "" + SIZE);
            images.add(new KnownImage(image(n), fields));
        }
        try (ZooModel<KnownImage, Tags> model =
                        export.criteria(KnownImage.class, Tags.class).loadModel();
                Predictor<KnownImage, Tags> predictor = model.newPredictor()) {
            List<Tags> together = predictor.batchPredict(images);
            for (int n = 0; n < FIELDS.size(); n++) {
                assertScores(n, together.get(n));
                assertScores(n, predictor.predict(images.get(n)));
            }
        }
    }

    /** The file says how wide it is. */
    @Test
    void requestsAndFilesHaveTheScoresOfPyTorch() throws Exception {
        Export export = export(false);
        try (ZooModel<Input, Output> model =
                        export.criteria(Input.class, Output.class).loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            List<Input> requests = new ArrayList<>();
            for (int n = 0; n < FIELDS.size(); n++) {
                requests.add(request(n, FIELDS.get(n)));
            }
            requests.add(1, request(0, Map.of("year", "last\nyear")));
            // Parts of a form stand in the order in which they are sent.
            Input form = new Input();
            FIELDS.get(0).forEach((k, v) -> form.add(k, v.getBytes(StandardCharsets.UTF_8)));
            form.add("width", " ".getBytes(StandardCharsets.UTF_8));
            form.add("file", png(0));
            requests.add(form);
            List<Output> answers = predictor.batchPredict(requests);
            Output refused = answers.remove(1);
            JsonNode ofForm =
                    new ObjectMapper().readTree(answers.get(FIELDS.size()).getData().getAsString());
            assertScores(0, ofForm.get("tags"));
            assertEquals(400, refused.getCode());
            String error = refused.getData().getAsString();
            assertTrue(error.contains("year must be a number such as"), error);
            for (int n = 0; n < FIELDS.size(); n++) {
                JsonNode tags = new ObjectMapper().readTree(answers.get(n).getData().getAsString());
                assertScores(n, tags.get("tags"));
            }
        }
        Path file = Files.write(folder.resolve("3.png"), png(3));
        try (ZooModel<Path, Tags> model = export.criteria(Path.class, Tags.class).loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            assertScores(3, predictor.predict(file));
        }
    }

    @Test
    void whatIsMissingIsRefusedIfTheRecipeSaysSo() throws Exception {
        Export export = export(true);
        try (ZooModel<Input, Output> model =
                        export.criteria(Input.class, Output.class).loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            Output whole = predictor.batchPredict(List.of(request(0, FIELDS.get(0)))).get(0);
            assertScores(0, new ObjectMapper().readTree(whole.getData().getAsString()).get("tags"));
            Output part = predictor.batchPredict(List.of(request(1, FIELDS.get(1)))).get(0);
            assertEquals(400, part.getCode());
            String error = part.getData().getAsString();
            assertTrue(error.contains("year must be given for each image"), error);
        }
    }

    /** Pixels alone don't say what their file did. */
    @Test
    void factsOfAFileAreNotFilledWherePixelsComeAlone() throws Exception {
        try (ZooModel<RgbImage, Tags> model =
                        export(false).criteria(RgbImage.class, Tags.class).loadModel();
                Predictor<RgbImage, Tags> predictor = model.newPredictor()) {
            String message =
                    assertThrows(TranslateException.class, () -> predictor.predict(image(0)))
                            .getMessage();
            assertTrue(message.startsWith("width must be read from the image's file"), message);
            assertEquals(1, message.lines().count());
        }
    }

    @Test
    void factsOfAFileAreNotFilledWhereFieldsLackThem() throws Exception {
        try (ZooModel<KnownImage, Tags> model =
                        export(false).criteria(KnownImage.class, Tags.class).loadModel();
                Predictor<KnownImage, Tags> predictor = model.newPredictor()) {
            KnownImage image = new KnownImage(image(0), FIELDS.get(0));
            String message =
                    "width must be among the fields of a KnownImage, as ExportDescription.known reads them from a file, but is missing";
            assertEquals(
                    message,
                    assertThrows(TranslateException.class, () -> predictor.predict(image))
                            .getMessage());
            HeatMaps maps = HeatMaps.of(model, export(false).description());
            assertEquals(
                    message,
                    assertThrows(IllegalArgumentException.class, () -> maps.explain(image(0)))
                            .getMessage());
        }
    }
}
