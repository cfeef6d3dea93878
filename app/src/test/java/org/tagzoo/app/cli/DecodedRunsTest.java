package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.export.Export;

/**
 * Runs on the same images in the same size, which is smaller than they are: decoded no larger than
 * needed, whole, and whole with their proportions kept.
 */
class DecodedRunsTest {

    @TempDir static Path folder;
    private static OddRun odd;
    private static OddRun padded;

    private static OddRun make(String name, String decoding, String resize) throws IOException {
        return OddRun.make(
                Files.createDirectory(folder.resolve(name)),
                "--decoding",
                decoding,
                "--resize",
                resize,
                "--image-size",
                "10");
    }

    @BeforeAll
    static void compare() throws IOException {
        odd = make("reduced", "reduced", "stretch");
        padded = make("padded", "whole", "pad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "frozen", "part"})
    void theExportHasTheScoresOfTheRun(String row) throws Exception {
        odd.assertSameScores(odd.exported(row), row);
    }

    /** The cache has reduced ones and padded ones by then. */
    @Test
    void nothingIsTakenFromTheCacheOfAnotherDecodingOrResize() throws IOException {
        OddRun other = make("whole", "whole", "stretch");
        odd.assertOtherScores(other);
        padded.assertOtherScores(other);
    }

    @Test
    void exportsAndCardsFollowTheRun() throws Exception {
        for (String row : List.of("whole", "frozen")) {
            Path exported = padded.exported(row);
            assertEquals(Resize.PAD, Export.open(exported).description().resize());
            padded.assertSameScores(exported, row);
            String card = Files.readString(exported.resolve("README.md"));
            assertTrue(card.contains("ImageOps.pad("), card);
            assertTrue(card.contains("resize: pad"), card);
        }
        String config = Files.readString(padded.run().resolve("config.json"));
        assertTrue(config.contains("\"resize\" : \"pad\""), config);
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
