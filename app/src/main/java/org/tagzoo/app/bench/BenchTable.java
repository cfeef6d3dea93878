package org.tagzoo.app.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tagzoo.app.report.OneLine;
import org.tagzoo.app.report.TextColumns;

/** What was measured as two tables for a terminal: what devices reach, and what networks do. */
public final class BenchTable {

    private static final String NONE = "-";

    private static final List<String> LIMIT_HEADINGS =
            List.of("device", "precision", "GFLOP/s", "quartiles", "copy GB/s", "quartiles");

    private static final List<String> ROW_HEADINGS =
            List.of(
                    "network",
                    "device",
                    "precision",
                    "work",
                    "images/s",
                    "quartiles",
                    "median ms",
                    "p99 ms",
                    "GFLOP/s",
                    "of limit",
                    "memory");

    private BenchTable() {}

    /** Returns the whole text, with a line end after it. */
    public static String render(BenchResult result) {
        StringBuilder out = new StringBuilder();
        Machine machine = result.machine();
        BenchSettings settings = result.settings();
        out.append(
                "%s, %d processors, %d threads, PyTorch %s, TagZoo %s\n"
                        .formatted(
                                OneLine.of(machine.processor()),
                                machine.processors(),
                                machine.threads(),
                                machine.pytorch(),
                                machine.tagzoo()));
        out.append(
                "images of %s, batches of %d, %d labels, %s\n\n"
                        .formatted(
                                settings.imageSize().inWords(),
                                settings.batchSize(),
                                settings.labels(),
                                settings.memoryFormat()));
        if (!result.limits().isEmpty()) {
            out.append("What the device reaches in matrix products, and when it copies memory\n\n");
            out.append(
                    table(
                            LIMIT_HEADINGS,
                            "llrrrr",
                            result.limits().stream().map(BenchTable::cells)));
            out.append('\n');
        }
        out.append(
                table(ROW_HEADINGS, "llllrrrrrrr", result.rows().stream().map(BenchTable::cells)));
        out.append('\n');
        for (BenchRow row : result.rows()) {
            if (row.error() != null) {
                out.append(
                        "%s, %s, %s, %s failed: %s\n"
                                .formatted(
                                        row.model(),
                                        row.device(),
                                        row.precision(),
                                        row.work().label(),
                                        OneLine.of(row.error())));
            }
        }
        result.notes().forEach(note -> out.append(OneLine.of(note)).append('\n'));
        return out.toString();
    }

    private static List<String> cells(BenchResult.DeviceLimit limit) {
        String name = limit.device();
        String product = limit.product();
        return List.of(
                name.equals(product) || product.isEmpty()
                        ? name
                        : "%s (%s)".formatted(name, OneLine.of(product)),
                limit.precision(),
                figure(limit.gigaflops().median()),
                span(limit.gigaflops()),
                figure(limit.copyGigabytes().median()),
                span(limit.copyGigabytes()));
    }

    private static List<String> cells(BenchRow row) {
        Quartiles.Latency latency = row.latency();
        return List.of(
                row.model(),
                row.device(),
                row.precision(),
                row.work().label(),
                row.error() == null ? figure(row.rate()) : "failed",
                span(row.rates()),
                latency == null ? NONE : millis(latency.median()),
                latency == null ? NONE : millis(latency.p99()),
                figure(row.gigaflops()),
                row.shareOfLimit() == null ? NONE : rounded("%.2f", row.shareOfLimit()),
                row.peakMemory() == null ? NONE : "%d MB".formatted(row.peakMemory() / 1_000_000));
    }

    private static String span(Quartiles found) {
        return found == null ? NONE : figure(found.lower()) + "-" + figure(found.upper());
    }

    /** Three digits or all before the point. */
    private static String figure(Double value) {
        return value == null
                ? NONE
                : rounded(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }

    private static String millis(double value) {
        return rounded(value < 9.995 ? "%.2f" : "%.1f", value);
    }

    private static String rounded(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String table(List<String> headings, String sides, Stream<List<String>> rows) {
        return TextColumns.of(sides, Stream.concat(Stream.of(headings), rows).toList());
    }
}
