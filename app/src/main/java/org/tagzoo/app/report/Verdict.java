package org.tagzoo.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the table says, in one or two sentences, and no more than the intervals allow. */
final class Verdict {

    private Verdict() {}

    /** The sentences; empty if no row has an F1. */
    static Optional<String> of(Table table) {
        List<Row> ranked =
                table.rows().stream()
                        .filter(r -> TableColumn.F1.value(r) != null)
                        .sorted(Comparator.comparing(Row::f1).reversed())
                        .toList();
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        Row best = ranked.get(0);
        StringBuilder text = new StringBuilder();
        text.append("Highest F1 on test: ").append(best.name());
        text.append(", ").append(TableColumn.F1.show(best));
        if (TableColumn.INTERVAL.value(best) != null) {
            text.append(" (95% interval ")
                    .append(TableColumn.F1_LOW.show(best))
                    .append(" to ")
                    .append(TableColumn.F1_HIGH.show(best))
                    .append(")");
        }
        text.append('.');
        List<String> near =
                ranked.stream().skip(1).filter(r -> overlap(r, best)).map(Row::name).toList();
        if (!near.isEmpty()) {
            text.append(" Its interval overlaps with that of ")
                    .append(String.join(", ", near))
                    .append(": their order may be chance.");
        }
        table.baselines().stream()
                .filter(b -> Double.isFinite(b.f1()))
                .max(Comparator.comparingDouble(Table.Baseline::f1))
                .ifPresent(
                        b ->
                                text.append(" The best rule that looks at no image, ")
                                        .append(b.name())
                                        .append(", reaches ")
                                        .append(FigureFormat.FIGURE.show(b.f1()))
                                        .append('.'));
        return Optional.of(text.toString());
    }

    /** The other is the lower one, so only its upper end can reach. */
    private static boolean overlap(Row other, Row best) {
        Object high = TableColumn.F1_HIGH.value(other);
        Object low = TableColumn.F1_LOW.value(best);
        return high != null && low != null && (Double) high >= (Double) low;
    }
}
