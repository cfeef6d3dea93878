package org.tagzoo.zoo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

class BuiltInWeightsTest {

    @TempDir Path folder;

    private ResolvedWeights find(String name) throws Exception {
        WeightsFetcher fetcher =
                PublishedTiny.fetcher(Map.of("TAGZOO_MIRROR", "/nowhere"), true, line -> {});
        return new WeightsLookup(
                        WeightsRegistry.standard(), new WeightsCache(folder), fetcher, Map.of())
                .find(name);
    }

    @Test
    void areThereWithAnEmptyCacheAndNothingToFetchWith() throws Exception {
        ResolvedWeights found = find("efficientnet_lite0");
        assertEquals("efficientnet_lite0.tf", found.name());
        assertEquals(folder.resolve("weights/efficientnet_lite0.tf.safetensors"), found.file());
        assertEquals(found, find("efficientnet_lite0.tf"));
        long parameters = 0;
        try (TensorSource weights = found.open()) {
            for (String name : weights.names()) {
                parameters += name.contains("running") ? 0 : weights.read(name).remaining();
            }
        }
        assertEquals(found.card().parameters(), parameters);
    }

    @Test
    void aBrokenCopyIsNotUsed() throws Exception {
        Path copy = find("efficientnet_lite0").file();
        byte[] bytes = Files.readAllBytes(copy);
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy, bytes);
        WeightsException e = assertThrows(WeightsException.class, () -> find("efficientnet_lite0"));
        assertTrue(e.getMessage().contains("delete it to have it made anew"), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void onlyTheseAreAtHandInAnEmptyCache() {
        WeightsCache cache = new WeightsCache(folder);
        assertEquals(
                List.of("efficientnet_lite0.tf"),
                WeightsRegistry.standard().cards().stream()
                        .filter(cache::isAtHand)
                        .map(WeightsCard::name)
                        .toList());
        assertFalse(Files.exists(folder.resolve("weights")));
    }

    @Test
    void theirLicenceIsBesideThem() throws Exception {
        try (var licence = BuiltIn.class.getResourceAsStream("efficientnet_lite0.tf.LICENSE.txt")) {
            assertTrue(new String(licence.readAllBytes(), UTF_8).contains("Apache License"));
        }
    }
}
