package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.json.CheckedJson;

class ImageSizeTest {

    private record Images(ImageSize size) {}

    private static ImageSize read(CheckedJson format, String text) throws IOException {
        return format.parse(text.getBytes(StandardCharsets.UTF_8), "file", Images.class).size;
    }

    @Test
    void aSquareIsANumberAndTheRestHeightFirst() throws IOException {
        assertEquals("224", ImageSize.square(224).toString());
        assertEquals("{\"size\":224}", CheckedJson.line(new Images(new ImageSize(224, 224))));
        assertEquals("{\"size\":\"138x92\"}", CheckedJson.line(new Images(new ImageSize(138, 92))));
        assertEquals(new ImageSize(138, 92), read(CheckedJson.YAML, "size: 138x92"));
        assertEquals(ImageSize.square(64), read(CheckedJson.YAML, "size: 64"));
        assertEquals(ImageSize.square(64), read(CheckedJson.JSON, "{\"size\": 64}"));
        assertEquals(ImageSize.square(64), ImageSize.of("64x64"));
        assertEquals(138 * 92 * 3, ImageSize.of("138x92").rgbBytes());
        assertEquals(92, ImageSize.of("138x92").image(new byte[138 * 92 * 3]).width());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"64.5", "-64", "64x", "x64", "64 x 64", "[64, 64]", "10000000000", "yes"})
    void whatIsNoSizeIsRefusedInOneLine(String text) {
        IOException e =
                assertThrows(IOException.class, () -> read(CheckedJson.YAML, "size: " + text));
        assertEquals(1, e.getMessage().lines().count());
        assertTrue(
                e.getMessage().startsWith("file: 'size': an image size must be a whole number of"),
                e.getMessage());
    }

    @Test
    void smallerAreasComeFirst() {
        List<ImageSize> sizes =
                List.of(ImageSize.square(8), new ImageSize(4, 18), new ImageSize(9, 8));
        assertEquals(sizes, sizes.stream().sorted().toList());
    }
}
