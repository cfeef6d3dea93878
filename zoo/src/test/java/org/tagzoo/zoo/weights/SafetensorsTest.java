package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir Path folder;

    static Path resource(String name) throws Exception {
        return Path.of(SafetensorsTest.class.getResource(name).toURI());
    }

    @Test
    void readsEveryNumberTypeAsPythonDoes() throws Exception {
        JsonNode expected = new ObjectMapper().readTree(resource("mixed.json").toFile());
        try (Safetensors file = Safetensors.open(resource("mixed.safetensors"))) {
            Set<String> names = new HashSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            assertEquals(names, file.names());
            assertEquals(Map.of("format", "pt"), file.metadata());
            for (String name : names) {
                JsonNode bits = expected.path(name).path("bits");
                FloatBuffer values = file.read(name);
                assertEquals(bits.size(), values.remaining(), name);
                for (int i = 0; i < bits.size(); i++) {
                    float value = Float.intBitsToFloat(bits.get(i).intValue());
                    // Any NaN equals any other; 0.0 and -0.0 differ.
                    assertEquals(value, values.get(i), name + " " + i);
                }
                JsonNode shape = expected.path(name).path("shape");
                long[] sizes = new long[shape.size()];
                for (int i = 0; i < sizes.length; i++) {
                    sizes[i] = shape.get(i).longValue();
                }
                assertArrayEquals(sizes, file.shape(name), name);
            }
        }
    }

    @Test
    void valuesStayReadableAfterClosing() throws Exception {
        FloatBuffer values;
        try (Safetensors file = Safetensors.open(resource("plain.safetensors"))) {
            values = file.read("scalar");
            assertTrue(values.isReadOnly());
        }
        assertEquals(2.5f, values.get(0));
    }

    @Test
    void namesAnUnknownTensor() throws Exception {
        try (Safetensors file = Safetensors.open(resource("plain.safetensors"))) {
            WeightsException e = assertThrows(WeightsException.class, () -> file.read("fc.wait"));
            assertTrue(e.getMessage().contains("No tensor 'fc.wait' in "), e.getMessage());
        }
    }

    /** Each header stands before 8 bytes of tensors. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} # has 4 bytes, needs 8
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} # have 4 bytes, the file holds 8
                    {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}} # have 16 bytes, the file holds 8
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} # expected a start at 0
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} # expected a start at 8
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}} # expected a start at 0
                    {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}} # negative
                    {"a":{"dtype":"F32","shape":[4294967296,4294967296,2],"data_offsets":[0,8]}} # overflow
                    {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}} # out of range
                    {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}} # whole numbers
                    {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}} # whole numbers
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}} # needs data_offsets
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}} # needs data_offsets
                    {"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}} # has dtype F8_E4M3, known are [F64, F32
                    {"a":{"shape":[2],"data_offsets":[0,8]}} # has no dtype
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}} # Duplicate field 'a'
                    {"a":{"dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,8]}} # Duplicate field 'shape'
                    {"a":{"x":[[[[[[[[[[1]]]]]]]]]],"dtype":"F32","shape":[2],"data_offsets":[0,8]}} # nesting depth
                    {"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} # texts only
                    {"__metadata__":1,"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} # must be an object
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}{} # something follows
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]} # end-of-input
                    [] # doesn't start with {
                    """)
    void refusesAHeader(String header, String reason) throws Exception {
        Path file = write(header.getBytes(StandardCharsets.UTF_8), header.length(), 8);
        WeightsException e = assertThrows(WeightsException.class, () -> Safetensors.open(file));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void acceptsUnknownFieldsAndSpacesAtTheEnd() throws Exception {
        String header =
                "{\"a\":{\"dtype\":\"F32\",\"new\":{\"x\":[1]},\"shape\":[2],\"data_offsets\":[0,8]}}  ";
        try (Safetensors file =
                Safetensors.open(
                        write(header.getBytes(StandardCharsets.UTF_8), header.length(), 8))) {
            assertEquals(Set.of("a"), file.names());
        }
    }

    @ParameterizedTest
    @CsvSource({"-1", "100000001", "9223372036854775807", "100", "1", "0"})
    void refusesALengthOfTheHeader(long length) throws Exception {
        Path file = write("{}      ".getBytes(StandardCharsets.UTF_8), length, 0);
        WeightsException e = assertThrows(WeightsException.class, () -> Safetensors.open(file));
        assertTrue(
                e.getMessage().contains("a header of " + Long.toUnsignedString(length) + " bytes"),
                e.getMessage());
    }

    @Test
    void refusesWhatIsNoUtf8() throws Exception {
        Path file = write(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', '}'}, 6, 0);
        assertThrows(WeightsException.class, () -> Safetensors.open(file));
    }

    @Test
    void keepsANameWithLineBreaksInOneLine() throws Exception {
        String header = "{\"a\\nb\\u0007\":{\"dtype\":\"X\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        Path file = write(header.getBytes(StandardCharsets.UTF_8), header.length(), 8);
        WeightsException e = assertThrows(WeightsException.class, () -> Safetensors.open(file));
        assertTrue(e.getMessage().contains("tensor 'a b '"), e.getMessage());
    }

    @Test
    void refusesAFileThatIsMissingOrEmpty() throws Exception {
        Path missing = folder.resolve("missing.safetensors");
        assertThrows(WeightsException.class, () -> Safetensors.open(missing));
        Path empty = Files.createFile(folder.resolve("empty.safetensors"));
        assertThrows(WeightsException.class, () -> Safetensors.open(empty));
        assertThrows(WeightsException.class, () -> Safetensors.open(folder));
    }

    private Path write(byte[] header, long length, int data) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data);
        bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(header);
        return Files.write(folder.resolve("test.safetensors"), bytes.array());
    }
}
