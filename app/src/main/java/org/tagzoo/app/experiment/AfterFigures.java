package org.tagzoo.app.experiment;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.metric.Spread;

/**
 * What a run does with a row once its figures are written. Nothing here changes them: where it
 * fails, the row keeps its line, and the user is told.
 */
final class AfterFigures {

    private final RowPlans plans;
    private final RowTraining training;
    private final SeedRepeats repeats;
    private final Optional<AllData> allData;
    private final Optional<Predictions> predictions;
    private final long seed;
    private final Consumer<String> log;
    private boolean complete = true;

    /**
     * @param allData empty if rows are not trained on all data
     * @param predictions empty if there are no pictures to tag
     * @param seed of the rows' own training
     */
    AfterFigures(
            RowPlans plans,
            RowTraining training,
            SeedRepeats repeats,
            Optional<AllData> allData,
            Optional<Predictions> predictions,
            long seed,
            Consumer<String> log) {
        this.plans = plans;
        this.training = training;
        this.repeats = repeats;
        this.allData = allData;
        this.predictions = predictions;
        this.seed = seed;
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
            Optional<Spread> spread = repeats.run(row, rowFolder, outcome.row().first());
            if (spread.isPresent()) {
                result = outcome.withSpread(spread.get());
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Interruption.check(e);
            failed(row, "training with other seeds", e);
        }
        try {
            use(row, rowFolder);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Interruption.check(e);
            failed(row, allData.isPresent() ? "what was to follow them" : "tagging", e);
        }
        return result;
    }

    /** Trains on all data, then tags pictures by what came of it, or else by the row's weights. */
    private void use(RowRecipe row, Path rowFolder) throws IOException {
        boolean trained = allData.isEmpty() || AllData.isDone(rowFolder);
        boolean tagged = predictions.isEmpty() || Predictions.isDone(rowFolder);
        if (trained && tagged) {
            return;
        }
        RowPlan plan = plans.of(row, seed);
        try (TrainedRow known = training.train(plan, rowFolder)) {
            if (allData.isPresent()) {
                allData.get().run(plan, known.source(), rowFolder);
            }
            if (predictions.isPresent() && !tagged) {
                predictions.get().write(plan, known.source(), rowFolder);
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
