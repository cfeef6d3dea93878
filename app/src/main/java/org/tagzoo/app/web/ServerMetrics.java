package org.tagzoo.app.web;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/** What a server counts, in the text that Prometheus reads. Safe for several threads. */
final class ServerMetrics {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    private final Counter requests =
            counter(
                    "tagzoo_requests_total",
                    "Requests that were answered, by path and HTTP status.",
                    "path",
                    "status");

    private final Counter images =
            counter("tagzoo_images_total", "Images that got tags or heat maps.");

    private final Counter errors =
            counter("tagzoo_errors_total", "Requests and images that got none, by kind.", "kind");

    private final Histogram seconds =
            Histogram.builder()
                    .name("tagzoo_request_seconds")
                    .help("Time from a request's headers to its answer.")
                    .classicOnly()
                    .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
                    .labelNames("path")
                    .register(registry);

    private final Histogram batches =
            Histogram.builder()
                    .name("tagzoo_batch_size")
                    .help("Images that went through the network at once.")
                    .classicOnly()
                    .classicUpperBounds(1, 2, 4, 8, 16, 32, 64)
                    .register(registry);

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** Says where a number is read that rises and falls. */
    void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call((double) value.getAsLong()))
                .register(registry);
    }

    /**
     * @param path one of the server's own, never a client's text
     */
    void request(String path, int status, double elapsedSeconds) {
        requests.labelValues(path, Integer.toString(status)).inc();
        seconds.labelValues(path).observe(elapsedSeconds);
    }

    void batch(int images) {
        batches.observe(images);
    }

    void image() {
        images.inc();
    }

    void error(ErrorKind kind) {
        errors.labelValues(kind.label()).inc();
    }

    /** Returns all of it as text. */
    String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
