package org.tagzoo.app.comparison;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.network.FirstWeights;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.network.TensorsHash;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.registry.WeightsUnavailableException;

/**
 * Trains one row, judges it, and does what was asked for beyond its figures. Whatever goes wrong in
 * a row is that row's line, and the other rows go on.
 */
final class RowRunner {

    private final ComparisonSettings settings;
    private final RowPlans plans;
    private final RowEvaluation evaluation;
    private final AfterFigures after;
    private final RunFolder folder;
    private final Consumer<String> log;

    RowRunner(
            ComparisonSettings settings,
            RowPlans plans,
            RowEvaluation evaluation,
            AfterFigures after,
            RunFolder folder,
            Consumer<String> log) {
        this.settings = settings;
        this.plans = plans;
        this.evaluation = evaluation;
        this.after = after;
        this.folder = folder;
        this.log = log;
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
            Reason.stopIfInterrupted(e);
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
            describeIfMissing(row, rowFolder);
            return known.get();
        }
        RowPlan plan = plans.of(row, settings.seed(), rowFolder);
        try (FineTuned tuned = plan.tuning().train()) {
            RowOutcome outcome = evaluation.evaluate(plan, tuned, rowFolder);
            describe(plan, rowFolder);
            outcome.write(rowFolder);
            return outcome;
        }
    }

    /** Describes the row's network so that it can be built without a corpus. */
    private void describe(RowPlan plan, Path rowFolder) throws IOException {
        NetworkFile.write(
                rowFolder,
                new RowNetwork(
                        plan.row().name(),
                        plan.network().backbone().name(),
                        plan.weights().map(found -> found.card().strideOnFirst1x1()).orElse(false),
                        plan.network().head(),
                        plan.row().imageSize(),
                        plan.row().decoding(),
                        plan.tuning().normalization(),
                        evaluation.corpus().labels(),
                        plan.row().lastPhase().train(),
                        TensorsHash.read(rowFolder.resolve(NetworkFile.TENSORS)),
                        plan.weights().map(FirstWeights::of)));
    }

    /**
     * Does so for a row that a TagZoo without it finished. The row's figures stand whether that
     * succeeds or not.
     *
     * @throws InterruptedIOException if this thread was interrupted
     */
    private void describeIfMissing(RowRecipe row, Path rowFolder) throws InterruptedIOException {
        if (NetworkFile.isIn(rowFolder)) {
            return;
        }
        try {
            describe(plans.of(row, settings.seed(), rowFolder), rowFolder);
        } catch (IOException | RuntimeException e) {
            Reason.stopIfInterrupted(e);
            log.accept(
                    "%s: its figures stand, but %s, which export needs, can't be written. %s"
                            .formatted(row.name(), NetworkFile.NAME, Reason.of(e)));
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
