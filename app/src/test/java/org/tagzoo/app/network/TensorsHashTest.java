package org.tagzoo.app.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorsHashTest {

    /** What {@code sha256sum} says of the three letters {@code abc}. */
    private static final String OF_ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path folder;
    private Path tensors;

    @BeforeEach
    void write() throws IOException {
        tensors = Files.writeString(folder.resolve("weights.safetensors"), "abc");
    }

    @Test
    void theHashLiesBesideTheTensors() throws IOException {
        TensorsHash.write(tensors);
        Path file = folder.resolve("weights.json");
        assertEquals(file, TensorsHash.beside(tensors));
        assertTrue(Files.readString(file).contains("\"sha256\" : \"" + OF_ABC + "\""));
        assertEquals(OF_ABC, TensorsHash.read(tensors));
    }

    @Test
    void otherMembersArePassedOver() throws IOException {
        Files.writeString(
                TensorsHash.beside(tensors),
                "{\"sha256\": \"%s\", \"phase\": {\"epochs\": 2}}".formatted(OF_ABC));
        assertEquals(OF_ABC, TensorsHash.read(tensors));
    }

    @Test
    void whatIsNoHashIsRefusedInOneLine() throws IOException {
        Path file = TensorsHash.beside(tensors);
        assertTrue(refusal().endsWith("which holds the hash of weights.safetensors, is missing"));
        Files.writeString(file, "{}");
        assertTrue(refusal().contains("sha256 must be 64 hexadecimal digits"), refusal());
        Files.writeString(file, "{\"sha256\": \"%s\"}".formatted(OF_ABC.toUpperCase(Locale.ROOT)));
        assertTrue(refusal().contains("sha256 must be 64 hexadecimal digits"), refusal());
        Files.writeString(file, "{\"sha256\": 3}");
        assertTrue(refusal().contains("'sha256' must be a text, but is 3"), refusal());
        Files.writeString(file, "{\"sha256\"");
        assertTrue(refusal().contains("not JSON"), refusal());
    }

    private String refusal() {
        String message =
                assertThrows(IOException.class, () -> TensorsHash.read(tensors)).getMessage();
        assertTrue(message.startsWith(TensorsHash.beside(tensors).toString()), message);
        assertEquals(1, message.lines().count(), message);
        return message;
    }
}
