package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.threshold.Thresholds;

/** An export whose images have one class each. */
class ClassesExportTest {

    private static final int SIZE = 24;

    @TempDir static Path folder;
    private static Export export;

    private static ExportDescription description(Decoding decoding) {
        return new ExportDescription(
                "row",
                "tiny",
                Classes.INSTANCE,
                TinyExport.LABELS,
                Optional.empty(),
                ImageSize.square(SIZE),
                decoding,
                Resize.STRETCH);
    }

    @BeforeAll
    static void write() throws IOException {
        ExportWriter.write(
                folder,
                TinyExport.graph(SIZE),
                new FormulaValues(),
                description(Decoding.WHOLE),
                Map.of());
        export = Export.open(folder);
    }

    private static RgbImage image() {
        byte[] pixels = new byte[3 * SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        return new RgbImage(SIZE, SIZE, pixels);
    }

    @Test
    void theManifestSaysClassesAndHasNoThresholds() throws IOException {
        assertEquals(description(Decoding.WHOLE), export.description());
        String json = Files.readString(folder.resolve(ExportFolder.MANIFEST));
        assertTrue(
                json.contains("\"format\" : 3") && json.contains("\"task\" : \"classes\""), json);
        assertFalse(json.contains("threshold"), json);
        assertFalse(Files.exists(folder.resolve(ExportFolder.THRESHOLDS)));
        Path file = folder.resolve("other.json");
        Files.writeString(file, json.replace("\"classes\"", "\"boxes\""));
        ExportException error =
                assertThrows(ExportException.class, () -> ExportManifest.read(file));
        assertTrue(
                error.getMessage()
                        .endsWith(
                                "There is no task 'boxes'; a task is tags, classes or class-and-box"),
                error.getMessage());
        String reduced =
                CheckedJson.indented(
                        ExportManifest.of(description(Decoding.REDUCED), export.modelSha256()));
        Files.writeString(file, reduced);
        assertEquals(description(Decoding.REDUCED), ExportManifest.read(file).description());
    }

    @Test
    void probabilitiesAddUpToOneAndTheHighestIsTheClass() throws Exception {
        try (ZooModel<RgbImage, org.tagzoo.zoo.export.Tags> model =
                        export.criteria(RgbImage.class, org.tagzoo.zoo.export.Tags.class)
                                .loadModel();
                Predictor<RgbImage, org.tagzoo.zoo.export.Tags> predictor = model.newPredictor()) {
            org.tagzoo.zoo.export.Tags tags = predictor.predict(image());
            assertEquals(1, tags.all().stream().mapToDouble(Tag::score).sum(), 1e-6);
            assertEquals(List.of(tags.all().get(0)), tags.predicted());
            assertEquals(tags.all().get(0).label(), tags.classLabel().orElseThrow());
        }
        try (ZooModel<RgbImage, Classifications> model =
                        export.criteria(RgbImage.class, Classifications.class).loadModel();
                Predictor<RgbImage, Classifications> predictor = model.newPredictor()) {
            Classifications all = predictor.predict(image());
            assertEquals(1, all.getProbabilities().stream().mapToDouble(p -> p).sum(), 1e-6);
        }
    }

    @Test
    void servingSaysTheClass() throws Exception {
        try (ZooModel<Input, Output> model =
                        export.criteria(Input.class, Output.class).loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            Input request = new Input();
            request.add("data", Files.readAllBytes(TestImages.file("gray.jpg")));
            Output output = predictor.predict(request);
            assertEquals(200, output.getCode());
            var answer =
                    new ObjectMapper()
                            .readTree(
                                    output.getData()
                                            .getAsString()
                                            .getBytes(StandardCharsets.UTF_8));
            assertEquals(answer.at("/tags/0/label"), answer.get("class"));
            assertFalse(answer.at("/tags/0").has("threshold"), answer.toString());
            assertTrue(answer.at("/tags/0/attached").asBoolean());
        }
    }

    @Test
    void ofEqualLogitsTheFirstIsTheClass() {
        org.tagzoo.zoo.export.Tags tags =
                description(Decoding.WHOLE).tags(new float[] {0, 2, 2, 1, 2});
        assertEquals(TinyExport.LABELS.name(1), tags.classLabel().orElseThrow());
        assertEquals(1, tags.predicted().size());
    }

    @Test
    void thresholdsOfClassesAndTagsWithoutAreRefused() {
        assertRefused(Classes.INSTANCE, Optional.of(Thresholds.same(0.5, 5)));
        assertRefused(Tags.INSTANCE, Optional.empty());
    }

    private static void assertRefused(Task task, Optional<Thresholds> thresholds) {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new ExportDescription(
                                "row",
                                "tiny",
                                task,
                                TinyExport.LABELS,
                                thresholds,
                                ImageSize.square(SIZE),
                                Decoding.WHOLE,
                                Resize.STRETCH));
    }
}
