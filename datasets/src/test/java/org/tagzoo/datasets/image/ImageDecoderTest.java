package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageDecoderTest {

    static Stream<Arguments> images() {
        return StreamSupport.stream(Images.golden().get("images").spliterator(), false)
                .map(node -> Arguments.of(node.get("file").asText(), node));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void showsWhatPillowShows(String file, JsonNode golden) throws ImageException {
        RgbImage image = ImageDecoder.decode(Images.content(file));
        assertEquals(golden.get("width").asInt(), image.width());
        assertEquals(golden.get("height").asInt(), image.height());
        int tolerance = golden.get("tolerance").asInt();
        for (JsonNode probe : golden.get("probes")) {
            int x = probe.get(0).asInt();
            int y = probe.get(1).asInt();
            for (int channel = 0; channel < 3; channel++) {
                int expected = probe.get(2 + channel).asInt();
                int actual = image.pixels()[(y * image.width() + x) * 3 + channel] & 0xff;
                assertEquals(
                        expected,
                        actual,
                        tolerance,
                        "channel %d at %d, %d".formatted(channel, x, y));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    empty.jpg           | the file is empty
                    text.jpg            | the file is text, not an image; TagZoo reads JPEG, PNG, GIF, BMP, TIFF and WebP
                    noise.jpg           | the file is not an image; TagZoo reads JPEG, PNG, GIF, BMP, TIFF and WebP
                    cut-header.jpg      | the JPEG file is cut short: it ends after 30 bytes
                    cut-scan.jpg        | the JPEG file is cut short
                    cut-end.jpg         | the JPEG file is cut short
                    no-image.jpg      | the JPEG file holds no image
                    cut-signature.png   | the PNG file is cut short: it ends after 8 bytes, before its end chunk
                    cut-data.png        | the PNG file is cut short
                    cut-end.png         | the PNG file is cut short
                    checksum.png        | the PNG file is damaged: the checksum of the chunk at byte 33 is wrong
                    cut-header.gif      | the GIF file is cut short
                    cut-data.gif        | the GIF file is cut short
                    cut-header.bmp      | the BMP file is cut short
                    cut-data.bmp        | the BMP file is cut short
                    cut-header.webp     | the WebP file is cut short
                    cut-data.webp       | the WebP file is cut short
                    huge.jpg            | the JPEG file claims 65000 x 65000 pixels; at most 65500 a side and 100000000 in all are read
                    huge.png            | the PNG file claims 2147483647 x 2147483647 pixels; at most
                    bomb.png            | the PNG file claims 60000 x 60000 pixels; at most
                    huge.gif            | the GIF file claims 65000 x 65000 pixels; at most
                    huge.bmp            | the BMP file claims 60000 x 60000 pixels; at most
                    huge.webp           | the WebP file claims 16383 x 16383 pixels; at most
                    zero.png            | the PNG file claims 0 x 5 pixels
                    zero.bmp            | the BMP file claims 0 x 16 pixels
                    thin.jpg            | the JPEG file claims 9900 x 9900 pixels, too many for its
                    thin.png            | the PNG file claims 9900 x 9900 pixels, too many for its
                    cut-data.tif        | the TIFF file is cut short
                    cut-directory.tif   | the TIFF file is cut short
                    huge.tif            | the TIFF file claims 60000 x 60000 pixels; at most
                    thin.tif            | the TIFF file claims 9900 x 9900 pixels, too many for its
                    zero.tif            | the TIFF file claims 0 x 5 pixels
                    float.tif           | the TIFF file has 32 bits a sample, which is not read: convert it to PNG
                    """)
    void refusesWithAReason(String file, String reason) {
        byte[] content = Images.content(file);
        ImageException error =
                assertThrows(ImageException.class, () -> ImageDecoder.decode(content));
        assertTrue(error.getMessage().startsWith(reason), error.getMessage());
    }

    @Test
    void everyPlaceToCutIsFound() throws ImageException {
        for (String file :
                new String[] {
                    "rgb.jpg", "rgb.png", "palette.gif", "rgb.bmp", "lossless-alpha.webp", "lzw.tif"
                }) {
            byte[] whole = Images.content(file);
            ImageDecoder.decode(whole);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThrows(
                        ImageException.class,
                        () -> ImageDecoder.decode(cut),
                        file + " cut after " + length + " bytes");
            }
        }
    }
}
