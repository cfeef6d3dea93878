package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.zoo.export.Export;

/** A run on images that are larger than the network wants, decoded no larger than needed. */
class ReducedDecodingTest {

    @TempDir static Path folder;
    private static OddRun odd;

    @BeforeAll
    static void compare() throws IOException {
        odd = OddRun.make(folder, "--decoding", "reduced", "--image-size", "10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "frozen", "part"})
    void theExportHasTheScoresOfTheRun(String row) throws Exception {
        odd.assertSameScores(odd.exported(row), row);
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
        odd.assertOtherScores(other);
    }

    @Test
    void theExportAndItsCardSayIt() throws IOException {
        Path exported = odd.exported("whole");
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
        Path exported = odd.exported("whole");
        Path file = exported.resolve("tagzoo.json");
        String text = Files.readString(file);
        assertTrue(text.contains("\"format\" : 2") && text.contains("\"reduced\""), text);
        Files.writeString(file, text.replace("\"reduced\"", "\"whole\""));
        ScoresOfExport.Difference difference = odd.difference(exported, "whole");
        assertTrue(difference.largest() > 1e-4, difference.toString());
    }
}
