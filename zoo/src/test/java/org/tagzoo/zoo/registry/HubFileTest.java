package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.network.FormulaWeights;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.weights.WeightsException;

/** Files of which no hash is published, from a server of the test's own; and cards to be named. */
@Timeout(60)
class HubFileTest {

    private static final String PATH = "/timm/tiny.hub/resolve/main/model.safetensors";

    @TempDir Path folder;

    private final List<String> notes = new ArrayList<>();
    private FileServer server;
    private WeightsCache cache;
    private Path target;
    private Path kept;

    @BeforeEach
    void start() throws Exception {
        server = new FileServer(weights(3));
        cache = new WeightsCache(folder.resolve("cache"));
        target = cache.folder().resolve("weights").resolve("tiny.hub.safetensors");
        kept = target.resolveSibling("tiny.hub.safetensors.sha256");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private byte[] weights(int width) throws Exception {
        Path file = folder.resolve("published");
        FormulaWeights.write(
                file,
                Graph.ofEmbeddings(
                        width, (root, x) -> Head.linear(2).classify(root.child("fc"), x)));
        return Files.readAllBytes(file);
    }

    private WeightsCard card(String name, String licence) {
        return PublishedTiny.card(name, new HubFile(server.address(PATH), 0.01), licence);
    }

    private WeightsLookup lookup(boolean isOffline, WeightsCard... cards) throws Exception {
        return new WeightsLookup(
                new WeightsRegistry(List.of(cards)),
                cache,
                PublishedTiny.fetcher(Map.of(), isOffline, notes::add),
                Map.of());
    }

    private ResolvedWeights find(boolean isOffline) throws Exception {
        return lookup(isOffline, card("tiny.hub", "MIT")).find("tiny");
    }

    private String refusal(boolean isOffline) {
        String message = assertThrows(WeightsException.class, () -> find(isOffline)).getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void keepsTheHashOfTheFirstFileAndSaysSo() throws Exception {
        ResolvedWeights found = find(false);
        assertEquals(target, found.file());
        assertArrayEquals(server.content, Files.readAllBytes(target));
        assertEquals(found.sha256(), Sha256.of(folder.resolve("published")));
        assertEquals(found.sha256() + "\n", Files.readString(kept));
        assertEquals(
                "No hash of tiny.hub.safetensors is published: its SHA-256, %s, is kept and expected from now on"
                        .formatted(found.sha256()),
                notes.get(notes.size() - 1));
        assertEquals(found, find(true));
        assertEquals(1, server.requests.size());
    }

    @Test
    void refusesAnotherFileAfterTheFirst() throws Exception {
        String first = find(false).sha256();
        Files.delete(target);
        server.content = weights(4);
        String second = Sha256.of(folder.resolve("published"));
        String message = refusal(false);
        String expected =
                "it has the SHA-256 %s, the file that was fetched first had %s: delete %s if you trust the new one"
                        .formatted(second, first, kept);
        assertTrue(message.contains(expected), message);
        assertFalse(Files.exists(target));
        Files.delete(kept);
        assertEquals(second, find(false).sha256());
    }

    @Test
    void noticesAFileThatChangesInTheCache() throws Exception {
        find(false);
        byte[] changed = Files.readAllBytes(target);
        changed[changed.length - 1] ^= 1;
        Files.write(target, changed);
        String message = refusal(true);
        assertTrue(message.startsWith(target + " is not the file that was fetched first"), message);
        WeightsCard card = card("tiny.hub", "MIT");
        assertTrue(CachedFile.verify(cache, card).get(0).problem().isPresent());
        Files.write(kept, new byte[100_000]);
        assertEquals(kept + " holds no SHA-256: delete it to have it made anew", refusal(true));
    }

    @Test
    void refusesWhatIsNoFileOfWeights() throws Exception {
        server.content = "<html>".getBytes(StandardCharsets.UTF_8);
        assertTrue(refusal(false).contains("a web page"), refusal(false));
        server.content = Arrays.copyOf(weights(3), 100);
        refusal(false);
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(kept));
    }

    @Test
    void weightsWithoutCommercialUseAreTakenWhenNamedOnly() throws Exception {
        WeightsCard free = card("tiny.hub", "MIT");
        WeightsCard named = card("tiny.other", "CC-BY-NC-4.0");
        assertTrue(named.isOnlyWhenNamed());
        assertFalse(free.isOnlyWhenNamed());
        assertEquals("tiny.other", lookup(false, named, free).find("tiny.other").name());
        // It is in the cache and comes first, and is not taken for the network's name.
        assertEquals("tiny.hub", lookup(false, named, free).find("tiny").name());
        WeightsException error =
                assertThrows(WeightsException.class, () -> lookup(true, named).find("tiny"));
        assertEquals(
                "All weights of tiny are taken only when named, for their licence: tiny.other (CC-BY-NC-4.0)",
                error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/timm/x/resolve/main/model.safetensors",
                "https://example.org/timm/x.y/resolve/main/other.safetensors",
                "https://example.org/timm/..%2Fx.y/resolve/main/model.safetensors",
                "mailto:x"
            })
    void refusesOtherAddresses(String address) {
        URI uri = URI.create(address);
        assertThrows(IllegalArgumentException.class, () -> new HubFile(uri, 1));
    }
}
