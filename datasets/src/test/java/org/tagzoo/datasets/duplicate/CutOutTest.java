package org.tagzoo.datasets.duplicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.RealCorpora;
import org.tagzoo.datasets.image.EvaluationTransform;

class CutOutTest {

    private static final int SIDE = 64;

    private static Brightness look(byte[] file) throws IOException {
        byte[] pixels = EvaluationTransform.square(SIDE).read(file).pixels();
        return Brightness.of(ByteBuffer.wrap(pixels), SIDE);
    }

    /** Returns 70% of an image, mirrored or not, as a new file. */
    private static byte[] cutOut(Path file, SplittableRandom random) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        double ratio = random.nextDouble(0.8, 1.25);
        int width = (int) (image.getWidth() * Math.min(1, Math.sqrt(0.7 * ratio)));
        int height = (int) (0.7 * image.getWidth() * image.getHeight() / width);
        int left = random.nextInt(image.getWidth() - width + 1);
        int top = random.nextInt(image.getHeight() - height + 1);
        BufferedImage part = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = part.createGraphics();
        boolean isMirrored = random.nextBoolean();
        graphics.drawImage(
                image.getSubimage(left, top, width, height),
                isMirrored ? width : 0,
                0,
                isMirrored ? -width : width,
                height,
                null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(part, "jpg", out);
        return out.toByteArray();
    }

    @Test
    void cutOutsOfPhotographsAreToldFromOthers() throws IOException {
        Path images = RealCorpora.require("mirflickr/images");
        SplittableRandom random = new SplittableRandom(2);
        List<Brightness> wholes = new ArrayList<>();
        int found = 0;
        for (int i = 1; i <= 40; i++) {
            Path file = images.resolve("im" + i + ".jpg");
            wholes.add(look(Files.readAllBytes(file)));
            found += CutOut.are(look(cutOut(file, random)), wholes.get(i - 1)) ? 1 : 0;
        }
        assertTrue(found >= 36, found + " of 40");
        for (int i = 0; i < 200; i++) {
            int one = random.nextInt(40);
            int other = (one + 1 + random.nextInt(39)) % 40;
            assertFalse(CutOut.are(wholes.get(one), wholes.get(other)), one + " and " + other);
        }
    }

    @Test
    void plainImagesAreNoCutOutsOfPhotographs() throws IOException {
        Path images = RealCorpora.require("mirflickr/images");
        Brightness photograph = look(Files.readAllBytes(images.resolve("im1.jpg")));
        Brightness plain = Brightness.of(ByteBuffer.allocate(3 * SIDE * SIDE), SIDE);
        assertFalse(CutOut.are(photograph, plain));
        assertFalse(CutOut.are(plain, photograph));
    }

    /** Worked by hand: brightness 10, 20 above 30, 40. */
    @Test
    void partsMayBeginWithinAPixel() {
        byte[] pixels = new byte[12];
        for (int i = 0; i < 12; i++) {
            pixels[i] = (byte) (10 * (i / 3 + 1));
        }
        Brightness brightness = Brightness.of(ByteBuffer.wrap(pixels), 2);
        assertArrayEquals(new float[] {10, 20, 30, 40}, brightness.cells(Window.WHOLE, 2), 1e-4f);
        assertEquals(25, brightness.cells(Window.WHOLE, 1)[0], 1e-4);
        // A quarter of each.
        assertEquals(25, brightness.cells(new Window(0.25, 0.25, 0.5, 0.5), 1)[0], 1e-4);
        // Three quarters of the right column are below.
        assertEquals(35, brightness.cells(new Window(0.5, 0.375, 0.5, 0.5), 1)[0], 1e-4);
    }
}
