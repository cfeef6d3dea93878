package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.weights.TensorSource;

/** The real weights, where this machine's cache has them; nothing is fetched. */
class CachedResNet50Test {

    @Test
    void holdsTheParametersOfItsCard() throws Exception {
        WeightsRegistry registry = WeightsRegistry.standard();
        WeightsCache cache = WeightsCache.standard();
        WeightsCard card = registry.card("resnet50.keras").orElseThrow();
        assumeTrue(
                Files.exists(cache.weightsFile(card)),
                () -> cache.weightsFile(card) + " is not there; any run with resnet50 makes it");
        ResolvedWeights found =
                new WeightsLookup(
                                registry,
                                cache,
                                WeightsFetcher.of(Map.of(), true, line -> {}),
                                Map.of())
                        .find("resnet50.keras");
        try (TensorSource weights = found.open()) {
            assertArrayEquals(new long[] {64, 3, 7, 7}, weights.shape("conv1.weight"));
            assertArrayEquals(new long[] {512, 1024, 1, 1}, weights.shape("layer4.0.conv1.weight"));
            long parameters = 0;
            for (String name : weights.names()) {
                FloatBuffer values = weights.read(name);
                parameters += name.contains("running") ? 0 : values.remaining();
                for (int i = 0; i < values.remaining(); i++) {
                    assertTrue(Float.isFinite(values.get(i)), name);
                }
            }
            assertEquals(card.parameters(), parameters);
        }
    }
}
