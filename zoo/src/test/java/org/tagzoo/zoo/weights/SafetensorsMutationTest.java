package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a file's bytes, it is read, or refused by a {@link WeightsException}. */
class SafetensorsMutationTest {

    private static final int FILES = 1000;
    private static final int HEADERS = 6000;
    private static final byte[] SYNTAX =
            "{}[]\",:-0123456789.eE \\u\0\n".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @Test
    void readsOrRefusesEveryMutation() throws Exception {
        byte[] mixed = Files.readAllBytes(SafetensorsTest.resource("mixed.safetensors"));
        byte[] plain = Files.readAllBytes(SafetensorsTest.resource("plain.safetensors"));
        Path file = folder.resolve("mutated.safetensors");
        int[] refused = new int[1];
        assertTimeout(
                Duration.ofSeconds(60),
                () -> {
                    for (int seed = 0; seed < FILES; seed++) {
                        byte[] bytes = mutated(seed % 2 == 0 ? mixed : plain, new Random(seed));
                        Files.write(file, bytes);
                        try {
                            readAll(file);
                        } catch (WeightsException e) {
                            refused[0]++;
                        } catch (Throwable e) {
                            fail("Seed " + seed, e);
                        }
                    }
                });
        assertTrue(refused[0] > FILES / 2 && refused[0] < FILES, refused[0] + " refused");
    }

    @Test
    void readsOrRefusesEveryMutationOfAHeader() throws Exception {
        byte[] mixed = Files.readAllBytes(SafetensorsTest.resource("mixed.safetensors"));
        int length = (int) ByteBuffer.wrap(mixed).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        int refused = 0;
        for (int seed = 0; seed < HEADERS; seed++) {
            byte[] bytes = mutated(Arrays.copyOf(mixed, 8 + length), new Random(seed));
            byte[] header = Arrays.copyOfRange(bytes, Math.min(8, bytes.length), bytes.length);
            try {
                SafetensorsHeader.parse(header, mixed.length - 8 - length, "test");
            } catch (WeightsException e) {
                refused++;
            } catch (RuntimeException e) {
                fail("Seed " + seed, e);
            }
        }
        assertTrue(refused > HEADERS / 2 && refused < HEADERS, refused + " refused");
    }

    private static void readAll(Path file) throws WeightsException {
        try (Safetensors tensors = Safetensors.open(file)) {
            for (String name : tensors.names()) {
                long count = Arrays.stream(tensors.shape(name)).reduce(1, (a, b) -> a * b);
                assertTrue(tensors.read(name).remaining() == count, name);
            }
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int header = 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(random.nextInt(4) == 0 ? bytes.length : header) % bytes.length;
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1, 2 -> bytes[at] = SYNTAX[random.nextInt(SYNTAX.length)];
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 4 -> bytes = spliced(bytes, at, random.nextInt(20), random.nextInt(20));
                default ->
                        bytes[random.nextInt(Math.min(8, bytes.length))] ^=
                                (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    /** Takes some bytes out, and repeats some others in their place. */
    private static byte[] spliced(byte[] bytes, int at, int removed, int repeated) {
        int end = Math.min(bytes.length, at + removed);
        int from = Math.max(0, at - repeated);
        ByteBuffer joined = ByteBuffer.allocate(at + (at - from) + (bytes.length - end));
        joined.put(bytes, 0, at).put(bytes, from, at - from).put(bytes, end, bytes.length - end);
        return joined.array();
    }
}
