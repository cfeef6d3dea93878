package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Writes the body of an answer to a file in the thread that asked for it; unlike the JDK's own
 * ways, with a limit on size, and on how slowly it may come. Closing it ends the connection if more
 * would come.
 */
final class BodyReader implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    /**
     * What came.
     *
     * @param bytes empty at the end
     * @param isEnd whether this was all
     * @param failure of the connection at its end; null if there was none
     */
    private record Piece(List<ByteBuffer> bytes, boolean isEnd, Throwable failure) {}

    // Only one piece is asked for at a time, so that this holds two at most, the end being one.
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final HttpLimits limits;
    private volatile Flow.Subscription subscription;

    BodyReader(Flow.Publisher<List<ByteBuffer>> body, HttpLimits limits) {
        this.limits = limits;
        body.subscribe(this);
    }

    /**
     * Appends the whole body.
     *
     * @param size of the file before
     * @param mostBytes of the file after
     * @param progress told of the file's size
     * @throws BodyException if it is cut, stalls or is too long; what came before is in the file
     */
    void copy(FileChannel out, long size, long mostBytes, LongConsumer progress)
            throws IOException, InterruptedException {
        long written = size;
        long window = limits.window().toNanos();
        long windowStart = System.nanoTime();
        long windowSize = size;
        while (true) {
            long left = windowStart + window - System.nanoTime();
            Piece piece = pieces.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (piece == null) {
                if (written - windowSize < limits.leastBytes()) {
                    String message = "only %d bytes came within %d s";
                    throw BodyException.cut(
                            message.formatted(written - windowSize, limits.window().toSeconds()),
                            null);
                }
                windowStart = System.nanoTime();
                windowSize = written;
            } else if (piece.isEnd()) {
                if (piece.failure() != null) {
                    String message = "the connection broke off after %d bytes (%s)";
                    throw BodyException.cut(
                            message.formatted(written, NetworkReason.of(piece.failure(), limits)),
                            piece.failure());
                }
                return;
            } else {
                for (ByteBuffer bytes : piece.bytes()) {
                    written += bytes.remaining();
                    if (written > mostBytes) {
                        throw BodyException.tooLong(mostBytes);
                    }
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                }
                progress.accept(written);
                subscription.request(1);
            }
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(bytes, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(List.of(), true, null));
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
