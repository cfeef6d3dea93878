package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;

/**
 * Exports of every format that TagZoo ever wrote, as they were written then. They must load, and
 * give the scores that PyTorch gave ({@code make_export_scores.py}), in all versions to come: if a
 * test here fails, the code is wrong, not the files.
 */
class OldFormatsTest {

    private static final Path FORMAT_1 =
            Path.of("src/test/resources/org/tagzoo/zoo/export/format1");
    private static final Path FORMAT_2 = FORMAT_1.resolveSibling("format2");
    private static final Path FORMAT_8 = FORMAT_1.resolveSibling("format8");
    private static final Path FORMAT_9 = FORMAT_1.resolveSibling("format9");

    @Test
    void format1IsDescribed() throws Exception {
        Export export = Export.open(FORMAT_1);
        ExportDescription description = export.description();
        assertEquals("row", description.row());
        assertEquals("tiny", description.network());
        assertEquals(ImageSize.square(24), description.imageSize());
        assertEquals(
                List.of("sky", "sea", "dog & \"cat\"", "Straße", "never"),
                description.labels().names());
        assertEquals(
                List.of(0.5, 0.4, 0.6, 0.55, 2.0), description.thresholds().orElseThrow().values());
        assertEquals("0.1.0", export.writtenBy());
        assertEquals(
                "d76c9a66b675ef081472703d0b39f05003a214768c401d3737d27cffff3eedfa",
                export.modelSha256());
    }

    @Test
    void format2SaysHowImagesAreDecoded() throws Exception {
        Export export = Export.open(FORMAT_2);
        assertEquals(TinyExport.description(8, Decoding.REDUCED), export.description());
    }

    @Test
    void format8SaysWhatItTakesBesidesPixels() throws Exception {
        Export export = Export.open(FORMAT_8);
        assertEquals(TinyExport.KNOWN.sideInputs(), export.description().side());
        JsonArray known =
                JsonParser.parseString(Files.readString(FORMAT_8.resolve("known.json")))
                        .getAsJsonArray();
        assertEquals(3, known.size());
        byte[] photo = Files.readAllBytes(FORMAT_1.resolve("photo.jpg"));
        try (ZooModel<Input, Output> model =
                        export.criteria(Input.class, Output.class).loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            for (JsonElement each : known) {
                Input request = new Input();
                request.add("data", photo);
                for (Map.Entry<String, JsonElement> field :
                        each.getAsJsonObject().getAsJsonObject("fields").entrySet()) {
                    request.addProperty(field.getKey(), field.getValue().getAsString());
                }
                JsonObject tags =
                        JsonParser.parseString(predictor.predict(request).getAsString(0))
                                .getAsJsonObject();
                JsonObject scores = each.getAsJsonObject().getAsJsonObject("scores");
                assertEquals(5, tags.getAsJsonArray("tags").size());
                for (JsonElement tag : tags.getAsJsonArray("tags")) {
                    String label = tag.getAsJsonObject().get("label").getAsString();
                    assertEquals(
                            scores.get(label).getAsDouble(),
                            tag.getAsJsonObject().get("score").getAsDouble(),
                            1e-5);
                }
            }
        }
    }

    @Test
    void format9SaysWhatMakesProbabilitiesOfScores() throws Exception {
        Export export = Export.open(FORMAT_9);
        assertEquals(TinyExport.CALIBRATION, export.description().calibration().orElseThrow());
    }

    static Stream<Path> formats() {
        return Stream.of(FORMAT_1, FORMAT_2, FORMAT_8, FORMAT_9);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void formatsHaveTheScoresOfPyTorch(Path format) throws Exception {
        Criteria<Path, Tags> criteria =
                Criteria.builder().setTypes(Path.class, Tags.class).optModelPath(format).build();
        JsonObject expected =
                JsonParser.parseString(Files.readString(format.resolve("expected.json")))
                        .getAsJsonObject();
        assertTrue(expected.size() >= 6);
        try (ZooModel<Path, Tags> model = criteria.loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            for (Map.Entry<String, JsonElement> image : expected.entrySet()) {
                String name = image.getKey();
                Path file =
                        name.equals("photo.jpg") ? FORMAT_1.resolve(name) : TestImages.file(name);
                Tags tags = predictor.predict(file);
                for (Tag tag : tags.all()) {
                    double score =
                            image.getValue().getAsJsonObject().get(tag.label()).getAsDouble();
                    assertEquals(score, tag.score(), 1e-5, name);
                    assertEquals(tag.score() >= tag.threshold(), tag.predicted());
                }
            }
        }
    }
}
