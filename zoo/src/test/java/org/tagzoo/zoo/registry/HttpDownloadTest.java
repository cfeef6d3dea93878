package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HttpDownloadTest {

    private static final int SIZE = 200_000;

    @TempDir Path folder;

    private final byte[] content = new byte[SIZE];
    private final List<String> progress = new ArrayList<>();
    private HttpDownload http = new HttpDownload(PublishedTiny.LIMITS);
    private FileServer server;
    private PartFile part;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(content);
        server = new FileServer(content);
        part = new PartFile(folder.resolve("work").resolve("x.part"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private boolean fetch() throws IOException {
        return http.fetch(
                server.address("/x"), part, SIZE, (bytes, all) -> progress.add(bytes + "/" + all));
    }

    private String failure() {
        String message = assertThrows(IOException.class, this::fetch).getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }

    private void assertWhole() throws IOException {
        assertArrayEquals(server.content, Files.readAllBytes(part.file()));
    }

    @Test
    void fetchesAFile() throws Exception {
        assertFalse(fetch());
        assertWhole();
        assertEquals("200000/200000", progress.get(progress.size() - 1));
        assertEquals(List.of(new FileServer.Request("/x", null, null)), server.requests);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        server.cutNext(120_000);
        server.cutNext(50_000);
        assertTrue(fetch());
        assertWhole();
        assertEquals(3, server.requests.size());
        // Bytes that had not been read when the connection broke are fetched again.
        String range = server.requests.get(2).range();
        assertTrue(range.matches("bytes=1[0-9]{5}-"), range);
        assertEquals("\"1\"", server.requests.get(2).ifRange());
    }

    @Test
    void goesOnWithWhatAnEarlierProcessLeft() throws Exception {
        server.cutNext(120_000);
        server.refuseNext(503);
        assertEquals("it answered 503", failure());
        assertTrue(part.size() > 0 && part.size() <= 120_000, "has " + part.size());
        http = new HttpDownload(PublishedTiny.LIMITS);
        long there = part.size();
        assertTrue(fetch());
        assertWhole();
        assertEquals("bytes=" + there + "-", server.requests.get(2).range());
    }

    @Test
    void startsAnewWhenTheFileHasChanged() throws Exception {
        server.cutNext(120_000);
        server.refuseNext(503);
        failure();
        byte[] other = new byte[SIZE - 7];
        new Random(2).nextBytes(other);
        server.content = other;
        server.eTag = "\"2\"";
        assertFalse(fetch());
        assertWhole();
        assertEquals("\"1\"", server.requests.get(2).ifRange());
    }

    @Test
    void startsAnewWhenTheServerKnowsNoRanges() throws Exception {
        server.hasRanges = false;
        server.cutNext(120_000);
        assertTrue(fetch(), "a part was there, if of no use");
        assertWhole();
    }

    @Test
    void startsAnewWhenTheServerNamesNoVersion() throws Exception {
        server.eTag = null;
        server.cutNext(120_000);
        fetch();
        assertWhole();
        assertNull(server.requests.get(1).range());
    }

    @Test
    void aWeakETagIsNoVersion() throws Exception {
        server.eTag = "W/\"1\"";
        server.cutNext(120_000);
        fetch();
        assertWhole();
        assertNull(server.requests.get(1).range());
    }

    @Test
    void startsAnewAfterAWrongRange() throws Exception {
        server.cutNext(120_000);
        server.behaviours.add(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/200000");
                    exchange.sendResponseHeaders(206, 3);
                    exchange.getResponseBody().write(new byte[3]);
                });
        fetch();
        assertWhole();
        assertNull(server.requests.get(2).range());
    }

    @Test
    void startsAnewWhenTheRangeIsRefused() throws Exception {
        server.cutNext(120_000);
        server.refuseNext(416);
        fetch();
        assertWhole();
    }

    @Test
    void givesUpOnAnEndlessBody() throws Exception {
        server.behaviours.add(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    while (true) {
                        out.write(new byte[10_000]);
                    }
                });
        assertEquals("it sends more than the 200000 bytes that the file can have", failure());
        assertFalse(Files.exists(part.file()));
        assertEquals(1, server.requests.size());
    }

    @Test
    void givesUpOnALengthThatIsTooLarge() throws Exception {
        server.content = new byte[SIZE + 1];
        assertEquals("it sends more than the 200000 bytes that the file can have", failure());
        assertTrue(progress.isEmpty());
    }

    @Test
    void saysWhichStatusCame() throws Exception {
        server.refuseNext(404);
        assertEquals("it answered 404", failure());
        assertEquals(1, server.requests.size());
        assertFalse(Files.exists(part.file()));
    }

    @Test
    void followsRedirectsOfItsOwnScheme() throws Exception {
        server.behaviours.add(
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(302, -1);
                });
        fetch();
        assertWhole();
        assertEquals("/elsewhere", server.requests.get(1).path());
    }

    @Test
    void followsNoOtherRedirects() throws Exception {
        server.behaviours.add(
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "ftp://127.0.0.1/x");
                    exchange.sendResponseHeaders(302, -1);
                });
        assertEquals(
                "it answered 302 (a redirect to ftp://127.0.0.1/x, which isn't followed)",
                failure());
    }

    @Test
    void doesntWaitForABodyThatStalls() throws Exception {
        server.stallNext(50_000);
        server.stallNext(0);
        assertEquals("only 0 bytes came within 1 s", failure());
        assertEquals(2, server.requests.size());
        assertTrue(part.size() > 0, "what came is kept");
        assertTrue(fetch());
        assertWhole();
    }

    @Test
    void doesntWaitForABodyThatDrips() throws Exception {
        server.behaviours.add(
                exchange -> {
                    exchange.sendResponseHeaders(200, SIZE);
                    while (true) {
                        exchange.getResponseBody().write(1);
                        exchange.getResponseBody().flush();
                        Thread.sleep(100);
                    }
                });
        server.refuseNext(503);
        failure();
        assertTrue(part.size() < 50, "has " + part.size());
    }

    @Test
    void doesntWaitForAnAnswer() throws Exception {
        HttpLimits usual = PublishedTiny.LIMITS;
        http =
                new HttpDownload(
                        new HttpLimits(
                                usual.connect(),
                                Duration.ofSeconds(1),
                                usual.window(),
                                usual.leastBytes(),
                                usual.memory()));
        server.behaviours.add(exchange -> Thread.sleep(60_000));
        assertEquals("no answer within 1 s", failure());
    }

    @Test
    void remembersThatAHostCantBeReached() throws Exception {
        int port = server.port();
        server.close();
        String message = failure();
        assertTrue(message.startsWith("no connection"), message);
        server = new FileServer(content, port);
        assertEquals(message, failure());
        assertTrue(server.requests.isEmpty());
        http = new HttpDownload(PublishedTiny.LIMITS);
        fetch();
        assertWhole();
    }

    @Test
    void forgetsAfterAWhile() throws Exception {
        UnreachableHosts hosts = new UnreachableHosts(Duration.ofMillis(20));
        URI address = URI.create("http://127.0.0.1:1/a");
        hosts.add(address, "why");
        assertEquals("why", hosts.reason(URI.create("http://127.0.0.1:1/b")).orElse("why"));
        assertTrue(hosts.reason(URI.create("http://127.0.0.1:2/a")).isEmpty());
        Thread.sleep(40);
        assertTrue(hosts.reason(address).isEmpty());
    }

    @Test
    void saysThatAHostIsUnknown() {
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                http.fetch(
                                        URI.create("http://nowhere.invalid/x"),
                                        part,
                                        SIZE,
                                        (bytes, all) -> {}));
        assertEquals("its host's name can't be resolved", e.getMessage());
    }

    @Test
    void goesThroughTheProxyThatTheJdkIsGiven() throws Exception {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", Integer.toString(server.port()));
        try {
            http.fetch(URI.create("http://files.invalid/y"), part, SIZE, (bytes, all) -> {});
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
        assertWhole();
        assertEquals("/y", server.requests.get(0).path());
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        server.stallNext(1000);
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                fetch();
                                result.complete(false);
                            } catch (InterruptedIOException e) {
                                result.complete(Thread.currentThread().isInterrupted());
                            } catch (IOException e) {
                                result.completeExceptionally(e);
                            }
                        });
        thread.start();
        while (progress.isEmpty()) {
            Thread.sleep(10);
        }
        thread.interrupt();
        assertTrue(result.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aNoteOfAnotherKindIsOfNoUse() throws Exception {
        server.cutNext(120_000);
        server.refuseNext(503);
        failure();
        Path note = part.file().resolveSibling("x.part.from");
        assertTrue(part.version(server.address("/x")).isPresent());
        assertTrue(part.version(server.address("/y")).isEmpty());
        for (String text : List.of("", "\n", "a\nb\nc", server.address("/x") + "\n\u0007\n")) {
            Files.writeString(note, text);
            assertTrue(part.version(server.address("/x")).isEmpty(), text);
        }
        fetch();
        assertWhole();
    }
}
