package org.tagzoo.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.app.report.OneLine;
import org.tagzoo.app.report.TextWidth;

/** What was measured as two tables for a terminal: what devices reach, and what networks do. */
public final class BenchTable {

    private static final String GAP = "  ";
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
                String.format(
                        Locale.ROOT,
                        "%s, %d processors, %d threads, PyTorch %s, TagZoo %s%n",
                        OneLine.of(machine.processor()),
                        machine.processors(),
                        machine.threads(),
                        machine.pytorch(),
                        machine.tagzoo()));
        out.append(
                String.format(
                        Locale.ROOT,
                        "images of %d x %d, batches of %d, %d labels, %s%n%n",
                        settings.imageSize(),
                        settings.imageSize(),
                        settings.batchSize(),
                        settings.labels(),
                        settings.format().name().toLowerCase(Locale.ROOT)));
        if (!result.limits().isEmpty()) {
            out.append("What the device reaches in matrix products, and when it copies memory\n\n");
            table(out, LIMIT_HEADINGS, 2, result.limits().stream().map(BenchTable::cells).toList());
            out.append('\n');
        }
        table(out, ROW_HEADINGS, 4, result.rows().stream().map(BenchTable::cells).toList());
        notes(out, result);
        return out.toString();
    }

    private static void notes(StringBuilder out, BenchResult result) {
        out.append('\n');
        for (BenchRow row : result.rows()) {
            row.error()
                    .ifPresent(
                            error ->
                                    out.append(
                                            "%s, %s, %s, %s failed: %s\n"
                                                    .formatted(
                                                            row.model(),
                                                            row.device(),
                                                            BenchSettings.name(row.precision()),
                                                            row.work().label(),
                                                            OneLine.of(error))));
        }
        result.notes().forEach(note -> out.append(OneLine.of(note)).append('\n'));
    }

    private static List<String> cells(DeviceLimit limit) {
        String name = limit.device();
        return List.of(
                name.equals(limit.product()) || limit.product().isEmpty()
                        ? name
                        : "%s (%s)".formatted(name, OneLine.of(limit.product())),
                BenchSettings.name(limit.precision()),
                figure(limit.gigaflops().median()),
                span(Optional.of(limit.gigaflops())),
                figure(limit.copyGigabytes().median()),
                span(Optional.of(limit.copyGigabytes())));
    }

    private static List<String> cells(BenchRow row) {
        return List.of(
                row.model(),
                row.device(),
                BenchSettings.name(row.precision()),
                row.work().label(),
                row.error().isPresent() ? "failed" : figure(row.rate()),
                span(row.imagesPerSecond()),
                row.latency().map(found -> millis(found.median())).orElse(NONE),
                row.latency().map(found -> millis(found.p99())).orElse(NONE),
                figure(row.gigaflops()),
                row.shareOfLimit().isPresent()
                        ? String.format(Locale.ROOT, "%.2f", row.shareOfLimit().getAsDouble())
                        : NONE,
                row.peakMemory().isPresent()
                        ? "%d MB".formatted(row.peakMemory().getAsLong() / 1_000_000)
                        : NONE);
    }

    private static String span(Optional<Quartiles> found) {
        return found.map(each -> figure(each.lower()) + "-" + figure(each.upper())).orElse(NONE);
    }

    private static String figure(OptionalDouble value) {
        return value.isPresent() ? figure(value.getAsDouble()) : NONE;
    }

    /** Three digits or all before the point. */
    private static String figure(double value) {
        String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : "%.1f", value);
    }

    /** Words begin, numbers end, where their column does. */
    private static void table(
            StringBuilder out, List<String> headings, int words, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings);
        lines.addAll(rows);
        int[] widths = new int[headings.size()];
        int whole = GAP.length() * (widths.length - 1);
        for (int i = 0; i < widths.length; i++) {
            for (List<String> line : lines) {
                widths[i] = Math.max(widths[i], TextWidth.of(line.get(i)));
            }
            whole += widths[i];
        }
        for (List<String> line : lines) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                cells.add(TextWidth.pad(line.get(i), widths[i], i >= words));
            }
            out.append(String.join(GAP, cells).stripTrailing()).append('\n');
            if (line == headings) {
                out.append("-".repeat(whole)).append('\n');
            }
        }
    }
}
