package org.tagzoo.app.web;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Gathers the body of a request in one array, without a thread that waits for it. The memory is
 * taken from a budget while bytes come in, so that a client that announces much and sends little
 * holds little. While the array grows, the budget holds the old one and the new.
 */
final class Body implements Runnable {

    /** How much memory the bodies of all requests may take together. Safe for several threads. */
    record Budget(long limit, AtomicLong used) {

        /** Takes some bytes, or returns false if there are not as many left. */
        boolean take(long bytes) {
            if (used.addAndGet(bytes) <= limit) {
                return true;
            }
            used.addAndGet(-bytes);
            return false;
        }
    }

    private final Request request;
    private final int limit;
    private final Budget budget;
    private final CompletableFuture<ByteBuffer> whole = new CompletableFuture<>();
    private byte[] content = new byte[0];
    private int most;
    private int length;
    private long taken;
    private boolean givenBack;

    private Body(Request request, int limit, Budget budget) {
        this.request = request;
        this.limit = limit;
        this.most = limit;
        this.budget = budget;
    }

    /**
     * Begins to read.
     *
     * @param limit of the body in bytes
     */
    static Body read(Request request, int limit, Budget budget) {
        Body body = new Body(request, limit, budget);
        String announced = request.getHeaders().get(HttpHeader.CONTENT_LENGTH);
        if (announced != null) {
            long bytes = Long.parseLong(announced);
            if (bytes > limit) {
                body.whole.completeExceptionally(body.tooLong());
                return body;
            }
            body.most = (int) bytes;
        }
        body.run();
        return body;
    }

    /**
     * The body, in memory that {@link #release} lets go of; fails with a {@link RequestException}
     * where it is too long or can't be held.
     */
    CompletableFuture<ByteBuffer> whole() {
        return whole;
    }

    @Override
    public void run() {
        while (!whole.isDone()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                whole.completeExceptionally(chunk.getFailure());
                return;
            }
            boolean kept = keep(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (kept && last) {
                finish();
            }
        }
    }

    private synchronized boolean keep(Content.Chunk chunk) {
        int more = chunk.remaining();
        if (more > limit - length) {
            whole.completeExceptionally(tooLong());
            return false;
        }
        if (!makeRoom(length + more)) {
            whole.completeExceptionally(busy());
            return false;
        }
        chunk.get(content, length, more);
        length += more;
        return true;
    }

    private boolean makeRoom(int needed) {
        if (needed <= content.length) {
            return true;
        }
        long wanted = Math.max(needed, Math.max(8192L, 2L * content.length));
        // Where the length was announced, the last array has it: a single image is not copied.
        int size = (int) Math.max(needed, Math.min(most, wanted));
        if (givenBack || !budget.take(size)) {
            return false;
        }
        taken = size;
        int old = content.length;
        content = Arrays.copyOf(content, size);
        budget.used().addAndGet(-old);
        return true;
    }

    private synchronized void finish() {
        whole.complete(ByteBuffer.wrap(content, 0, length));
    }

    /** Gives the memory back; the caller holds nothing of the body any more. */
    synchronized void release() {
        if (!givenBack) {
            givenBack = true;
            content = new byte[0];
            budget.used().addAndGet(-taken);
        }
    }

    static RequestException busy() {
        return new RequestException(
                ErrorKind.BUSY, "The server holds too many uploads; try again soon");
    }

    private RequestException tooLong() {
        return new RequestException(
                ErrorKind.TOO_LARGE,
                "The body is larger than the %,d bytes that this server reads (--max-bytes)",
                limit);
    }
}
