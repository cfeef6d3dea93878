package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tagzoo.datasets.file.Sha256;

@Timeout(60)
class PublishedWeightsTest extends PublishedFixture {

    @Test
    void fetchesOnceAndKeepsTheFileAsItIs() throws Exception {
        ResolvedWeights found = find();
        assertEquals(target, found.file());
        assertEquals(Sha256.of(target), found.sha256());
        assertEquals("tiny.tv1", found.name());
        assertCached();
        assertEquals(List.of("Fetching " + tiny.file + " (0 MB) from 127.0.0.1"), notes);
        assertEquals(found, find(Map.of(), true));
        assertEquals(1, server.requests.size());
    }

    @Test
    void refusesAndRemovesAnotherContent() throws Exception {
        byte[] other = tiny.content.clone();
        other[1000] ^= 1;
        server.content = other;
        String message = refusal(Map.of(), false);
        String expected =
                "The weights tiny.tv1 are not available: %s: it has the SHA-256 "
                        .formatted(address());
        assertTrue(message.startsWith(expected), message);
        assertTrue(message.contains("expected one that begins with"), message);
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(cache.partFile(tiny.file).file()));
    }

    @Test
    void refusesABodyThatGoesOn() throws Exception {
        server.behaviours.add(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (true) {
                        exchange.getResponseBody().write(new byte[10_000]);
                    }
                });
        String message = refusal(Map.of(), false);
        assertTrue(message.contains("it sends more than the 30"), message);
    }

    @Test
    void saysWhatToDoByHand() throws Exception {
        String prefix = tiny.file.substring(5, 13);
        String byHand =
                (". By hand: put %s (0 MB, its SHA-256 begins with %s) from %s into %s, or its"
                                + " tensors as safetensors at %s")
                        .formatted(
                                tiny.file,
                                prefix,
                                address(),
                                target.getParent(),
                                target.resolveSibling("tiny.tv1.safetensors"));
        assertEquals(
                "The weights tiny.tv1 are not available: nothing is fetched with --offline"
                        + byHand,
                refusal(Map.of(), true));
        server.refuseNext(404);
        assertEquals(
                "The weights tiny.tv1 are not available: %s: it answered 404".formatted(address())
                        + byHand,
                refusal(Map.of(), false));
        assertEquals(1, server.requests.size());
    }

    @Test
    void takesAFileThatWasPutThereByHand() throws Exception {
        Files.createDirectories(target.getParent());
        Files.write(target, tiny.content);
        assertEquals(target, find(Map.of(), true).file());
        Files.write(target, new byte[100]);
        String message = refusal(Map.of(), true);
        assertTrue(message.startsWith(target + " is not what torchvision publishes"), message);
        assertTrue(message.endsWith("delete it to have it fetched anew"), message);
        Path converted = Files.write(target.resolveSibling("tiny.tv1.safetensors"), new byte[9]);
        assertEquals(converted, find(Map.of(), true).file());
        assertTrue(server.requests.isEmpty());
    }

    @Test
    void fetchesAnewWhenPartsDontFitTogether() throws Exception {
        server.cutNext(100_000);
        server.refuseNext(503);
        refusal(Map.of(), false);
        Path part = cache.partFile(tiny.file).file();
        byte[] damaged = Files.readAllBytes(part);
        damaged[5] ^= 1;
        Files.write(part, damaged);
        find();
        assertCached();
        assertNull(server.requests.get(3).range());
    }

    @Test
    void renamesWhatAKilledProcessHadFetchedInFull() throws Exception {
        PartFile part = cache.partFile(tiny.file);
        Files.createDirectories(part.file().getParent());
        Files.write(part.file(), tiny.content);
        find(Map.of(), true);
        assertCached();
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<String> progress = new ArrayList<>();
        FetchListener listener =
                new FetchListener() {
                    @Override
                    public void note(String line) {}

                    @Override
                    public void progress(String file, long bytes, long totalBytes) {
                        progress.add(file + " " + bytes + "/" + totalBytes);
                    }
                };
        PublishedTiny.find(address(), cache, PublishedTiny.fetcher(Map.of(), false, listener));
        assertEquals(tiny.file + " 300000/300000", progress.get(progress.size() - 1));
    }
}
