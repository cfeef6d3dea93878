package org.tagzoo.app.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tagzoo.zoo.metric.Spread;

/** How the table shows what several training seeds gave. */
final class SeedColumns {

    /** The columns of {@code table.csv}. */
    static final List<String> HEADINGS =
            List.of("f1Mean", "f1StandardDeviation", "f1Min", "f1Max", "seeds");

    private SeedColumns() {}

    /** Whether any row was trained with several seeds. */
    static boolean areIn(Table table) {
        return table.rows().stream().anyMatch(row -> row.f1Spread() != null);
    }

    /** The row's cells below {@link #HEADINGS}; all {@code null} for a row of one seed. */
    static List<Object> cells(Row row) {
        Spread spread = row.f1Spread();
        return spread == null
                ? Arrays.asList(new Object[HEADINGS.size()])
                : List.of(
                        spread.mean(),
                        spread.standardDeviation(),
                        spread.min(),
                        spread.max(),
                        spread.n());
    }

    /** Mean, standard deviation and number of seeds; {@code null} for a row of one seed. */
    static String show(Row row) {
        Spread spread = row.f1Spread();
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
