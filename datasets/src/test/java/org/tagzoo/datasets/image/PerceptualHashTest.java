package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {

    /** make_hashes.py */
    @Test
    void equalsTheCosineTransformOfScipy() throws IOException {
        JsonNode golden = new ObjectMapper().readTree(getClass().getResource("hashes.json"));
        assertEquals(4, golden.size());
        for (JsonNode image : golden) {
            byte[] pixels = HexFormat.of().parseHex(image.get("pixels").textValue());
            PerceptualHash hash = PerceptualHash.of(new RgbImage(32, 32, pixels));
            assertEquals(image.get("hash").textValue(), hash.toString());
            assertEquals(image.get("mirrored").textValue(), hash.mirrored().toString());
            assertEquals(hash, hash.mirrored().mirrored());
        }
    }

    /** By hand: 2 strong in both with the same sign, 1 with the other, 1 in one alone. */
    @Test
    void similarityIsWhatIsStrongInBothOfWhatIsInEither() {
        PerceptualHash one = hash(0b1110, 0b0001);
        PerceptualHash other = hash(0b0110, 0b1000);
        assertEquals(2.0 / 4, one.similarity(other));
        assertEquals(1, one.similarity(one));
        assertEquals(1, hash(0, 0).similarity(hash(0, 0)));
        assertEquals(0, hash(0, 0).similarity(one));
        assertNotEquals(one, other);
        assertEquals(hash(0b0101, 0b1010), hash(0b1111, 0).mirrored());
    }

    private static PerceptualHash hash(long positive, long negative) {
        return new PerceptualHash(new long[] {positive, 0, 0, 0}, new long[] {negative, 0, 0, 0});
    }

    @Test
    void otherSizesAreRefused() {
        RgbImage image = new RgbImage(1, 2, new byte[6]);
        assertThrows(IllegalArgumentException.class, () -> PerceptualHash.of(image));
    }
}
