package org.tagzoo.app.inference;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;

/**
 * An export that was checked, whose network is loaded on a thread of its own: whoever has images to
 * decode does so meanwhile. For one thread at a time.
 */
public final class LoadingExport implements AutoCloseable {

    /**
     * No UncheckedIOException: results may be on their way to a file, whose writer would take that
     * for its own.
     */
    private static final class NoNetworkException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NoNetworkException(IOException reason) {
            super(reason.getMessage(), reason);
        }
    }

    private final FutureTask<OpenExport> network;

    private LoadingExport(FutureTask<OpenExport> network) {
        this.network = network;
    }

    /** Begins to load the network of an export that was opened. */
    public static LoadingExport of(Export export, Device device) {
        FutureTask<OpenExport> network = new FutureTask<>(() -> OpenExport.of(export, device));
        Thread thread = new Thread(network, "tagzoo-network");
        thread.setDaemon(true);
        thread.start();
        return new LoadingExport(network);
    }

    /**
     * As {@link OpenExport#tag}, once the network is there.
     *
     * @throws IllegalStateException if the engine can't load the network; the message says why
     */
    public List<Tags> tag(List<KnownImage> images) {
        return network().tag(images);
    }

    /**
     * Waits until the network is there, for whoever had no image to {@link #tag}.
     *
     * @throws IllegalStateException if the engine can't load it; the message says why
     */
    public void requireLoaded() {
        network();
    }

    private OpenExport network() {
        try {
            return network.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the network was loaded", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw new NoNetworkException(failed);
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** Waits until the network is there: it can't be freed before. */
    @Override
    public void close() {
        try (OpenExport loaded = network.get()) {
            assert loaded != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // There is nothing to close, and whoever needed the network was told.
            return;
        }
    }
}
