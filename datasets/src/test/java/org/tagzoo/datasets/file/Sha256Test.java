package org.tagzoo.datasets.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected values are those of {@code sha256sum} and of Python's {@code hashlib}. */
class Sha256Test {

    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path folder;

    @Test
    void hashesTextsBytesAndFiles() throws IOException {
        assertEquals(ABC, Sha256.of("abc"));
        assertEquals(ABC, Sha256.of(new byte[] {'a', 'b', 'c'}));
        assertEquals(ABC, Sha256.of(Files.writeString(folder.resolve("abc"), "abc")));
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Sha256.of(""));
    }

    @Test
    void partsAreHashedAsOne() {
        assertEquals(ABC, new Sha256().add("a").add(new byte[] {'b'}).add("c").hex());
        // hashlib.sha256(b"\0\0\0\2ab\0\0\0\1c")
        assertEquals(
                "f2939f903016e5bb29b1e4a61cdbd376220ca03a24180b39995f2d50f2e0a647",
                new Sha256().addSized("ab").addSized("c").hex());
    }

    @Test
    void numbersAreLittleEndianAndStayUnread() {
        float[] many = new float[100_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        FloatBuffer numbers = FloatBuffer.wrap(many);
        // hashlib.sha256(numpy.arange(100_000, dtype="<f4").tobytes())
        assertEquals(
                "9e47e75ea5ad551fa74d033c3808f45b3f010a4429d8ba807fd0b94d2893aa34",
                new Sha256().add(numbers).hex());
        assertEquals(many.length, numbers.remaining());
    }

    @Test
    void tellsTheFormOfAHash() {
        assertTrue(Sha256.isOne(ABC));
        assertFalse(Sha256.isOne(ABC.toUpperCase(java.util.Locale.ROOT)));
        assertFalse(Sha256.isOne(ABC + "0"));
        assertFalse(Sha256.isOne(null));
    }
}
