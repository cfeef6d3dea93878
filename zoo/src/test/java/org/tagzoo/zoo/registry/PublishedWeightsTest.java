package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.weights.WeightsException;

/** Torchvision's way of publishing, with a server and files of the test's own. */
@Timeout(60)
class PublishedWeightsTest {

    @TempDir Path folder;

    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private PublishedTiny tiny;
    private FileServer server;
    private WeightsCache cache;
    private Path target;

    @BeforeEach
    void start() throws Exception {
        tiny = new PublishedTiny(folder.resolve("scratch"));
        server = new FileServer(tiny.content);
        cache = new WeightsCache(folder.resolve("cache"));
        target = cache.folder().resolve("weights").resolve(tiny.file);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI address() {
        return server.address("/models/" + tiny.file);
    }

    private ResolvedWeights find(Map<String, String> environment, boolean isOffline)
            throws Exception {
        WeightsFetcher fetcher = PublishedTiny.fetcher(environment, isOffline, notes::add);
        return PublishedTiny.find(address(), cache, fetcher);
    }

    private ResolvedWeights find() throws Exception {
        return find(Map.of(), false);
    }

    private String refusal(Map<String, String> environment, boolean isOffline) {
        WeightsException e =
                assertThrows(WeightsException.class, () -> find(environment, isOffline));
        assertEquals(1, e.getMessage().lines().count());
        return e.getMessage();
    }

    private void assertCached() throws IOException {
        assertArrayEquals(tiny.content, Files.readAllBytes(target));
        try (Stream<Path> left = Files.list(cache.folder().resolve("work"))) {
            assertEquals(
                    List.of(tiny.file + ".lock"),
                    left.map(file -> file.getFileName().toString()).toList());
        }
    }

    /** A process that finds the weights; what it prints goes to a file. */
    private Process process(Path out) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishedTiny.class.getName(),
                        cache.folder().toString(),
                        address().toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private static String read(List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return text.toString();
    }

    @Test
    void fetchesOnceAndKeepsTheFileAsItIs() throws Exception {
        ResolvedWeights found = find();
        assertEquals(target, found.file());
        assertEquals(FileHash.sha256(target), found.sha256());
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
                "The weights tiny.tv1 can't be had: %s: it has the SHA-256 ".formatted(address());
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
                (". By hand: put %s (0 MB, its SHA-256 begins with %s) from %s into %s, or its tensors"
                                + " as safetensors at %s")
                        .formatted(
                                tiny.file,
                                prefix,
                                address(),
                                target.getParent(),
                                target.resolveSibling("tiny.tv1.safetensors"));
        assertEquals(
                "The weights tiny.tv1 can't be had: nothing is fetched with --offline" + byHand,
                refusal(Map.of(), true));
        server.refuseNext(404);
        assertEquals(
                "The weights tiny.tv1 can't be had: %s: it answered 404".formatted(address())
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
    void takesItFromAMirrorsFolder() throws Exception {
        Path mirror = Files.createDirectories(folder.resolve("a mirror"));
        Files.write(mirror.resolve(tiny.file), tiny.content);
        find(Map.of("TAGZOO_MIRROR", mirror.toString()), true);
        assertCached();
        assertTrue(server.requests.isEmpty());
        assertTrue(Files.exists(mirror.resolve(tiny.file)));
    }

    @Test
    void goesOnToTheNetworkWhenTheMirrorsFolderHasNoGoodFile() throws Exception {
        Map<String, String> environment = Map.of("TAGZOO_MIRROR", folder.toUri().toString());
        String message = refusal(environment, true);
        assertTrue(message.contains(folder + ": there is no " + tiny.file + "; "), message);
        Files.write(folder.resolve(tiny.file), new byte[200]);
        message = refusal(environment, true);
        assertTrue(message.contains(folder + ": it has the SHA-256 "), message);
        Files.write(folder.resolve(tiny.file), new byte[400_000]);
        message = refusal(environment, true);
        assertTrue(message.contains(folder + ": it has 400000 bytes, where at most"), message);
        find(environment, false);
        assertCached();
        assertEquals(1, server.requests.size());
    }

    @Test
    void takesItFromAMirrorsAddress() throws Exception {
        try (FileServer mirror = new FileServer(tiny.content)) {
            Map<String, String> environment =
                    Map.of("TAGZOO_MIRROR", mirror.address("/some/folder").toString());
            String message = refusal(environment, true);
            assertTrue(message.contains("nothing is fetched with --offline"), message);
            assertTrue(mirror.requests.isEmpty());
            mirror.cutNext(100_000);
            find(environment, false);
            assertCached();
            assertEquals("/some/folder/" + tiny.file, mirror.requests.get(1).path());
            assertTrue(mirror.requests.get(1).range().startsWith("bytes="));
            assertTrue(server.requests.isEmpty());
        }
    }

    @Test
    void goesOnToTheNetworkWhenTheMirrorHasNothing() throws Exception {
        try (FileServer mirror = new FileServer(new byte[7])) {
            Map<String, String> environment =
                    Map.of("TAGZOO_MIRROR", mirror.address("/").toString());
            mirror.refuseNext(404);
            find(environment, false);
            assertCached();
            Files.delete(target);
            server.refuseNext(500);
            String message = refusal(environment, false);
            assertTrue(message.contains(mirror.address("/") + tiny.file + ": it has"), message);
            assertTrue(message.contains("; " + address() + ": it answered 500"), message);
        }
    }

    @Test
    void twoProcessesFetchOnce() throws Exception {
        List<Path> printed = List.of(folder.resolve("one"), folder.resolve("two"));
        server.behaviours.add(
                exchange -> {
                    int sent = server.answer(exchange, 100_000);
                    // Slowly, until the other process waits for this one.
                    while (sent < 280_000 && !read(printed).contains("Waiting for another")) {
                        Thread.sleep(100);
                        exchange.getResponseBody().write(tiny.content, sent, 500);
                        exchange.getResponseBody().flush();
                        sent += 500;
                    }
                    exchange.getResponseBody().write(tiny.content, sent, 300_000 - sent);
                });
        List<Process> processes = List.of(process(printed.get(0)), process(printed.get(1)));
        for (int i = 0; i < 2; i++) {
            String out = processes.get(i).waitFor() + Files.readString(printed.get(i));
            assertTrue(out.startsWith("0"), out);
            assertTrue(out.endsWith(FileHash.sha256(target) + System.lineSeparator()), out);
        }
        assertTrue(read(printed).contains("Waiting for another process: " + tiny.file));
        assertEquals(1, server.requests.size());
        assertCached();
    }

    @Test
    void aKilledProcessLeavesWhatTheNextGoesOnWith() throws Exception {
        server.stallNext(100_000);
        Process killed = process(folder.resolve("out"));
        PartFile part = cache.partFile(tiny.file);
        while (killed.isAlive() && part.size() < 50_000) {
            Thread.sleep(20);
        }
        killed.destroyForcibly().waitFor();
        long there = part.size();
        assertTrue(there >= 50_000, Files.readString(folder.resolve("out")));
        find();
        assertCached();
        assertEquals("bytes=" + there + "-", server.requests.get(1).range());
        assertEquals(
                "Fetching %s (0 MB) from 127.0.0.1, going on after 0 MB".formatted(tiny.file),
                notes.get(0));
    }

    @Test
    void threadsThatWaitFetchNothing() throws Exception {
        server.behaviours.add(
                exchange -> {
                    Thread.sleep(300);
                    server.answer(exchange, Integer.MAX_VALUE);
                });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<ResolvedWeights>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> find()));
            }
            for (Future<ResolvedWeights> one : all) {
                assertEquals(target, one.get().file());
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(1, server.requests.size());
        assertTrue(notes.contains("Waiting for another process: " + tiny.file), notes.toString());
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
