package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image of 10 x 4 pixels, each of which tells where it is. */
class CroppedImageTest {

    @TempDir static Path folder;
    private static ImageFile whole;

    @BeforeAll
    static void draw() throws IOException {
        BufferedImage image = new BufferedImage(10, 4, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 10; x++) {
                image.setRGB(x, y, x << 16 | y << 8 | 7);
            }
        }
        Path file = folder.resolve("places.png");
        ImageIO.write(image, "png", file.toFile());
        whole = new ImageFile(file);
    }

    /** What the rectangle touches, worked out by hand; a network of that size gets these pixels. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 1, 0, 0, 10, 4",
        "0.3, 0.25, 0.7, 0.75, 3, 1, 4, 2",
        "0.31, 0.26, 0.69, 0.74, 3, 1, 4, 2",
        "0.55, 0.5, 0.56, 0.51, 5, 2, 1, 1",
        "0.999, 0.999, 1, 1, 9, 3, 1, 1"
    })
    void whatTheRectangleTouchesIsDrawn(
            double left,
            double top,
            double right,
            double bottom,
            int x,
            int y,
            int width,
            int height)
            throws IOException {
        CroppedImage crop = new CroppedImage(whole, new PixelBox(left, top, right, bottom));
        byte[] expected = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            expected[3 * i] = (byte) (x + i % width);
            expected[3 * i + 1] = (byte) (y + i / width);
            expected[3 * i + 2] = 7;
        }
        RgbImage drawn = crop.draw(EvaluationTransform.of(new ImageSize(height, width)));
        assertArrayEquals(expected, drawn.pixels());
    }

    @Test
    void aRectangleLiesInTheImageAndHasAnArea() {
        for (PixelBox box :
                new PixelBox[] {
                    new PixelBox(0, 0, 1.1, 1), new PixelBox(-0.1, 0, 1, 1), PixelBox.NONE
                }) {
            String refused =
                    assertThrows(IllegalArgumentException.class, () -> new CroppedImage(whole, box))
                            .getMessage();
            assertTrue(refused.contains("within 0 to 1 and not empty"), refused);
            assertEquals(1, refused.lines().count());
        }
    }
}
