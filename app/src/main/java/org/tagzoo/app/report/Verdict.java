package org.tagzoo.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Task;

/** What the table says, in one or two sentences, and no more than the intervals allow. */
final class Verdict {

    private final Table table;
    private final Task task;
    private final List<RowDifference> differences;
    private final List<Row> ranked;

    private Verdict(Table table, Task task, List<RowDifference> differences) {
        this.table = table;
        this.task = task;
        this.differences = differences.stream().filter(d -> d.task().equals(task)).toList();
        this.ranked =
                table.rows().stream()
                        .filter(row -> row.task().equals(task) && hasFirst(row))
                        .sorted(Comparator.comparing(Row::first).reversed())
                        .toList();
    }

    /** Whether a row has a figure to be ranked by. */
    static boolean hasFirst(Row row) {
        return row.first() != null && Double.isFinite(row.first());
    }

    /**
     * The sentences, task by task; empty if no row has a figure to be ranked by.
     *
     * @param differences of the other rows from the best; empty: intervals alone decide what may be
     *     chance, which finds fewer differences
     */
    static Optional<String> of(Table table, List<RowDifference> differences) {
        String text =
                table.tasks().stream()
                        .map(task -> new Verdict(table, task, differences))
                        .filter(verdict -> !verdict.ranked.isEmpty())
                        .map(Verdict::text)
                        .collect(Collectors.joining(" "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private String text() {
        Metric first = task.firstMetric();
        Row best = ranked.get(0);
        StringBuilder text = new StringBuilder();
        text.append("Highest %s on test: ".formatted(first.heading())).append(best.name());
        text.append(", ").append(FigureFormat.FIGURE.show(best.first()));
        if (best.result().low() != null && best.result().high() != null) {
            text.append(" (95% interval ")
                    .append(FigureFormat.FIGURE.show(best.result().low()))
                    .append(" to ")
                    .append(FigureFormat.FIGURE.show(best.result().high()))
                    .append(")");
        }
        text.append('.');
        text.append(differences.isEmpty() ? overlap() : within());
        table.baselines().stream()
                .filter(b -> Double.isFinite(b.metrics().find(first).orElse(Double.NaN)))
                .max(Comparator.comparingDouble(b -> b.metrics().get(first)))
                .ifPresent(
                        b ->
                                text.append(" The best rule that looks at no image, ")
                                        .append(b.name())
                                        .append(", reaches ")
                                        .append(FigureFormat.FIGURE.show(b.metrics().get(first)))
                                        .append('.'));
        return text.toString();
    }

    private String overlap() {
        List<String> near =
                ranked.stream()
                        .skip(1)
                        .filter(r -> overlap(r, ranked.get(0)))
                        .map(Row::name)
                        .toList();
        return near.isEmpty()
                ? ""
                : " Its interval overlaps with that of "
                        + String.join(", ", near)
                        + ": their order may be chance.";
    }

    private String within() {
        List<String> near =
                differences.stream()
                        .filter(d -> !d.paired().micro().isOutsideChance())
                        .map(RowDifference::row)
                        .toList();
        return near.isEmpty()
                ? " On these images its lead over every other row is outside of chance."
                : " Its lead over " + String.join(", ", near) + " may be chance.";
    }

    /** The other is the lower one, so only its upper end can reach. */
    private static boolean overlap(Row other, Row best) {
        Double high = other.result().high();
        Double low = best.result().low();
        return high != null && low != null && high >= low;
    }
}
