package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.export.Export;

/** Images that are higher than wide, from a comparison to scores and heat maps of exports. */
class OblongImagesTest {

    private static final String RECIPE =
            """
            name: oblong
            description: Height x width.
            settings:
              weights: none
              imageSize: 40x24
              batchSize: 16
              phases: [{train: all, epochs: 1}]
              head: {hidden: [], dropout: 0, standardized: false}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.001}
              schedule: {kind: one-cycle, maxLr: 0.01, baseMomentum: 0.5, maxMomentum: 0.95}
              trainingThreshold: 0.5
            rows:
              - name: stretched
                model: cnn
                augmentation:
                  - rotation: {degrees: 20, probability: 1}
                  - shift: {horizontal: 0.2, vertical: 0.2, probability: 1}
              - {name: cropped, model: cnn, resize: crop, normalization: unit, initialValues: keras}
              - {name: padded, model: cnn, resize: pad, decoding: reduced}
              - name: frozen
                model: mobilenet_v3_small
                weights: pretrained
                resize: crop-7-of-8-bicubic
                imageSize: 64x96
                phases: [{train: head, epochs: 1}, {train: features9, epochs: 1}]
            """;

    @TempDir static Path folder;
    private static OddRun run;

    @BeforeAll
    static void compare() throws IOException {
        run = OddRun.of(RECIPE, folder, "--task", "tags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stretched", "cropped", "padded", "frozen"})
    void anExportHasTheScoresOfTheTable(String row) throws Exception {
        Path export = run.exported(row);
        assertEquals(
                row.equals("frozen") ? new ImageSize(64, 96) : new ImageSize(40, 24),
                Export.open(export).description().imageSize());
        run.assertSameScores(export, row);
    }

    @Test
    void filesSayHeightAndWidth() throws IOException {
        JsonNode network =
                new ObjectMapper().readTree(run.row("cropped").resolve("network.json").toFile());
        assertEquals("40x24", network.get("imageSize").textValue());
        assertEquals("[0.0,0.0,0.0]", network.at("/normalization/mean").toString());
        assertEquals("[255.0,255.0,255.0]", network.at("/normalization/deviation").toString());
        assertEquals(5, network.get("format").intValue());
        JsonNode manifest =
                new ObjectMapper().readTree(run.exported("padded").resolve("tagzoo.json").toFile());
        assertEquals("40x24", manifest.get("imageSize").textValue());
        assertEquals(6, manifest.get("format").intValue());
        String report = Files.readString(run.run().resolve("report.html"));
        assertTrue(report.contains("40 x 24 pixels for "), report);
    }

    /** The layers of the network are drawn over what it sees: 3 columns for 2 rows of pixels. */
    @Test
    void heatMapsHaveTheProportionsOfWhatTheNetworkSees() throws IOException {
        Path page = folder.resolve("heat.html");
        Path image;
        try (Stream<Path> files = Files.walk(run.corpus())) {
            image = files.filter(f -> f.toString().contains("clear-1")).findFirst().orElseThrow();
        }
        Result result =
                Result.run(
                        "explain",
                        run.exported("frozen").toString(),
                        image.toString(),
                        "--all",
                        "--out",
                        page.toString());
        assertEquals(0, result.exitCode(), result.err());
        // The image has 33 x 47 pixels, of which a crop to 64 x 96 shows 47 x 31 at that scale.
        assertTrue(
                Files.readString(page).contains(".stack { --ratio: calc(47 / 31); }"),
                Files.readString(page));
    }
}
