package org.tagzoo.app.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.json.CheckedJson;
import org.tagzoo.zoo.json.JsonText;

/**
 * The hash of a file of tensors as they were written, in a JSON file beside it: {@code {"sha256":
 * "…"}} in {@code weights.json} for {@code weights.safetensors}. There may be other members.
 */
public final class TensorsHash {

    private static final String MEMBER = "sha256";

    private TensorsHash() {}

    /** Returns the file with the hash. */
    public static Path beside(Path tensors) {
        String name = tensors.getFileName().toString();
        return tensors.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
    }

    /** Writes the hash that the tensors have now. */
    public static void write(Path tensors) throws IOException {
        AtomicFile.write(
                beside(tensors), JsonText.of(JsonText.object().put(MEMBER, Sha256.of(tensors))));
    }

    /**
     * Returns the hash that was written, 64 hexadecimal digits.
     *
     * @throws IOException if there is none; one line that names the file
     */
    public static String read(Path tensors) throws IOException {
        Path file = beside(tensors);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "%s, which holds the hash of %s, is missing"
                            .formatted(file, tensors.getFileName()));
        }
        CheckedJson json = JsonText.read(file);
        String hash = json.text(MEMBER);
        if (!Sha256.isOne(hash)) {
            throw json.wrong(MEMBER, "64 hexadecimal digits", hash);
        }
        return hash;
    }
}
