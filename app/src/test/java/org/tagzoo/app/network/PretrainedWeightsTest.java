package org.tagzoo.app.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.registry.WeightsCache;

class PretrainedWeightsTest {

    @TempDir Path folder;

    private PretrainedWeights weights(String sha256) {
        return new PretrainedWeights(
                "resnet18.tv1", "resnet18-f37072fd.pth", null, sha256, "somewhere", "BSD-3-Clause");
    }

    @Test
    void theCachesFileIsFoundByItsHash() throws IOException {
        WeightsCache cache = new WeightsCache(folder);
        Path file = folder.resolve("weights").resolve("resnet18-f37072fd.pth");
        IOException missing =
                assertThrows(
                        IOException.class,
                        () -> weights("0".repeat(64)).find(Optional.empty(), cache));
        assertTrue(missing.getMessage().contains(file + " is not there"), missing.getMessage());
        assertTrue(
                missing.getMessage().contains("'tagzoo models fetch resnet18.tv1' brings them"),
                missing.getMessage());
        Files.createDirectories(file.getParent());
        Files.writeString(file, "tensors");
        IOException other =
                assertThrows(
                        IOException.class,
                        () -> weights("0".repeat(64)).find(Optional.empty(), cache));
        assertTrue(other.getMessage().contains("is another file"), other.getMessage());
        assertEquals(file, weights(Sha256.of(file)).find(Optional.empty(), cache));
    }
}
