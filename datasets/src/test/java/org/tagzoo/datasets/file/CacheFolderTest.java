package org.tagzoo.datasets.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheFolderTest {

    @Test
    void liesAtHomeUnlessTheVariableSaysOtherwise() {
        Path home = Path.of("home", "me");
        Path usual = home.resolve(".cache").resolve("tagzoo");
        assertEquals(usual, CacheFolder.of(Map.of(), home));
        assertEquals(usual, CacheFolder.of(Map.of("TAGZOO_CACHE", " "), home));
        assertEquals(Path.of("b"), CacheFolder.of(Map.of("TAGZOO_CACHE", "b"), home));
    }

    @Test
    void theLimitIsInGigabytes() {
        assertEquals(50_000_000_000L, CacheFolder.limit(Map.of()));
        assertEquals(50_000_000_000L, CacheFolder.limit(Map.of("TAGZOO_CACHE_LIMIT", " ")));
        assertEquals(1_500_000_000L, CacheFolder.limit(Map.of("TAGZOO_CACHE_LIMIT", "1.5")));
        assertEquals(0, CacheFolder.limit(Map.of("TAGZOO_CACHE_LIMIT", "0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "5 GB", "much"})
    void anythingElseIsRefused(String value) {
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> CacheFolder.limit(Map.of("TAGZOO_CACHE_LIMIT", value)));
        assertEquals(
                "TAGZOO_CACHE_LIMIT must be a number of gigabytes, 0 or more, but is '%s'"
                        .formatted(value),
                error.getMessage());
    }
}
