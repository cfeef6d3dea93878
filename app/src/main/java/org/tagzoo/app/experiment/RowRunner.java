package org.tagzoo.app.experiment;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.registry.WeightsUnavailableException;

/**
 * Trains one row, judges it, and does what was asked for beyond its figures. Whatever goes wrong in
 * a row is that row's line, and the other rows go on.
 */
final class RowRunner {

    private final ComparisonSettings settings;
    private final RowPlans plans;
    private final RowTraining training;
    private final RowJudge judge;
    private final RowNetworks networks;
    private final AfterFigures after;
    private final RunFolder folder;

    RowRunner(
            ComparisonSettings settings,
            RowPlans plans,
            RowTraining training,
            RowJudge judge,
            RowNetworks networks,
            AfterFigures after,
            RunFolder folder) {
        this.settings = settings;
        this.plans = plans;
        this.training = training;
        this.judge = judge;
        this.networks = networks;
        this.after = after;
        this.folder = folder;
    }

    /**
     * Returns what came of a row; what an earlier process finished is not done again. A row whose
     * weights can't be had is skipped, or run from random weights if the settings ask for it.
     *
     * @throws InterruptedIOException if this thread is interrupted
     */
    RowOutcome run(RowRecipe row) throws InterruptedIOException {
        try {
            return isBegunFromRandomWeights(row) ? run(row.fromRandomWeights()) : attempt(row);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Interruption.check(e);
            return without(row, Row.Status.FAILED, Reason.of(e));
        }
    }

    /** Such a row goes on as it began, even if its weights have turned up since. */
    private boolean isBegunFromRandomWeights(RowRecipe row) {
        return settings.randomWeights()
                && folder.hasRow(row.name() + RowRecipe.RANDOM_WEIGHTS)
                && !row.weights().equals(RowRecipe.NO_WEIGHTS);
    }

    private RowOutcome attempt(RowRecipe row) throws IOException {
        try {
            Path rowFolder = folder.row(row.name());
            return after.run(row, rowFolder, figures(row, rowFolder));
        } catch (WeightsUnavailableException e) {
            return settings.randomWeights()
                    ? run(row.fromRandomWeights())
                    : without(row, Row.Status.SKIPPED, e.getMessage());
        }
    }

    private RowOutcome figures(RowRecipe row, Path rowFolder) throws IOException {
        Optional<RowOutcome> known = RowOutcome.read(rowFolder);
        if (known.isPresent()) {
            networks.writeIfMissing(row, rowFolder);
            return known.get();
        }
        RowPlan plan = plans.of(row, settings.seed());
        try (TrainedRow trained = training.train(plan, rowFolder)) {
            RowOutcome outcome = judge.judge(plan, trained, rowFolder);
            networks.write(plan, rowFolder);
            outcome.write(rowFolder);
            return outcome;
        }
    }

    private static RowOutcome without(RowRecipe row, Row.Status status, String reason) {
        String weights = row.weights().equals(RowRecipe.NO_WEIGHTS) ? null : row.weights();
        Row line =
                Row.without(
                                row.name(),
                                new Row.Network(
                                        row.model(),
                                        weights,
                                        row.augmented(),
                                        null,
                                        row.imageSize()),
                                row.predicts(),
                                status,
                                reason)
                        .withPublished(row.published());
        return new RowOutcome(line, null);
    }
}
