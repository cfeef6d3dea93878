package org.tagzoo.zoo.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web server of this machine with one file under every path. It answers as it should, unless a
 * test has put behaviours in its way, which serve one request each.
 */
final class FileServer implements AutoCloseable {

    /** Answers one request. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** What a request asked for; null where it had no such header. */
    record Request(String path, String range, String ifRange) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedDeque<Behaviour> behaviours = new ConcurrentLinkedDeque<>();
    volatile byte[] content;
    volatile String eTag = "\"1\"";
    volatile boolean hasRanges = true;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FileServer(byte[] content) throws IOException {
        this(content, 0);
    }

    FileServer(byte[] content, int port) throws IOException {
        this.content = content;
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(
                new Request(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Range"),
                        exchange.getRequestHeaders().getFirst("If-Range")));
        Behaviour behaviour = behaviours.poll();
        try (exchange) {
            if (behaviour == null) {
                answer(exchange, Integer.MAX_VALUE);
            } else {
                behaviour.answer(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers in full but for the body, of which so many bytes are sent. */
    int answer(HttpExchange exchange, int mostBytes) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        int from = 0;
        if (hasRanges && range != null && ifRange != null && ifRange.equals(eTag)) {
            from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        if (eTag != null) {
            exchange.getResponseHeaders().set("ETag", eTag);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        int to = (int) Math.min(content.length, (long) from + mostBytes);
        OutputStream out = exchange.getResponseBody();
        out.write(Arrays.copyOfRange(content, from, to));
        out.flush();
        return to;
    }

    /** Breaks the next answer off after so many bytes. */
    void cutNext(int bytes) {
        behaviours.add(exchange -> answer(exchange, bytes));
    }

    /** Lets the next answer stop after so many bytes, but keeps the connection. */
    void stallNext(int bytes) {
        behaviours.add(
                exchange -> {
                    answer(exchange, bytes);
                    Thread.sleep(60_000);
                });
    }

    /** Answers the next request with a status and nothing else. */
    void refuseNext(int status) {
        behaviours.add(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
