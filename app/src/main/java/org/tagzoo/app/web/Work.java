package org.tagzoo.app.web;

import java.util.concurrent.CompletableFuture;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.export.Tags;

/**
 * One picture on its way through the server: bytes, then pixels, then a result.
 *
 * @param <T> what is wanted of it
 */
abstract class Work<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private byte[] content;
    private RgbImage picture;

    private Work(byte[] content) {
        this.content = content;
    }

    /**
     * What is wanted; whoever no longer wants it cancels it, and it is passed over at the next
     * step.
     */
    final CompletableFuture<T> result() {
        return result;
    }

    /** Says what to do when the server holds nothing of the picture any more. */
    final void onLeft(Runnable action) {
        // Actions don't fail, and nobody waits for them.
        var unused = left.thenRun(action);
    }

    final byte[] content() {
        return content;
    }

    final RgbImage picture() {
        return picture;
    }

    /** Keeps the pixels in place of the bytes. */
    final void decoded(RgbImage pixels) {
        picture = pixels;
        content = null;
    }

    final void succeed(T value) {
        result.complete(value);
        leave();
    }

    final void fail(Throwable reason) {
        result.completeExceptionally(reason);
        leave();
    }

    /** Lets go of the picture where nobody wants a result any more. */
    final boolean unwanted() {
        if (!result.isDone()) {
            return false;
        }
        leave();
        return true;
    }

    private void leave() {
        content = null;
        picture = null;
        left.complete(null);
    }

    /** A picture whose tags are wanted; several go through the network at once. */
    static final class Tagging extends Work<Tags> {

        Tagging(byte[] content) {
            super(content);
        }
    }

    /** A picture whose heat maps are wanted. */
    static final class Explaining extends Work<Explanation> {

        Explaining(byte[] content) {
            super(content);
        }
    }
}
