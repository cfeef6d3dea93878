package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;

class UnitPixelsTest {

    @TempDir Path folder;

    /** Pixels of 0 to 255 become 0 to 1; without the setting, it depends on the images. */
    @Test
    void pixelsAreDividedBy255() throws IOException {
        String rows =
                SmallComparison.row("unit", "ff1", "none", 1, "normalization: unit")
                        + SmallComparison.row("own", "ff1", "none", 1);
        SmallComparison run =
                new SmallComparison(
                        Colours.draw(folder.resolve("colours")), folder.resolve("run"), rows);
        run.run();
        JsonNode unit = SmallComparison.json(run.row("unit").resolve("network.json"));
        String expected = "{\"mean\":[0.0,0.0,0.0],\"deviation\":[255.0,255.0,255.0]}";
        assertEquals(expected, unit.get("normalization").toString());
        JsonNode own = SmallComparison.json(run.row("own").resolve("network.json"));
        assertNotEquals(expected, own.get("normalization").toString());
    }

    /** Red and green differ from pixel to pixel, blue is 7 everywhere. */
    @Test
    void aColourThatIsTheSameEverywhereIsNamed() throws IOException {
        for (int i = 0; i < 20; i++) {
            Path images = folder.resolve("flat").resolve(i % 2 == 0 ? "one" : "two");
            Files.createDirectories(images);
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 256; pixel++) {
                image.setRGB(pixel % 16, pixel / 16, (pixel << 16) | ((13 * i) << 8) | 7);
            }
            ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
        }
        String rows =
                SmallComparison.row("own", "ff1", "none", 1)
                        + SmallComparison.row("unit", "ff1", "none", 1, "normalization: unit");
        Table table =
                new SmallComparison(folder.resolve("flat"), folder.resolve("flat-run"), rows).run();
        assertEquals(
                "Blue is the same in all pixels of the training images, so that it can't be given variance 1: set normalization: unit, or take pretrained weights",
                table.rows().get(0).reason());
        assertEquals(Row.Status.OK, table.rows().get(1).status());
    }
}
