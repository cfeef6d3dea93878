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
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that {@code make_torch_fixtures.py} wrote with PyTorch, and what PyTorch reads in them. */
class TorchFilesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch-zip.pth",
                "torch-legacy.pth",
                "nested-zip.pth",
                "nested-legacy.pth",
                "scripted.pt",
                "traced.pt"
            })
    void readsWhatPyTorchReads(String name) throws Exception {
        JsonNode expected =
                new ObjectMapper()
                        .readTree(SafetensorsTest.resource("torch.json").toFile())
                        .path(name);
        try (TensorSource file = WeightsFile.open(SafetensorsTest.resource(name))) {
            Set<String> names = new HashSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            assertTrue(names.size() > 10);
            assertEquals(names, file.names());
            for (String tensor : names) {
                JsonNode node = expected.path(tensor);
                int[] shape = ints(node.path("shape"));
                assertArrayEquals(shape, toInts(file.shape(tensor)), tensor);
                int[] bits = ints(node.path("bits"));
                assertSame(bits, file.read(tensor), tensor);
                for (ByteOrder order :
                        new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * bits.length + 8).order(order);
                    file.read(tensor, bytes.position(4));
                    assertEquals(4 + 4 * bits.length, bytes.position(), tensor);
                    bytes.flip().position(4);
                    assertSame(bits, bytes.slice().order(order).asFloatBuffer(), tensor);
                }
            }
        }
    }

    private static void assertSame(int[] bits, FloatBuffer values, String name) {
        assertEquals(bits.length, values.remaining(), name);
        for (int i = 0; i < bits.length; i++) {
            // Any NaN equals any other; 0.0 and -0.0 differ.
            assertEquals(Float.intBitsToFloat(bits[i]), values.get(i), name + " " + i);
        }
    }

    private static int[] ints(JsonNode list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).intValue();
        }
        return values;
    }

    private static int[] toInts(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }

    @Test
    void saysHowNumbersAreStored() throws Exception {
        try (TensorSource file = WeightsFile.open(SafetensorsTest.resource("torch-zip.pth"))) {
            assertEquals("F16", file.numberType("half_transposed"));
            assertEquals("BF16", file.numberType("bfloat"));
            assertEquals("I64", file.numberType("counter"));
            assertEquals("F32", file.numberType("parameter"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    module-zip.pth # asks for torch.nn.modules.linear.Linear; only tensors are read
                    module-legacy.pth # asks for torch.nn.modules.linear.Linear; only tensors are read
                    command-zip.pth # asks for posix.system; only tensors are read
                    command-legacy.pth # asks for posix.system; only tensors are read
                    module.Linear.pth # asks for module.Linear; only tensors are read
                    decimal.Decimal.pth # asks for decimal.Decimal; only tensors are read
                    datetime.date.pth # asks for datetime.date; only tensors are read
                    array.array.pth # asks for array.array; only tensors are read
                    protocol4.pth # it is in protocol 4, only 2 is read
                    float8.pth # asks for torch._utils._rebuild_tensor_v3; only tensors are read
                    expanded.pth # does not fit its storage of 1 numbers
                    frozen.pt # has no named tensors
                    no-pickle.zip # not one of PyTorch's: it has no a/data.pkl
                    outside.pth # it has an entry named 'a/../../outside'
                    compressed.pth # has compressed tensors (torch-zip/data/0)
                    tar.pth # is in no format that is known here
                    """)
    void refuses(String name, String reason) throws Exception {
        WeightsException e =
                assertThrows(
                        WeightsException.class,
                        () -> WeightsFile.open(SafetensorsTest.resource("refused/" + name)));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().contains(name), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void refusesAFolder() {
        assertThrows(
                WeightsException.class,
                () -> WeightsFile.open(SafetensorsTest.resource("refused")));
    }
}
