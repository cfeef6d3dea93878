package org.tagzoo.app.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * The hash of a file of tensors as they were written, in a JSON file beside it: {@code {"sha256":
 * "…"}} in {@code weights.json} for {@code weights.safetensors}. There may be other members.
 */
public record TensorsHash(String sha256) {

    public TensorsHash {
        Check.that(Sha256.isOne(sha256), "sha256", "64 hexadecimal digits", sha256);
    }

    /** Returns the file with the hash. */
    public static Path beside(Path tensors) {
        String name = tensors.getFileName().toString();
        return tensors.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
    }

    /** Writes the hash that the tensors have now. */
    public static void write(Path tensors) throws IOException {
        AtomicFile.write(
                beside(tensors), CheckedJson.indented(new TensorsHash(Sha256.of(tensors))));
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
        return CheckedJson.JSON.ignoringUnknown().read(file, TensorsHash.class).sha256;
    }
}
