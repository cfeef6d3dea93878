package org.tagzoo.app.comparison;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.metric.Spread;

/**
 * What a run does with a row once its figures are written. Nothing here changes them: where it
 * fails, the row keeps its line, and the user is told.
 */
final class AfterFigures {

    private final ComparisonSettings settings;
    private final RowPlans plans;
    private final RowEvaluation evaluation;
    private final Optional<Predictions> predictions;
    private final Consumer<String> log;
    private boolean complete = true;

    /**
     * @param predictions empty if there are no images to tag
     */
    AfterFigures(
            ComparisonSettings settings,
            RowPlans plans,
            RowEvaluation evaluation,
            Optional<Predictions> predictions,
            Consumer<String> log) {
        this.settings = settings;
        this.plans = plans;
        this.evaluation = evaluation;
        this.predictions = predictions;
        this.log = log;
    }

    /**
     * Does what no earlier process has done.
     *
     * @return the outcome, with the spread over seeds if there are several
     * @throws InterruptedIOException if this thread is interrupted
     */
    RowOutcome run(RowRecipe row, Path rowFolder, RowOutcome outcome)
            throws InterruptedIOException {
        RowOutcome result = outcome;
        try {
            if (settings.repeats() > 1) {
                result = outcome.withSpread(repeat(row, rowFolder, outcome.row().first()));
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Reason.stopIfInterrupted(e);
            failed(row, "training with other seeds", e);
        }
        try {
            use(row, rowFolder);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Reason.stopIfInterrupted(e);
            failed(row, settings.useAllData() ? "what was to follow them" : "tagging", e);
        }
        return result;
    }

    /**
     * Trains a row again with other seeds, as far as no earlier process has done it: initial
     * values, order, dropout and augmentation differ; sample, split and the way thresholds are
     * chosen don't. The row itself is the first of the trainings; number {@code k} has its
     * checkpoint and outcome in {@code seeds/<k>/} of the row's folder.
     *
     * @param first the row's own first metric
     */
    private Spread repeat(RowRecipe row, Path rowFolder, double first) throws IOException {
        double[] figures = new double[settings.repeats()];
        figures[0] = first;
        for (int k = 2; k <= figures.length; k++) {
            Path folder = rowFolder.resolve("seeds").resolve(String.valueOf(k));
            Files.createDirectories(folder);
            Optional<RowOutcome> known = RowOutcome.read(folder);
            RowOutcome outcome = known.isPresent() ? known.get() : repeat(row, folder, k);
            figures[k - 1] = outcome.row().first();
        }
        return Spread.of(figures);
    }

    private RowOutcome repeat(RowRecipe row, Path folder, int k) throws IOException {
        long seed = SeedSequence.derive(settings.seed(), "seed of training", k);
        RowPlan plan = plans.of(row, seed, folder);
        try (FineTuned tuned = plan.tuning().train()) {
            RowOutcome outcome = evaluation.evaluate(plan, tuned);
            outcome.write(folder);
            return outcome;
        }
    }

    /** Trains on all data, then tags images by what came of it, or else by the row's weights. */
    private void use(RowRecipe row, Path rowFolder) throws IOException {
        boolean trained = !settings.useAllData() || AllData.isDone(rowFolder);
        boolean tagged = predictions.isEmpty() || Predictions.isDone(rowFolder);
        if (trained && tagged) {
            return;
        }
        RowPlan plan = plans.of(row, settings.seed(), rowFolder);
        try (FineTuned tuned = plan.tuning().train()) {
            if (settings.useAllData()) {
                AllData.run(plan, tuned, rowFolder);
            }
            if (predictions.isPresent() && !tagged) {
                predictions.get().write(plan, tuned, rowFolder);
            }
        }
    }

    private void failed(RowRecipe row, String what, Throwable e) {
        complete = false;
        log.accept(
                "%s: its figures stand, but %s failed. %s"
                        .formatted(row.name(), what, Reason.of(e)));
    }

    /** Whether nothing failed. */
    boolean isComplete() {
        return complete;
    }
}
