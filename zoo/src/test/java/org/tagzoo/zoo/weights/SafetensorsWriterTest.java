package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

    @TempDir Path folder;

    @Test
    void givesTheBytesOfThePythonPackage() throws Exception {
        Path python = SafetensorsTest.resource("plain.safetensors");
        Path ours = folder.resolve("ours.safetensors");
        Files.writeString(ours, "an older file");
        try (Safetensors source = Safetensors.open(python)) {
            SafetensorsWriter.write(ours, source, Map.of("format", "pt"));
        }
        assertArrayEquals(Files.readAllBytes(python), Files.readAllBytes(ours));
        assertFiles(1);
    }

    @Test
    void theOrderOfTensorsAndNotesMakesNoDifference() throws Exception {
        long[] one = {1};
        InMemoryTensors forth = new InMemoryTensors().with("a", one, 1).with("b", one, 2);
        InMemoryTensors back = new InMemoryTensors().with("b", one, 2).with("a", one, 1);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        SafetensorsWriter.write(first, forth, Map.of("x", "1", "y", "2", "z", "3"));
        SafetensorsWriter.write(second, back, Map.of("z", "3", "y", "2", "x", "1"));
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void writesTensorsLargerThanAPieceAndNamesOutsideAscii() throws Exception {
        float[] large = new float[(1 << 19) + 3];
        for (int i = 0; i < large.length; i++) {
            large[i] = i;
        }
        Path file = folder.resolve("large");
        SafetensorsWriter.write(
                file,
                new InMemoryTensors().with("größe", new long[] {large.length}, large),
                Map.of());
        try (Safetensors read = Safetensors.open(file)) {
            float[] back = new float[large.length];
            read.read("größe").get(back);
            assertArrayEquals(large, back);
        }
    }

    @Test
    void leavesNothingBehindWhenItFails() throws Exception {
        InMemoryTensors wrong = new InMemoryTensors().with("a", new long[] {3}, 1, 2);
        Path file = folder.resolve("wrong");
        assertThrows(WeightsException.class, () -> SafetensorsWriter.write(file, wrong, Map.of()));
        assertFiles(0);
        Path nowhere = folder.resolve("missing").resolve("file");
        assertThrows(
                WeightsException.class, () -> SafetensorsWriter.write(nowhere, wrong, Map.of()));
    }

    private void assertFiles(int expected) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(expected, files.count());
        }
    }
}
