package org.tagzoo.app.inference;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;

/**
 * An export that was checked, whose network is loaded on a thread of its own: whoever has images to
 * decode does so meanwhile. For one thread at a time.
 */
public final class LoadingExport implements AutoCloseable {

    private final ExportDescription description;
    private final FutureTask<OpenExport> network;

    private LoadingExport(ExportDescription description, FutureTask<OpenExport> network) {
        this.description = description;
        this.network = network;
    }

    /**
     * Opens an export and begins to load its network.
     *
     * @param path its folder, or a zip of it
     * @throws org.tagzoo.zoo.export.ExportException if it is none
     */
    public static LoadingExport open(Path path, Device device) throws IOException {
        Export export = Export.open(path);
        FutureTask<OpenExport> network = new FutureTask<>(() -> OpenExport.of(export, device));
        Thread thread = new Thread(network, "tagzoo-network");
        thread.setDaemon(true);
        thread.start();
        return new LoadingExport(export.description(), network);
    }

    /** Returns what the export says of its network. */
    public ExportDescription description() {
        return description;
    }

    /**
     * As {@link OpenExport#tag}, once the network is there.
     *
     * @throws UncheckedIOException if the engine can't load the network; the message says why
     */
    public List<Tags> tag(List<KnownImage> images) {
        return network().tag(images);
    }

    private OpenExport network() {
        try {
            return network.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the network was loaded", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw new UncheckedIOException(failed);
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
