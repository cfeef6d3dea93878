package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of noise in 12 sizes, half of which come with a label. */
class ProbeCommandTest {

    @TempDir Path folder;

    private String corpus(boolean leaks) throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder table = new StringBuilder("file,kind\n");
        for (int n = 0; n < 240; n++) {
            int size = random.nextInt(12);
            BufferedImage image =
                    new BufferedImage(20 + size, 30 - size % 5, BufferedImage.TYPE_INT_RGB);
            for (int x = 0; x < image.getWidth(); x++) {
                for (int y = 0; y < image.getHeight(); y++) {
                    image.setRGB(x, y, random.nextInt(1 << 24));
                }
            }
            // Names in no order.
            String name = "%x.png".formatted(random.nextLong());
            ImageIO.write(image, "png", folder.resolve(name).toFile());
            boolean isCat = leaks ? size % 2 == 0 : random.nextBoolean();
            table.append(name).append(',').append(isCat ? "cat" : "dog").append('\n');
        }
        Files.writeString(folder.resolve("table.csv"), table);
        return "csv:" + folder.resolve("table.csv");
    }

    @Test
    void aLeakIsNamedWithItsRemedy() throws IOException {
        String corpus = corpus(true);
        Result found = Result.run("probe", corpus);
        assertEquals(0, found.exitCode(), found.err());
        assertTrue(found.out().contains("LEAK: size"), found.out());
        assertTrue(found.out().contains("--group-by size keeps"), found.out());
        // As it says, and there is nothing more to be found then.
        Result grouped = Result.run("probe", corpus, "--group-by", "size");
        assertFalse(grouped.out().contains("LEAK"), grouped.out());
        JsonNode json =
                new ObjectMapper()
                        .readTree(Result.run("probe", "--corpus", corpus, "--json").out());
        assertEquals(240, json.get("images").intValue());
        assertEquals("size", json.get("columns").get(0).get("name").textValue());
        assertTrue(
                json.get("columns").get(0).get("labels").get(0).get("bound").doubleValue() > 0.7);
    }

    @Test
    void noiseIsNotAccused() throws IOException {
        Result found = Result.run("probe", corpus(false));
        assertEquals(0, found.exitCode(), found.err());
        assertTrue(found.out().contains("Nothing leaks"), found.out());
        assertTrue(found.out().contains("colour (content)"), found.out());
    }
}
