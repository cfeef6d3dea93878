package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that the JDK writes, and what it was given to write. */
class JdkImagesTest {

    private static BufferedImage noise(int type, int width, int height, SplittableRandom random) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out), format);
        return out.toByteArray();
    }

    private static int overWhite(int value, int alpha) {
        return Math.round((value * alpha + 255 * (255 - alpha)) / 255f);
    }

    @ParameterizedTest(name = "{0} of type {1}")
    @CsvSource({
        "png, " + BufferedImage.TYPE_INT_RGB,
        "png, " + BufferedImage.TYPE_INT_ARGB,
        "png, " + BufferedImage.TYPE_BYTE_BINARY,
        "png, " + BufferedImage.TYPE_BYTE_INDEXED,
        "png, " + BufferedImage.TYPE_3BYTE_BGR,
        "png, " + BufferedImage.TYPE_4BYTE_ABGR,
        "bmp, " + BufferedImage.TYPE_INT_RGB,
        "bmp, " + BufferedImage.TYPE_3BYTE_BGR,
        "bmp, " + BufferedImage.TYPE_BYTE_BINARY,
        "bmp, " + BufferedImage.TYPE_BYTE_INDEXED,
        "gif, " + BufferedImage.TYPE_BYTE_BINARY,
    })
    void whatIsWrittenWithoutLossIsReadToTheByte(String format, int type) throws IOException {
        SplittableRandom random = new SplittableRandom(type);
        // The JDK loses rows of an interlaced GIF that has fewer.
        int least = format.equals("gif") ? 8 : 1;
        for (int round = 0; round < 20; round++) {
            BufferedImage image =
                    noise(type, least + random.nextInt(40), least + random.nextInt(40), random);
            byte[] content = written(image, format);
            ImageHeader header = ImageHeader.read(content);
            assertEquals(ImageFormat.valueOf(format.toUpperCase(Locale.ROOT)), header.format());
            assertEquals(image.getWidth(), header.width());
            assertEquals(image.getHeight(), header.height());
            assertEquals(1, header.orientation());
            RgbImage read = ImageDecoder.decode(content);
            for (int i = 0; i < read.pixels().length; i++) {
                int pixel = i / 3;
                int argb = image.getRGB(pixel % image.getWidth(), pixel / image.getWidth());
                int expected = overWhite(argb >> (16 - 8 * (i % 3)) & 0xff, argb >>> 24);
                assertEquals(expected, read.pixels()[i] & 0xff, 1e-9, "sample " + i);
            }
        }
    }

    @Test
    void sixteenBitsAreReducedToTheirUpperEight() throws IOException {
        BufferedImage gray = new BufferedImage(256, 3, BufferedImage.TYPE_USHORT_GRAY);
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 3; y++) {
                gray.getRaster().setSample(x, y, 0, x << 8 | 127 * y);
            }
        }
        RgbImage read = ImageDecoder.decode(written(gray, "png"));
        for (int i = 0; i < read.pixels().length; i++) {
            assertEquals(i / 3 % 256, read.pixels()[i] & 0xff);
        }
    }

    /** A photograph's JPEG is lossy, but both decoders read the same file. */
    @Test
    void jpegsDifferByRoundingFromTheJdks() throws IOException {
        BufferedImage image = new BufferedImage(61, 47, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 47; y++) {
            for (int x = 0; x < 61; x++) {
                image.setRGB(x, y, (4 * x) << 16 | (5 * y) << 8 | (2 * (x + y)));
            }
        }
        byte[] content = written(image, "jpg");
        BufferedImage jdk = ImageIO.read(new ByteArrayInputStream(content));
        RgbImage read = ImageDecoder.decode(content);
        double sum = 0;
        for (int i = 0; i < read.pixels().length; i++) {
            int argb = jdk.getRGB(i / 3 % 61, i / 3 / 61);
            sum += Math.abs((argb >> (16 - 8 * (i % 3)) & 0xff) - (read.pixels()[i] & 0xff));
        }
        assertTrue(sum / read.pixels().length < 1.5, sum / read.pixels().length + " on average");
    }
}
