package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PillowResizeTest {

    static Stream<JsonNode> resized() {
        return StreamSupport.stream(Images.golden().get("resized").spliterator(), false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("resized")
    void equalsPillowBitForBit(JsonNode row) {
        RgbImage image = Images.byFormula(row.get(0).asInt(), row.get(1).asInt());
        RgbImage result = Resampling.BILINEAR.resize(image, row.get(2).asInt(), row.get(3).asInt());
        assertEquals(row.get(2).asInt(), result.width());
        assertEquals(row.get(3).asInt(), result.height());
        CRC32 crc = new CRC32();
        crc.update(result.pixels());
        assertEquals(row.get(4).asLong(), crc.getValue());
    }

    @Test
    void aImageOfTheRightSizeIsLeftAlone() {
        RgbImage image = Images.byFormula(5, 7);
        assertSame(image, Resampling.BILINEAR.resize(image, 5, 7));
        assertThrows(IllegalArgumentException.class, () -> Resampling.BILINEAR.resize(image, 0, 7));
    }
}
