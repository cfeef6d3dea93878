package org.tagzoo.app.export;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.app.classic.ClassicKind;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.split.Part;

/**
 * The row that is exported.
 *
 * @param results its files
 * @param validation the first metric on validation, at its one threshold if it has one
 * @param isBest whether it was chosen for that, and not by its name
 */
public record RowChoice(RowResults results, double validation, boolean isBest) {

    /** Stands for the row with the highest first metric on validation. */
    static final String BEST = "best";

    /**
     * Chooses a row.
     *
     * @param name of a row; {@value #BEST}, or empty, for the best of those that are networks, the
     *     earlier of equals, unless a row is named so
     * @throws RunException if there is no such row, it has no network of its own, or rows differ in
     *     their task and none is named
     */
    public static RowChoice of(RunResults run, Optional<String> name) throws IOException {
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
        if (ClassicKind.isTitle(row.network().model())) {
            throw new RunException(
                    "Row '%s' is a %s and no network; choose another row"
                            .formatted(row.name(), row.network().model()));
        }
        RowResults.requireNoFolds(row);
        RowResults results = run.read(row);
        return new RowChoice(results, results.first(Part.VALIDATION), false);
    }

    private static RowChoice best(RunResults run) throws IOException {
        List<Row> networks =
                run.table().rows().stream()
                        .filter(row -> row.status() == Row.Status.OK && row.ensemble() == null)
                        .filter(row -> !ClassicKind.isTitle(row.network().model()))
                        .filter(row -> !run.isOfCrops(row.name()))
                        .toList();
        requireOneTask(run, networks);
        RowChoice best = null;
        for (Row row : networks) {
            RowResults.requireNoFolds(row);
            RowResults results = run.read(row);
            double first = results.first(Part.VALIDATION);
            best =
                    best == null || first > best.validation()
                            ? new RowChoice(results, first, true)
                            : best;
        }
        if (best == null) {
            throw new RunException(
                    "No row of %s is a network with metrics; there is nothing to export"
                            .formatted(run.root()));
        }
        return best;
    }

    /** The metrics of two tasks don't compare. */
    private static void requireOneTask(RunResults run, List<Row> rows) throws RunException {
        if (rows.stream().map(Row::task).distinct().count() > 1) {
            throw new RunException(
                    "Rows of %s differ in their task, so that none is the best of all; give --row, one of %s"
                            .formatted(
                                    run.root(),
                                    rows.stream()
                                            .map(row -> row.name() + " (" + row.task().name() + ")")
                                            .collect(Collectors.joining(", "))));
        }
    }
}
