package org.tagzoo.app.web;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.tagzoo.datasets.check.Check;
import picocli.CommandLine.Option;

/**
 * How a server runs, as a program or a command line says it: what is not set is as the fields say.
 * Not changed once a server has it.
 */
public final class ServerOptions {

    /** The most parts of a form that are read as images. */
    private static final int MAX_PARTS = 32;

    String host = "127.0.0.1";
    int port = 8080;
    int batchSize = 4;
    int queue = 128;
    int maxBytes = 32 << 20;
    long maxPixels = 50_000_000;
    Duration timeout = Duration.ofSeconds(30);
    Set<String> allowedHosts = Set.of();
    Set<String> allowedOrigins = Set.of();
    Duration grace = Duration.ofSeconds(10);
    private Long uploadBytes;

    /** Sets the address that the server listens at, or a name of it. */
    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
    public ServerOptions optHost(String address) {
        host = address;
        return this;
    }

    /** Sets the port; 0 for any that is free. */
    @Option(names = "--port", paramLabel = "N", defaultValue = "8080")
    public ServerOptions optPort(int number) {
        port = number;
        return this;
    }

    /** Sets the most images that go through the network at once. */
    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "4")
    public ServerOptions optBatchSize(int images) {
        batchSize = images;
        return this;
    }

    /**
     * Sets the most images that are under way at once, those at the network included; beyond it
     * requests are refused with 503.
     */
    @Option(names = "--queue", paramLabel = "N", defaultValue = "128")
    public ServerOptions optQueue(int images) {
        queue = images;
        return this;
    }

    /** Sets the most bytes of an image, and of a request's body that holds images as they are. */
    @Option(names = "--max-bytes", paramLabel = "N", defaultValue = "33554432")
    public ServerOptions optMaxBytes(int bytes) {
        maxBytes = bytes;
        return this;
    }

    /**
     * Sets what the bodies of all requests may take together, from their first byte until their
     * images are decoded. Default: a quarter of the heap, but never less than one body needs while
     * it grows.
     */
    ServerOptions optUploadBytes(long bytes) {
        uploadBytes = bytes;
        return this;
    }

    /** Sets the most pixels of an image, as stored. */
    @Option(names = "--max-pixels", paramLabel = "N", defaultValue = "50000000")
    public ServerOptions optMaxPixels(long pixels) {
        maxPixels = pixels;
        return this;
    }

    /** Limits a request, in seconds, as {@link #optTimeout}. */
    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30")
    void optSeconds(double seconds) {
        optTimeout(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** Limits a request, from its headers to its answer, and a body alone. */
    public ServerOptions optTimeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /** Sets names by which clients may ask for the server besides its own. */
    @Option(names = "--allow-host", paramLabel = "NAME")
    public ServerOptions optAllowedHosts(Collection<String> names) {
        allowedHosts = Set.copyOf(names);
        return this;
    }

    /**
     * Sets the origins whose pages may use the server, such as {@code https://example.org}; {@code
     * *} for all.
     */
    @Option(names = "--allow-origin", paramLabel = "ORIGIN")
    public ServerOptions optAllowedOrigins(Collection<String> origins) {
        allowedOrigins = Set.copyOf(origins);
        return this;
    }

    /** Sets how long requests under way are waited for when the server stops. */
    ServerOptions optGrace(Duration limit) {
        grace = limit;
        return this;
    }

    /**
     * Returns these options.
     *
     * @throws IllegalArgumentException if a number is out of range; the message says which
     */
    public ServerOptions check() {
        Check.within("--port", port, 0, 65_535);
        Check.within("--batch-size", batchSize, 1, 1024);
        Check.within("--queue", queue, 1, 100_000);
        Check.within("--max-bytes", maxBytes, 1, 1 << 28);
        Check.within("--max-pixels", (double) maxPixels, 1, 100_000_000);
        for (String origin : allowedOrigins) {
            Check.that(
                    origin.matches("\\*|https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?"),
                    "--allow-origin",
                    "a scheme and host such as https://example.org, or *",
                    origin);
        }
        double seconds = timeout.toMillis() / 1000.0;
        Check.that(
                seconds >= 0.01 && seconds <= 3600, "--timeout", "0.01 to 3600 seconds", seconds);
        return this;
    }

    long uploadBytes() {
        // A body in base64, the smaller array that it grew from, and the images in it.
        long least = 4L * maxBytes + (1 << 18);
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return uploadBytes == null ? Math.max(quarter, least) : uploadBytes;
    }

    /** Returns the address that the server listens at, or a name of it. */
    public String host() {
        return host;
    }

    /** Returns how many images one request can hold. */
    int imagesPerRequest() {
        return Math.min(MAX_PARTS, queue);
    }

    /** Returns how many of the images under way may wait for heat maps. */
    int heatQueue() {
        return Math.max(1, queue / 4);
    }
}
