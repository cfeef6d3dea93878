package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.web.TinyExport;

/**
 * More clients than a server takes in, for some thousand requests. The server's Java heap has one
 * size from the start and is touched whole: what its resident memory gains is native memory. {@code
 * -Dtagzoo.load.seconds=120} goes on for so long instead.
 */
@EnabledOnOs(OS.LINUX)
class ServedLoadTest {

    private static final int CLIENTS = 24;
    private static final int REQUESTS = 6000;
    private static final int SECONDS = Integer.getInteger("tagzoo.load.seconds", 0);

    @TempDir Path scratch;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();

    @Test
    void aFullQueueGivesNoOtherErrorAndTakesNoMemory() throws Exception {
        Path export = TinyExport.write(scratch.resolve("export"));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms128m",
                        "-Xmx128m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        // The optimising compiler takes and frees native memory of its own.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:MaxDirectMemorySize=16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TagZoo.class.getName(),
                        "serve",
                        export.toString(),
                        "--port=0",
                        "--queue=8",
                        "--batch-size=4");
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            URI predict = URI.create(lines.readLine().split("[ ,]")[2]).resolve("predict");
            load(predict, REQUESTS / 3, SECONDS / 3.0);
            long before = resident(process.pid());
            load(predict, REQUESTS * 2 / 3, SECONDS * 2 / 3.0);
            long after = resident(process.pid());
            assertEquals(Set.of(200, 503), statuses.keySet(), statuses.toString());
            assertEquals(1, bodies.size(), bodies.toString());
            assertTrue(
                    after <= 1.03 * before,
                    statuses
                            + " resident KiB: %d after a third, %d at the end"
                                    .formatted(before, after));
        } finally {
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running");
        }
    }

    /**
     * @param seconds 0 to send as many requests instead
     */
    private void load(URI predict, int requests, double seconds) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(predict)
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(TinyExport.image()))
                        .build();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long end = seconds == 0 ? 0 : System.nanoTime() + (long) (seconds * 1e9);
        List<Future<?>> done = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            done.add(clients.submit(() -> send(request, requests / CLIENTS, end)));
        }
        for (Future<?> each : done) {
            each.get(60 + (long) seconds, TimeUnit.SECONDS);
        }
        clients.shutdown();
    }

    private Void send(HttpRequest request, int times, long end) throws Exception {
        for (int i = 0; end == 0 ? i < times : System.nanoTime() < end; i++) {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            statuses.merge(response.statusCode(), 1, Integer::sum);
            if (response.statusCode() == 200) {
                bodies.add(response.body().replaceAll("(\\d\\.\\d{4})\\d*", "$1"));
            }
        }
        return null;
    }

    private static long resident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
