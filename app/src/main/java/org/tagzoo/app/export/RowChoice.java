package org.tagzoo.app.export;

import java.io.IOException;
import java.util.Optional;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Evaluation;

/**
 * The row that is exported.
 *
 * @param results its files
 * @param validationF1 micro F1 on validation at its one threshold
 * @param isBest whether it was chosen for that, and not by its name
 */
record RowChoice(RowResults results, double validationF1, boolean isBest) {

    /** Stands for the row with the highest micro F1 on validation. */
    static final String BEST = "best";

    /**
     * Chooses a row.
     *
     * @param name of a row; {@value #BEST}, or empty, for the best of those that are networks, the
     *     earlier of equals, unless a row is named so
     * @throws RunException if there is no such row, or it has no network of its own
     */
    static RowChoice of(RunResults run, Optional<String> name) throws IOException {
        boolean isName =
                name.isPresent()
                        && (!name.get().equals(BEST)
                                || run.table().rows().stream()
                                        .anyMatch(row -> row.name().equals(BEST)));
        if (!isName) {
            return best(run);
        }
        Row row = run.row(name.get());
        if (row.ensemble() != null) {
            throw new RunException(
                    "Row '%s' puts other rows together and has no network of its own; export one of %s"
                            .formatted(row.name(), String.join(", ", row.ensemble().rows())));
        }
        RowResults results = run.read(row);
        return new RowChoice(results, validationF1(results), false);
    }

    private static RowChoice best(RunResults run) throws IOException {
        RowChoice best = null;
        for (Row row : run.table().rows()) {
            if (row.status() == Row.Status.OK && row.ensemble() == null) {
                RowResults results = run.read(row);
                double f1 = validationF1(results);
                if (best == null || f1 > best.validationF1()) {
                    best = new RowChoice(results, f1, true);
                }
            }
        }
        if (best == null) {
            throw new RunException(
                    "No row of %s is a network with figures; there is nothing to export"
                            .formatted(run.root()));
        }
        return best;
    }

    private static double validationF1(RowResults results) {
        return Evaluation.of(results.decide(Part.VALIDATION)).micro().f1();
    }

    Row row() {
        return results.row();
    }
}
