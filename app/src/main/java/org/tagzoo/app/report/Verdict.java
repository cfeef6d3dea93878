package org.tagzoo.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the table says, in one or two sentences, and no more than the intervals allow. */
final class Verdict {

    private Verdict() {}

    /**
     * The sentences; empty if no row has an F1.
     *
     * @param differences of the other rows from the best; empty: intervals alone decide what may be
     *     chance, which finds fewer differences
     */
    static Optional<String> of(Table table, List<RowDifference> differences) {
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
        text.append(differences.isEmpty() ? overlap(ranked) : within(differences));
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

    private static String overlap(List<Row> ranked) {
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

    private static String within(List<RowDifference> differences) {
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
        Object high = TableColumn.F1_HIGH.value(other);
        Object low = TableColumn.F1_LOW.value(best);
        return high != null && low != null && (Double) high >= (Double) low;
    }
}
