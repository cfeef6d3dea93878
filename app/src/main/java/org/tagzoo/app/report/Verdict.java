package org.tagzoo.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Task;

/** What the table says, in one or two sentences, and no more than the intervals allow. */
final class Verdict {

    private Verdict() {}

    /** Whether a row has a metric to be ranked by. */
    static boolean hasFirst(Row row) {
        return row.first() != null && Double.isFinite(row.first());
    }

    /**
     * The sentences, task by task; empty if no row has a metric to be ranked by. In a table without
     * differences intervals alone decide what is significant, which finds fewer differences.
     */
    static Optional<String> of(Table table) {
        return table.tasks().stream()
                .flatMap(task -> of(table, task))
                .reduce((one, other) -> one + " " + other);
    }

    private static Stream<String> of(Table table, Task task) {
        Metric first = task.firstMetric();
        List<Row> ranked =
                table.rows().stream()
                        .filter(row -> row.predicts(task) && hasFirst(row))
                        .sorted(Comparator.comparing(Row::first).reversed())
                        .toList();
        if (ranked.isEmpty()) {
            return Stream.empty();
        }
        Row best = ranked.get(0);
        Row.Result result = best.result();
        String interval =
                result.low() == null || result.high() == null
                        ? ""
                        : " (95%% interval %s to %s)"
                                .formatted(
                                        FigureFormat.FIGURE.show(result.low()),
                                        FigureFormat.FIGURE.show(result.high()));
        String baseline =
                table.baselines().stream()
                        .filter(b -> Double.isFinite(b.metrics().find(first).orElse(Double.NaN)))
                        .max(Comparator.comparingDouble(b -> b.metrics().get(first)))
                        .map(
                                b ->
                                        " The best baseline, %s, reaches %s."
                                                .formatted(
                                                        b.name(),
                                                        FigureFormat.FIGURE.show(
                                                                b.metrics().get(first))))
                        .orElse("");
        List<RowDifference> differences = table.differences(task);
        return Stream.of(
                "Highest %s on test: %s, %s%s.%s%s"
                        .formatted(
                                first.heading(),
                                best.name(),
                                FigureFormat.FIGURE.show(best.first()),
                                interval,
                                differences.isEmpty() ? overlap(ranked) : within(differences),
                                baseline));
    }

    /** The others are lower, so only their upper ends can reach. */
    private static String overlap(List<Row> ranked) {
        Double low = ranked.get(0).result().low();
        String near =
                ranked.stream()
                        .skip(1)
                        .filter(row -> low != null && row.result().high() != null)
                        .filter(row -> row.result().high() >= low)
                        .map(Row::name)
                        .collect(Collectors.joining(", "));
        return near.isEmpty()
                ? ""
                : " Its interval overlaps with that of "
                        + near
                        + ": their order may be due to chance.";
    }

    private static String within(List<RowDifference> differences) {
        String near =
                differences.stream()
                        .filter(difference -> !difference.isSignificant())
                        .map(RowDifference::row)
                        .collect(Collectors.joining(", "));
        return near.isEmpty()
                ? " On these images its lead over every other row is significant."
                : " Its lead over " + near + " is not significant.";
    }
}
