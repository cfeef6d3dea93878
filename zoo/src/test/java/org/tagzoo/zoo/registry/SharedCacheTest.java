package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tagzoo.datasets.file.Sha256;

/** Processes and threads that want one file at the same time, or one after another. */
@Timeout(60)
class SharedCacheTest extends PublishedFixture {

    /** A process that finds the weights; what it prints goes to a file. */
    private Process process(Path out) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
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
            assertTrue(out.endsWith(Sha256.of(target) + System.lineSeparator()), out);
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
}
