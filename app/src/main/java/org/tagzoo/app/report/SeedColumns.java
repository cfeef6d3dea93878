package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Task;

/** How the table shows what several training seeds gave: the first metric's spread. */
final class SeedColumns {

    private static final List<String> FIGURES = List.of("Mean", "StandardDeviation", "Min", "Max");

    private SeedColumns() {}

    /** Whether any row was trained with several seeds. */
    static boolean areIn(Table table) {
        return table.rows().stream().anyMatch(row -> row.spread() != null);
    }

    /** Returns the columns of {@code table.csv}: for each task four, and the number of seeds. */
    static List<String> headings(Table table) {
        List<String> headings = new ArrayList<>();
        for (Task task : table.tasks()) {
            FIGURES.forEach(figure -> headings.add(task.firstMetric().key() + figure));
        }
        headings.add("seeds");
        return headings;
    }

    /** The row's cells below the headings; all {@code null} for a row of one seed. */
    static List<Object> cells(Row row, Table table) {
        Spread spread = row.spread();
        List<Object> cells = new ArrayList<>();
        for (Task task : table.tasks()) {
            boolean isOwn = spread != null && task.equals(row.task());
            cells.add(isOwn ? spread.mean() : null);
            cells.add(isOwn ? spread.standardDeviation() : null);
            cells.add(isOwn ? spread.min() : null);
            cells.add(isOwn ? spread.max() : null);
        }
        cells.add(spread == null ? null : spread.n());
        return cells;
    }

    /** Mean, standard deviation and number of seeds; {@code null} for a row of one seed. */
    static String show(Row row) {
        Spread spread = row.spread();
        return spread == null
                ? null
                : String.format(
                        Locale.ROOT,
                        "%.3f ± %.3f (%d)",
                        spread.mean(),
                        spread.standardDeviation(),
                        spread.n());
    }
}
