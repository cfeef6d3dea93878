package org.tagzoo.app.comparison;

import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;

/**
 * The lines of those rows further up that a row rests on.
 *
 * @param start that it starts from
 * @param settings whose searches chose settings for it
 * @param boxes whose boxes it crops images by
 */
record NeededRows(Optional<Row> start, Optional<Row> settings, Optional<Row> boxes) {

    /**
     * @param before the lines of the rows before it
     */
    static NeededRows of(RowRecipe row, List<Row> before) {
        return new NeededRows(
                before.stream().filter(other -> other.name().equals(row.startFrom())).findFirst(),
                named(row.settingsFrom(), before),
                named(row.crops() == null ? null : row.crops().of(), before));
    }

    /** Returns the line of a row that may have begun at random; empty without a name. */
    private static Optional<Row> named(String name, List<Row> before) {
        return before.stream()
                .filter(other -> name != null && RowRecipe.isOf(other.name(), name))
                .findFirst();
    }

    /** Returns the outcome of a row of which one of these has no metrics. */
    Optional<RowOutcome> missing(RowRecipe row) {
        return missing(row, start, "It starts from %s, which has no weights. %s")
                .or(() -> missing(row, settings, "It takes settings from %s, which has none. %s"))
                .or(() -> missing(row, boxes, "It crops by the boxes of %s, which has none. %s"));
    }

    private static Optional<RowOutcome> missing(RowRecipe row, Optional<Row> of, String words) {
        return of.filter(other -> other.status() != Row.Status.OK)
                .map(
                        other ->
                                RowEvaluation.without(
                                        row,
                                        Row.Status.SKIPPED,
                                        words.formatted(
                                                other.name(),
                                                StringUtils.substringBefore(
                                                        other.reason(), ". "))));
    }
}
