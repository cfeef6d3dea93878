package org.tagzoo.app.comparison;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.TensorsHash;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.ScheduleRecipe;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.weights.Safetensors;
import org.tagzoo.zoo.weights.SafetensorsWriter;

/**
 * What a run does with a row once it is evaluated: trains it with other seeds, trains it on all
 * data, tags images. Nothing here changes its metrics: where it fails, the row keeps its line, and
 * the user is told.
 *
 * <p>The training on all data is for use and not for metrics, which must be taken by then: one
 * epoch on the validation part and then one on the test part. The course report that this is from
 * does not say at which learning rate. Here it is a tenth of the highest of the last phase's
 * schedule, at the highest momentum, all along: high enough to take up the new images, and too low
 * to undo what a schedule ended on.
 */
final class AfterEvaluation {

    private static final double SHARE_OF_RATE = 0.1;
    private static final List<Part> NEW_PARTS = List.of(Part.VALIDATION, Part.TEST);

    private final RowPlans plans;
    private final ComparisonSettings settings;
    private final Optional<Predictions> predictions;
    private boolean complete = true;

    AfterEvaluation(RowPlans plans) {
        this.plans = plans;
        this.settings = plans.settings();
        this.predictions = settings.predict().map(images -> new Predictions(plans, images));
    }

    /** Something that is done with a row, and may fail. */
    private interface Action {
        void run() throws IOException;
    }

    /**
     * Does what no earlier process has done.
     *
     * @return the outcome, with the spread over seeds if there are several
     * @throws InterruptedIOException if this thread is interrupted
     */
    RowOutcome run(RowRecipe row, Path rowFolder, RowOutcome outcome)
            throws InterruptedIOException {
        RowOutcome[] result = {outcome};
        attempt(
                row,
                "training with other seeds",
                () -> {
                    if (settings.repeats() > 1) {
                        Spread spread = repeat(row, rowFolder, outcome.row().first());
                        result[0] = outcome.withSpread(spread);
                    }
                });
        String what = settings.useAllData() ? "what was to follow them" : "tagging";
        attempt(row, what, () -> use(row, rowFolder));
        return result[0];
    }

    private void attempt(RowRecipe row, String what, Action action) throws InterruptedIOException {
        try {
            action.run();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Reason.stopIfInterrupted(e);
            complete = false;
            plans.log()
                    .accept(
                            "%s: its metrics stand, but %s failed. %s"
                                    .formatted(row.name(), what, Reason.of(e)));
        }
    }

    /** Whether nothing failed. */
    boolean isComplete() {
        return complete;
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
        double[] metrics = new double[settings.repeats()];
        metrics[0] = first;
        for (int k = 2; k <= metrics.length; k++) {
            Path folder = rowFolder.resolve("seeds").resolve(String.valueOf(k));
            Files.createDirectories(folder);
            Optional<RowOutcome> known = RowOutcome.read(folder);
            RowOutcome outcome = known.isPresent() ? known.get() : repeat(row, folder, k);
            metrics[k - 1] = outcome.row().first();
        }
        return Spread.of(metrics);
    }

    private RowOutcome repeat(RowRecipe row, Path folder, int k) throws IOException {
        long seed = SeedSequence.derive(settings.seed(), "seed of training", k);
        RowPlan plan = plans.of(row, seed, folder);
        try (FineTuned tuned = plan.tuning().train()) {
            RowOutcome outcome =
                    RowEvaluation.of(
                            plan, tuned, plans.corpus(), settings.seed(), Optional.empty());
            outcome.write(folder);
            return outcome;
        }
    }

    /** Trains on all data, then tags images by what came of it, or else by the row's weights. */
    private void use(RowRecipe row, Path rowFolder) throws IOException {
        Path weights = weights(rowFolder, Part.TEST);
        boolean trained =
                !settings.useAllData()
                        || (Files.isRegularFile(weights)
                                && Files.isRegularFile(TensorsHash.beside(weights)));
        boolean tagged = predictions.isEmpty() || Predictions.isDone(rowFolder);
        if (trained && tagged) {
            return;
        }
        RowPlan plan = plans.of(row, settings.seed(), rowFolder);
        try (FineTuned tuned = plan.tuning().train()) {
            if (settings.useAllData()) {
                trainOnAllData(row, tuned, rowFolder);
            }
            if (!tagged) {
                predictions.orElseThrow().write(plan, tuned, rowFolder);
            }
        }
    }

    /**
     * Gives a trained row's network the weights that have seen everything, which are trained unless
     * an earlier process has done that.
     */
    private static void trainOnAllData(RowRecipe row, FineTuned tuned, Path rowFolder)
            throws IOException {
        Path file = weights(rowFolder, Part.TEST);
        if (Files.isRegularFile(file)) {
            restore(tuned, file);
        } else {
            String task = row.name() + ": training on validation and test";
            try (Progress progress = Progress.start(task, NEW_PARTS.size(), "epochs")) {
                for (Part part : NEW_PARTS) {
                    epoch(row, tuned, rowFolder, part);
                    progress.step(1);
                }
            }
        }
        if (!Files.isRegularFile(TensorsHash.beside(file))) {
            TensorsHash.write(file);
        }
        for (Part part : NEW_PARTS) {
            tuned.checkpoints(part, rowFolder.resolve(RowPlans.CHECKPOINT)).clear();
        }
        Files.deleteIfExists(weights(rowFolder, Part.VALIDATION));
    }

    private static void epoch(RowRecipe row, FineTuned tuned, Path rowFolder, Part part)
            throws IOException {
        Path file = weights(rowFolder, part);
        if (Files.isRegularFile(file)) {
            restore(tuned, file);
            return;
        }
        ScheduleRecipe schedule = row.lastPhase().ownSchedule().orElse(row.schedule());
        tuned.trainOn(
                part,
                RateAndMomentum.constant(SHARE_OF_RATE * schedule.maxLr(), schedule.momentum()),
                rowFolder.resolve(RowPlans.CHECKPOINT));
        SafetensorsWriter.write(file, tuned.tensors(), Map.of("format", "pt"));
    }

    private static void restore(FineTuned tuned, Path file) throws IOException {
        try (Safetensors weights = Safetensors.open(file)) {
            tuned.restore(weights);
        }
    }

    /** Returns the file of the weights after a part; those after the last part stay. */
    private static Path weights(Path rowFolder, Part part) {
        return rowFolder.resolve(
                part == Part.TEST
                        ? NetworkFile.ALL_DATA_TENSORS
                        : "checkpoint/all-data-%s.safetensors".formatted(part.label()));
    }
}
