package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.metric.Metric;

/** A run on images that are larger than the network wants, decoded no larger than needed. */
class ReducedDecodingTest {

    @TempDir static Path folder;
    private static OddRun odd;

    @BeforeAll
    static void compare() throws IOException {
        odd = OddRun.make(folder, "--decoding", "reduced", "--image-size", "10");
    }

    private static Path export(String row) {
        Path out = folder.resolve("export-" + row);
        Result result = odd.export("--row", row, "--out", out.toString());
        assertEquals(0, result.exitCode(), result.err());
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "frozen", "part"})
    void theExportHasTheScoresOfTheRun(String row) throws Exception {
        ScoresOfExport.Difference difference =
                ScoresOfExport.from(
                        export(row),
                        odd.row(row).resolve("scores.csv"),
                        odd.corpus()::resolve,
                        RunResults.open(odd.run()).row(row).metric(Metric.THRESHOLD));
        assertTrue(difference.images() >= 84, difference.toString());
        assertTrue(difference.largest() <= 1e-5, difference.toString());
        assertEquals(0, difference.otherTags());
    }

    /** The same images in the same size, of which the cache now has the reduced ones. */
    @Test
    void wholeImagesAreNotTakenFromTheCacheOfReducedOnes() throws IOException {
        OddRun other =
                OddRun.make(
                        Files.createDirectory(folder.resolve("whole")),
                        "--decoding",
                        "whole",
                        "--image-size",
                        "10");
        for (String row : List.of("whole", "frozen", "part")) {
            assertNotEquals(
                    Files.readString(odd.row(row).resolve("scores.csv")),
                    Files.readString(other.row(row).resolve("scores.csv")),
                    row);
        }
    }

    @Test
    void theExportAndItsCardSayIt() throws IOException {
        Path exported = export("whole");
        Export export = Export.open(exported);
        assertEquals(Decoding.REDUCED, export.description().decoding());
        String card = Files.readString(exported.resolve("README.md"));
        assertTrue(card.contains("file.draft(\"RGB\", (10, 10))"), card);
        assertTrue(card.contains("decoding: reduced"), card);
        String config = Files.readString(odd.run().resolve("config.json"));
        assertTrue(config.contains("\"decoding\" : \"reduced\""), config);
    }

    /** Else the other tests would hold with nothing reduced. */
    @Test
    void scoresAreNotThoseOfWholeImages() throws Exception {
        Path exported = export("whole");
        Path file = exported.resolve("tagzoo.json");
        String text = Files.readString(file);
        assertTrue(text.contains("\"format\" : 2") && text.contains("\"reduced\""), text);
        Files.writeString(file, text.replace("\"reduced\"", "\"whole\""));
        ScoresOfExport.Difference difference =
                ScoresOfExport.from(
                        exported,
                        odd.row("whole").resolve("scores.csv"),
                        odd.corpus()::resolve,
                        0.5);
        assertTrue(difference.largest() > 1e-4, difference.toString());
    }
}
