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
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.export.Export;

/** A run on images that keep their proportions. */
class ResizedRunTest {

    @TempDir static Path folder;
    private static OddRun odd;

    @BeforeAll
    static void compare() throws IOException {
        odd = OddRun.make(folder, "--resize", "pad", "--image-size", "16");
    }

    @Test
    void exportsAndCardsFollowTheRun() throws Exception {
        for (String row : List.of("whole", "frozen")) {
            Path exported = odd.exported(row);
            assertEquals(Resize.PAD, Export.open(exported).description().resize());
            odd.assertSameScores(exported, row);
            String card = Files.readString(exported.resolve("README.md"));
            assertTrue(card.contains("ImageOps.pad("), card);
            assertTrue(card.contains("resize: pad"), card);
        }
        String config = Files.readString(odd.run().resolve("config.json"));
        assertTrue(config.contains("\"resize\" : \"pad\""), config);
    }

    /** The same images in the same size, of which the cache now has the padded ones. */
    @Test
    void nothingIsTakenFromTheCacheOfAnotherResize() throws IOException {
        OddRun other =
                OddRun.make(
                        Files.createDirectory(folder.resolve("crop")),
                        "--resize",
                        "crop",
                        "--image-size",
                        "16");
        odd.assertOtherScores(other);
    }
}
