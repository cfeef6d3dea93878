package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.weights.WeightsException;

/** Torchvision's way of publishing, with a server and files of the test's own. */
abstract class PublishedFixture {

    @TempDir Path folder;

    final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    PublishedTiny tiny;
    FileServer server;
    WeightsCache cache;
    Path target;

    @BeforeEach
    final void start() throws Exception {
        tiny = new PublishedTiny(folder.resolve("scratch"));
        server = new FileServer(tiny.content);
        cache = new WeightsCache(folder.resolve("cache"));
        target = cache.folder().resolve("weights").resolve(tiny.file);
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    URI address() {
        return server.address("/models/" + tiny.file);
    }

    ResolvedWeights find(Map<String, String> environment, boolean isOffline) throws Exception {
        WeightsFetcher fetcher = PublishedTiny.fetcher(environment, isOffline, notes::add);
        return PublishedTiny.find(address(), cache, fetcher);
    }

    ResolvedWeights find() throws Exception {
        return find(Map.of(), false);
    }

    String refusal(Map<String, String> environment, boolean isOffline) {
        WeightsException e =
                assertThrows(WeightsException.class, () -> find(environment, isOffline));
        assertEquals(1, e.getMessage().lines().count());
        return e.getMessage();
    }

    void assertCached() throws IOException {
        assertArrayEquals(tiny.content, Files.readAllBytes(target));
        try (Stream<Path> left = Files.list(cache.folder().resolve("work"))) {
            assertEquals(
                    List.of(tiny.file + ".lock"),
                    left.map(file -> file.getFileName().toString()).toList());
        }
    }
}
