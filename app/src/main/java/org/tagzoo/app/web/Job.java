package org.tagzoo.app.web;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;

/**
 * A job: one image on its way through the server: bytes, then pixels, then a result.
 *
 * @param <T> what is wanted of it
 */
abstract class Job<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final Map<String, String> fields;
    private ByteBuffer content;
    private KnownImage image;

    /**
     * @param content part of the request's body, which stays until it is {@link #read}
     * @param fields what else the request says of the image
     */
    private Job(ByteBuffer content, Map<String, String> fields) {
        this.content = content;
        this.fields = fields;
    }

    /** Returns what the request says of the image besides its bytes. */
    final Map<String, String> fields() {
        return fields;
    }

    /**
     * What is wanted; whoever no longer wants it cancels it, and it is passed over at the next
     * step.
     */
    final CompletableFuture<T> result() {
        return result;
    }

    /** Completed when the bytes of the image are needed no more. */
    final CompletableFuture<Void> read() {
        return read;
    }

    /** Says what to do when the server holds nothing of the image any more. */
    final void onLeft(Runnable action) {
        // Actions don't fail, and nobody waits for them.
        var unused = left.thenRun(action);
    }

    /** Returns the bytes of the image: the body's array where it holds no more, else a copy. */
    final byte[] content() {
        byte[] array = content.array();
        if (content.remaining() == array.length) {
            return array;
        }
        int from = content.arrayOffset() + content.position();
        return Arrays.copyOfRange(array, from, from + content.remaining());
    }

    final KnownImage image() {
        return image;
    }

    /** Keeps what the network takes in place of the bytes. */
    final void decoded(KnownImage seen) {
        image = seen;
        content = null;
        read.complete(null);
    }

    final void succeed(T value) {
        result.complete(value);
        leave();
    }

    final void fail(Throwable reason) {
        result.completeExceptionally(reason);
        leave();
    }

    /** Lets go of the image where nobody wants a result any more. */
    final boolean unwanted() {
        if (!result.isDone()) {
            return false;
        }
        leave();
        return true;
    }

    private void leave() {
        content = null;
        image = null;
        read.complete(null);
        left.complete(null);
    }

    /** An image whose tags are wanted; several go through the network at once. */
    static final class Tagging extends Job<Tags> {

        Tagging(ByteBuffer content, Map<String, String> fields) {
            super(content, fields);
        }
    }

    /** An image whose heat maps are wanted. */
    static final class Explaining extends Job<Explanation> {

        Explaining(ByteBuffer content, Map<String, String> fields) {
            super(content, fields);
        }
    }
}
