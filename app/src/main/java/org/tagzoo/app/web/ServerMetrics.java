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
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What a server counts, in the text that Prometheus reads. Safe for several threads. */
final class ServerMetrics {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    private final Counter requests =
            Counter.builder()
                    .name("tagzoo_requests_total")
                    .help("Requests that were answered, by path and HTTP status.")
                    .labelNames("path", "status")
                    .register(registry);

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

    private final Counter images =
            Counter.builder()
                    .name("tagzoo_images_total")
                    .help("Images that got tags or heat maps.")
                    .register(registry);

    private final Counter errors =
            Counter.builder()
                    .name("tagzoo_errors_total")
                    .help("Requests and images that got none, by kind.")
                    .labelNames("kind")
                    .register(registry);

    /** Says where the length of the queue is read. */
    void queue(IntSupplier length) {
        GaugeWithCallback.builder()
                .name("tagzoo_queue_length")
                .help("Images under way: being decoded, waiting, or in the network.")
                .callback(gauge -> gauge.call(length.getAsInt()))
                .register(registry);
    }

    /** Says where the memory that uploads take is read. */
    void uploads(LongSupplier bytes) {
        GaugeWithCallback.builder()
                .name("tagzoo_upload_bytes")
                .help("Memory that holds the bodies of requests until their images are decoded.")
                .callback(gauge -> gauge.call((double) bytes.getAsLong()))
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
