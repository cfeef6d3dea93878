package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecodingTest {

    static Stream<Arguments> drafts() {
        return StreamSupport.stream(Images.golden().get("reduced").spliterator(), false)
                .map(node -> Arguments.of(node.get(0).asText(), node.get(1).asInt(), node));
    }

    @ParameterizedTest(name = "{0} for {1} pixels")
    @MethodSource("drafts")
    void reducedImagesArePillowsDrafts(String file, int side, JsonNode golden)
            throws ImageException {
        RgbImage image = Decoding.REDUCED.decode(Images.content(file), side);
        assertEquals(golden.get(2).asInt(), image.width());
        assertEquals(golden.get(3).asInt(), image.height());
        byte[] expected = HexFormat.of().parseHex(golden.get(4).asText());
        // CMYK becomes RGB by other rounding.
        int tolerance = file.startsWith("cmyk") ? 3 : 0;
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] & 0xff, image.pixels()[i] & 0xff, tolerance, "sample " + i);
        }
    }

    @Test
    void noSideBecomesSmallerThanAskedFor() throws ImageException {
        byte[] jpeg = Images.content("rgb.jpg");
        for (int side = 1; side < 40; side++) {
            RgbImage image = Decoding.REDUCED.decode(jpeg, side);
            int shorter = Math.min(image.width(), image.height());
            assertTrue(shorter >= Math.min(side, 16), side + " gives " + shorter);
        }
    }

    @Test
    void wholeImagesAreTheSameForEverySide() throws ImageException {
        byte[] jpeg = Images.content("exif-6.jpg");
        assertArrayEquals(
                ImageDecoder.decode(jpeg).pixels(), Decoding.WHOLE.decode(jpeg, 1).pixels());
    }

    @ParameterizedTest
    @EnumSource
    void namesAreReadAsTheyAreWritten(Decoding decoding) {
        assertEquals(decoding, Decoding.of(decoding.label()));
    }

    @Test
    void otherNamesAreRefused() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Decoding.of("half"))
                        .getMessage();
        assertEquals("decoding must be whole or reduced, but is half", message);
    }
}
