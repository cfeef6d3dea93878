package org.tagzoo.app.progress;

import java.util.function.Consumer;
import org.tagzoo.zoo.registry.FetchListener;

/** Shows downloads of weights: what is fetched from where, and how far it is, in megabytes. */
public final class FetchProgress implements FetchListener {

    private static final int MEGABYTE = 1_000_000;

    private final Consumer<String> log;
    private Progress progress;
    private long startMegabytes;
    private long shownMegabytes;

    /**
     * @param log is told, in one line each, what is fetched and why that fails
     */
    public FetchProgress(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public synchronized void note(String line) {
        end("");
        log.accept(line);
    }

    /** Counts from where this download started: what an earlier one left came at another pace. */
    @Override
    public synchronized void progress(String file, long bytes, long totalBytes) {
        long megabytes = bytes / MEGABYTE;
        if (progress == null) {
            startMegabytes = megabytes;
            shownMegabytes = megabytes;
            long total = totalBytes <= 0 ? 0 : totalBytes / MEGABYTE - startMegabytes;
            progress = Progress.start(file, total, "MB");
        }
        // Fewer when a connection broke and the server began anew.
        if (megabytes > shownMegabytes) {
            progress.step((int) (megabytes - shownMegabytes));
            shownMegabytes = megabytes;
        }
    }

    @Override
    public synchronized void end(String file) {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
