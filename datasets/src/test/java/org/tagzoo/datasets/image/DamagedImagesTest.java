package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the decoder gives an image or says why not. */
class DamagedImagesTest {

    private static final int ROUNDS = 250;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb.jpg",
                "gray.jpg",
                "progressive.jpg",
                "cmyk-adobe.jpg",
                "cmyk-plain.jpg",
                "exif-6.jpg",
                "rgba.png",
                "palette-alpha.png",
                "gray-16.png",
                "exif-8-rgba.png",
                "clear-rgb.png",
                "clear.gif",
                "animated.gif",
                "part.gif",
                "rgb.bmp",
                "bits-1.bmp",
                "lossy.webp",
                "lossless-alpha.webp",
                "exif-5.webp",
                "animated-alpha.webp",
                "bits-1.tif",
                "group4.tif",
                "gray-16.tif",
                "cmyk.tif",
                "deflate.tif",
                "packbits.tif",
                "lossy.tif",
                "palette.tif",
                "rgba.tif",
                "tiled.tif",
                "pages.tif"
            })
    void givesAnImageOrAReason(String file) {
        byte[] sound = Images.content(file);
        int images = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] damaged = damaged(sound, new Random(seed), file.endsWith(".png"));
            try {
                if (ImageHeader.read(damaged).width() > 2000) {
                    continue; // allowed, but slow
                }
                RgbImage image = ImageDecoder.decode(damaged);
                assertEquals(image.width() * image.height() * 3, image.pixels().length);
                images++;
            } catch (ImageException e) {
                assertTrue(e.getMessage().startsWith("the "), file + ", seed " + seed + ": " + e);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(file + ", seed " + seed, e);
            }
        }
        assertTrue(images < ROUNDS, "no damage was found");
    }

    /** A corpus is looked at in small, so damage must show there as it does in full. */
    @ParameterizedTest
    @ValueSource(
            strings = {"rgb.jpg", "rgb-444.jpg", "gray.jpg", "progressive.jpg", "cmyk-adobe.jpg"})
    void damageShowsInReducedImagesToo(String file) {
        byte[] sound = Images.content(file);
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] damaged = damaged(sound, new Random(seed), false);
            String whole = refusal(damaged, Decoding.WHOLE);
            assertEquals(whole, refusal(damaged, Decoding.REDUCED), file + ", seed " + seed);
            refused += whole == null ? 0 : 1;
        }
        assertTrue(refused > 0 && refused < ROUNDS, file + ": " + refused + " refused");
    }

    /** Returns why there is no image, or null if there is one. */
    private static String refusal(byte[] content, Decoding decoding) {
        try {
            if (ImageHeader.read(content).width() > 2000) {
                return null; // allowed, but slow
            }
            decoding.decode(content, 1);
            return null;
        } catch (ImageException e) {
            return e.getMessage();
        }
    }

    /** Some bytes changed, a stretch left out, or a stretch doubled. */
    private static byte[] damaged(byte[] sound, Random random, boolean png) {
        byte[] bytes = sound.clone();
        int from = random.nextInt(bytes.length);
        int count = Math.min(bytes.length - from, 1 + random.nextInt(20));
        switch (random.nextInt(4)) {
            case 0 -> {
                System.arraycopy(bytes, from + count, bytes, from, bytes.length - from - count);
                bytes = Arrays.copyOf(bytes, bytes.length - count);
            }
            case 1 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
                System.arraycopy(bytes, from, longer, from + count, bytes.length - from);
                bytes = longer;
            }
            default -> {
                for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                    int at = random.nextInt(bytes.length);
                    bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1);
                }
            }
        }
        if (png) {
            correctChecksums(bytes);
        }
        return bytes;
    }

    /** So that the damage gets past the checksums of a PNG file. */
    private static void correctChecksums(byte[] png) {
        Bytes file = new Bytes(png);
        for (int at = 8; file.has(at, 12); ) {
            long length = file.u32Big(at);
            if (!file.has(at, 12 + length)) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, (int) length + 4);
            for (int i = 0; i < 4; i++) {
                png[at + 8 + (int) length + i] = (byte) (crc.getValue() >> (24 - 8 * i));
            }
            at += 12 + (int) length;
        }
    }
}
