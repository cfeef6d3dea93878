package org.tagzoo.app.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ResponseUtils;
import org.eclipse.jetty.util.Callback;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * What goes back to a client.
 *
 * @param status the HTTP status
 * @param content not copied
 * @param headers beside those that all answers have; its type at least
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Answer(int status, byte[] content, Map<String, String> headers) {

    private static final int MOST_READS = 16;
    private static final long LINGER_MILLIS = 1000;
    private static final long LINGER_BYTES = 64 << 20;

    static Answer of(int status, String type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, bytes, Map.of(HttpHeader.CONTENT_TYPE.asString(), type));
    }

    /** Returns a value as JSON, on one line. */
    static Answer json(int status, Object value) {
        return of(status, "application/json", CheckedJson.line(value));
    }

    /**
     * @param message one line for whoever sent the request
     */
    static Answer error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    /** Returns the same with one more header. */
    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, content, more);
    }

    /** Sets status and headers; a page widens the policy for itself. */
    private void begin(Response response) {
        response.setStatus(status);
        HttpFields.Mutable all = response.getHeaders();
        all.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        all.put("X-Content-Type-Options", "nosniff");
        all.put("X-Frame-Options", "DENY");
        all.put("Referrer-Policy", "no-referrer");
        all.put("Cross-Origin-Resource-Policy", "same-origin");
        all.put(HttpHeader.CACHE_CONTROL, "no-store");
        all.put(HttpHeader.CONTENT_LENGTH, content.length);
        headers.forEach(all::put);
    }

    /** Answers what Jetty itself refuses, and whose body it has done with. */
    void writeError(Response response, Callback callback) {
        begin(response);
        response.write(true, ByteBuffer.wrap(content), callback);
    }

    void write(Request request, Response response, Callback callback) {
        begin(response);
        // Somebody still waits for content of a slow body, and asking a client that waits for leave
        // to send would give it.
        boolean hopeless = status == 408 || request.getHeaders().contains(HttpHeader.EXPECT);
        boolean whole = !hopeless && readToEnd(request);
        if (!whole) {
            ResponseUtils.ensureNotPersistent(request, response);
        }
        Callback then =
                whole || hopeless
                        ? callback
                        : Callback.from(new Linger(request, callback)::begin, callback::failed);
        response.write(true, ByteBuffer.wrap(content), then);
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
