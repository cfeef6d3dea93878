package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.task.Classes;

/** An export with a branch a domain against PyTorch, whose logits {@code make_heads.py} wrote. */
class BranchExportTest {

    private static final int SIZE = 24;
    private static final int IMAGES = 4;
    private static final Domains DOMAINS = new Domains(List.of("art", "photo", "sketch"));
    private static final List<String> OF_IMAGES = List.of("sketch", "art", "", "photo");
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d", "e"));

    @TempDir private static Path folder;

    private static Export export;

    @BeforeAll
    static void write() throws IOException {
        HeadForm form = new HeadForm(true, 0, false, DOMAINS);
        Graph graph =
                new Network(
                                Backbones.byName("cnn").orElseThrow(),
                                new Head(LABELS.size(), List.of(6), 0, false, form))
                        .graph(
                                SIZE,
                                new Normalization(
                                        List.of(123.675, 116.28, 103.53),
                                        List.of(58.395, 57.12, 57.375)));
        ExportDescription description =
                new ExportDescription(
                        "branches",
                        "cnn",
                        Classes.INSTANCE,
                        LABELS,
                        Optional.empty(),
                        ImageSize.square(SIZE),
                        Decoding.WHOLE,
                        Resize.STRETCH,
                        new SideInputs(DOMAINS));
        ExportWriter.write(folder, graph, new FormulaValues(), description, Map.of());
        export = Export.open(folder);
    }

    private static RgbImage image(int number) {
        int bytes = SIZE * SIZE * 3;
        byte[] all = FormulaValues.pixels(IMAGES * bytes);
        return new RgbImage(
                SIZE, SIZE, Arrays.copyOfRange(all, number * bytes, (number + 1) * bytes));
    }

    private static Optional<String> domain(int number) {
        return Optional.of(OF_IMAGES.get(number)).filter(name -> !name.isEmpty());
    }

    private static void assertScores(int number, Tags tags) throws IOException {
        JsonNode golden =
                new ObjectMapper()
                        .readTree(Network.class.getResource("heads.json"))
                        .get("branches")
                        .get("logits");
        double sum = 0;
        for (int l = 0; l < LABELS.size(); l++) {
            sum += Math.exp(golden.get(number * LABELS.size() + l).asDouble());
        }
        for (Tag tag : tags.all()) {
            int label = LABELS.names().indexOf(tag.label());
            double logit = golden.get(number * LABELS.size() + label).asDouble();
            assertEquals(Math.exp(logit) / sum, tag.score(), 1e-5);
        }
    }

    @Test
    void eachImageGoesThroughItsBranch() throws Exception {
        assertEquals(DOMAINS, export.description().side().domains());
        assertTrue(
                Files.readString(folder.resolve("tagzoo.json"))
                        .replaceAll("\\s", "")
                        .contains("\"domains\":[\"art\",\"photo\",\"sketch\"]"));
        List<KnownImage> images = new ArrayList<>();
        for (int n = 0; n < IMAGES; n++) {
            images.add(new KnownImage(image(n), domain(n)));
        }
        try (ZooModel<KnownImage, Tags> model =
                        export.criteria(KnownImage.class, Tags.class).loadModel();
                Predictor<KnownImage, Tags> predictor = model.newPredictor()) {
            List<Tags> together = predictor.batchPredict(images);
            for (int n = 0; n < IMAGES; n++) {
                assertScores(n, together.get(n));
                assertScores(n, predictor.predict(images.get(n)));
            }
        }
    }

    @Test
    void oneDomainIsForAllImages() throws Exception {
        try (ZooModel<RgbImage, Tags> model =
                        export.criteria(RgbImage.class, Tags.class).toBuilder()
                                .optArgument(TagTranslatorFactory.DOMAIN, "sketch")
                                .build()
                                .loadModel();
                Predictor<RgbImage, Tags> predictor = model.newPredictor()) {
            assertScores(0, predictor.predict(image(0)));
        }
        try (ZooModel<RgbImage, Tags> model =
                        export.criteria(RgbImage.class, Tags.class).loadModel();
                Predictor<RgbImage, Tags> predictor = model.newPredictor()) {
            assertScores(2, predictor.predict(image(2)));
        }
    }

    @Test
    void anImageOfADomainWithoutABranchIsRefused() throws Exception {
        KnownImage oil = new KnownImage(image(0), Optional.of("oil"));
        try (ZooModel<KnownImage, Tags> model =
                        export.criteria(KnownImage.class, Tags.class).loadModel();
                Predictor<KnownImage, Tags> predictor = model.newPredictor()) {
            for (int images : new int[] {1, 2}) {
                String message =
                        assertThrows(
                                        TranslateException.class,
                                        () ->
                                                predictor.batchPredict(
                                                        Collections.nCopies(images, oil)))
                                .getMessage();
                assertTrue(message.contains("one of art, photo, sketch, but is oil"), message);
            }
        }
    }

    @Test
    void aDomainWithoutABranchIsRefused() {
        var criteria =
                export.criteria(RgbImage.class, Tags.class).toBuilder()
                        .optArgument(TagTranslatorFactory.DOMAIN, "oil")
                        .build();
        Exception refused = assertThrows(Exception.class, criteria::loadModel);
        Throwable cause = refused;
        while (!(cause instanceof TranslateException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertTrue(
                cause.getMessage().contains("one of art, photo, sketch, but is oil"),
                cause.getMessage());
    }
}
