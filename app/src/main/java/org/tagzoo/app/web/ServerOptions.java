package org.tagzoo.app.web;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * How a server runs.
 *
 * @param host address that it listens at, or a name of it
 * @param port 0 for any that is free
 * @param batchSize the most images that go through the network at once
 * @param queue the most images that are under way at once, those at the network included; beyond it
 *     requests are refused with 503
 * @param maxBytes of the body of a request
 * @param uploadBytes that the bodies of all requests may take together, from their first byte until
 *     their images are decoded
 * @param maxPixels of an image, as stored
 * @param timeout of a request, from its headers to its answer, and of a body alone
 * @param allowedHosts names by which clients may ask for the server besides its own
 * @param grace how long requests under way are waited for when the server stops
 */
public record ServerOptions(
        String host,
        int port,
        int batchSize,
        int queue,
        int maxBytes,
        long uploadBytes,
        long maxPixels,
        Duration timeout,
        Set<String> allowedHosts,
        Duration grace) {

    public static final ServerOptions DEFAULT = builder().build();

    /** The most parts of a form that are read as images. */
    static final int MAX_PARTS = 32;

    public ServerOptions {
        requireWithin("--port", port, 0, 65_535);
        requireWithin("--batch-size", batchSize, 1, 1024);
        requireWithin("--queue", queue, 1, 100_000);
        requireWithin("--max-bytes", maxBytes, 1, 1 << 28);
        requireWithin("--max-pixels", maxPixels, 1, 100_000_000);
        requireWithin("uploadBytes", uploadBytes, 2L * maxBytes, Long.MAX_VALUE);
        requireWithin("grace in milliseconds", grace.toMillis(), 0, 600_000);
        if (timeout.toMillis() < 10 || timeout.toMillis() > 3_600_000) {
            throw new IllegalArgumentException(
                    "--timeout must be 0.01 to 3600 seconds, not " + timeout.toMillis() / 1000.0);
        }
        allowedHosts = Set.copyOf(allowedHosts);
    }

    private static void requireWithin(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, not %d".formatted(option, min, max, value));
        }
    }

    /** Returns how many images one request can hold. */
    int imagesPerRequest() {
        return Math.min(MAX_PARTS, queue);
    }

    /** Returns how many of the images under way may wait for heat maps. */
    int heatQueue() {
        return Math.max(1, queue / 4);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets what shall not be as in {@link #DEFAULT}. */
    public static final class Builder {

        private String host = "127.0.0.1";
        private int port = 8080;
        private int batchSize = 4;
        private int queue = 128;
        private int maxBytes = 32 << 20;
        private long uploadBytes;
        private long maxPixels = 50_000_000;
        private Duration timeout = Duration.ofSeconds(30);
        private Set<String> allowedHosts = Set.of();
        private Duration grace = Duration.ofSeconds(10);

        private Builder() {}

        public Builder optHost(String address) {
            this.host = address;
            return this;
        }

        public Builder optPort(int number) {
            this.port = number;
            return this;
        }

        public Builder optBatchSize(int images) {
            this.batchSize = images;
            return this;
        }

        public Builder optQueue(int images) {
            this.queue = images;
            return this;
        }

        public Builder optMaxBytes(int bytes) {
            this.maxBytes = bytes;
            return this;
        }

        /** Default: a quarter of the heap, but never less than one body needs while it grows. */
        public Builder optUploadBytes(long bytes) {
            this.uploadBytes = bytes;
            return this;
        }

        public Builder optMaxPixels(long pixels) {
            this.maxPixels = pixels;
            return this;
        }

        public Builder optTimeout(Duration limit) {
            this.timeout = limit;
            return this;
        }

        public Builder optAllowedHosts(Collection<String> names) {
            this.allowedHosts = Set.copyOf(names);
            return this;
        }

        public Builder optGrace(Duration limit) {
            this.grace = limit;
            return this;
        }

        /**
         * @throws IllegalArgumentException if a number is out of range; the message says which
         */
        public ServerOptions build() {
            long quarter = Math.max(Runtime.getRuntime().maxMemory() / 4, 2L * maxBytes);
            return new ServerOptions(
                    host,
                    port,
                    batchSize,
                    queue,
                    maxBytes,
                    uploadBytes == 0 ? quarter : uploadBytes,
                    maxPixels,
                    timeout,
                    allowedHosts,
                    grace);
        }
    }
}
