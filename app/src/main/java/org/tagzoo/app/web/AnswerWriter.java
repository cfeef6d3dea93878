package org.tagzoo.app.web;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ResponseUtils;
import org.eclipse.jetty.util.Callback;

/** Writes answers, with the headers that all of them have. */
final class AnswerWriter {

    private static final int MOST_READS = 16;
    private static final long LINGER_MILLIS = 1000;
    private static final long LINGER_BYTES = 64 << 20;

    private AnswerWriter() {}

    /** Sets the headers of every answer; the page widens the policy for itself. */
    static void protect(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    static void write(Request request, Response response, Answer answer, Callback callback) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        protect(headers);
        headers.put(HttpHeader.CONTENT_TYPE, answer.type());
        headers.put(HttpHeader.CONTENT_LENGTH, answer.content().length);
        answer.headers().forEach(headers::put);
        // Somebody still waits for content of a slow body, and asking a client that waits for leave
        // to send would give it.
        boolean hopeless =
                answer.status() == 408 || request.getHeaders().contains(HttpHeader.EXPECT);
        boolean whole = !hopeless && readToEnd(request);
        if (!whole) {
            ResponseUtils.ensureNotPersistent(request, response);
        }
        Callback then =
                whole || hopeless
                        ? callback
                        : Callback.from(
                                () -> new Linger(request, callback).begin(), callback::failed);
        response.write(true, ByteBuffer.wrap(answer.content()), then);
    }

    /** Throws away what has come already of a body; returns whether that was all of it. */
    private static boolean readToEnd(Request request) {
        // Jetty's own consumeAvailable() would let nothing be read afterwards.
        for (int i = 0; i < MOST_READS; i++) {
            Content.Chunk chunk = request.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return false;
            }
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads on for a moment and throws away what comes: closing a connection on a client that is
     * still sending would take the answer from it.
     */
    private static final class Linger implements Runnable {

        private final Request request;
        private final Callback callback;
        private long bytes;
        private boolean over;

        Linger(Request request, Callback callback) {
            this.request = request;
            this.callback = callback;
        }

        void begin() {
            request.getComponents()
                    .getScheduler()
                    .schedule(this::end, LINGER_MILLIS, TimeUnit.MILLISECONDS);
            run();
        }

        @Override
        public synchronized void run() {
            while (!over) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                boolean failed = Content.Chunk.isFailure(chunk);
                bytes += chunk.remaining();
                chunk.release();
                if (failed || chunk.isLast() || bytes > LINGER_BYTES) {
                    end();
                }
            }
        }

        private synchronized void end() {
            if (!over) {
                over = true;
                callback.succeeded();
            }
        }
    }
}
