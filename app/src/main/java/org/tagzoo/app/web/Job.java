package org.tagzoo.app.web;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.explain.Explanation;
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
    private ByteBuffer content;
    private RgbImage image;

    /**
     * @param content part of the request's body, which stays until it is {@link #read}
     */
    private Job(ByteBuffer content) {
        this.content = content;
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

    final RgbImage image() {
        return image;
    }

    /** Keeps the pixels in place of the bytes. */
    final void decoded(RgbImage pixels) {
        image = pixels;
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

        private final Optional<String> domain;

        Tagging(ByteBuffer content) {
            this(content, Optional.empty());
        }

        /**
         * @param domain of the image, if it is known
         */
        Tagging(ByteBuffer content, Optional<String> domain) {
            super(content);
            this.domain = domain;
        }

        Optional<String> domain() {
            return domain;
        }
    }

    /** An image whose heat maps are wanted. */
    static final class Explaining extends Job<Explanation> {

        Explaining(ByteBuffer content) {
            super(content);
        }
    }
}
