package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpDownloadTest extends HttpFixture {

    @Test
    void fetchesAFile() throws Exception {
        assertFalse(fetch());
        assertWhole();
        assertEquals("200000/200000", progress.get(progress.size() - 1));
        assertEquals(List.of(new FileServer.Request("/x", null, null)), server.requests);
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

    private void redirectTo(String address) {
        server.behaviours.add(
                exchange -> {
                    exchange.getResponseHeaders().set("Location", address);
                    exchange.sendResponseHeaders(302, -1);
                });
    }

    @Test
    void followsRedirectsOfItsOwnScheme() throws Exception {
        redirectTo("/elsewhere");
        fetch();
        assertWhole();
        assertEquals("/elsewhere", server.requests.get(1).path());
    }

    @Test
    void followsNoOtherRedirects() throws Exception {
        redirectTo("ftp://127.0.0.1/x");
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

    private static HttpDownload hasty(Duration answer, Duration memory) {
        HttpDownload.Limits usual = PublishedTiny.LIMITS;
        return new HttpDownload(
                new HttpDownload.Limits(
                        usual.connect(), answer, usual.window(), usual.leastBytes(), memory));
    }

    @Test
    void doesntWaitForAnAnswer() throws Exception {
        http = hasty(Duration.ofSeconds(1), PublishedTiny.LIMITS.memory());
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
        http = hasty(PublishedTiny.LIMITS.answer(), Duration.ofMillis(20));
        int port = server.port();
        server.close();
        failure();
        server = new FileServer(content, port);
        Thread.sleep(40);
        fetch();
        assertWhole();
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
}
