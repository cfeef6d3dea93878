package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.metric.Spread;

/**
 * Trains a row again with other seeds: first weights, order, dropout and altered pictures differ;
 * sample, split and the way thresholds are chosen don't. The row itself is the first of the
 * trainings; number {@code k} has its checkpoint and outcome in {@code seeds/<k>/} of the row's
 * folder.
 */
final class SeedRepeats {

    private final RowPlans plans;
    private final RowTraining training;
    private final RowJudge judge;
    private final long seed;
    private final int repeats;

    /**
     * @param seed of the run, and of the first training
     * @param repeats trainings of each row, the first counted
     */
    SeedRepeats(RowPlans plans, RowTraining training, RowJudge judge, long seed, int repeats) {
        this.plans = plans;
        this.training = training;
        this.judge = judge;
        this.seed = seed;
        this.repeats = repeats;
    }

    /**
     * Trains with those seeds that no earlier process has done.
     *
     * @param first the row's own first metric
     * @return over the row's own training and the others; empty if the row is trained only once
     */
    Optional<Spread> run(RowRecipe row, Path rowFolder, double first) throws IOException {
        if (repeats == 1) {
            return Optional.empty();
        }
        List<Double> figures = new ArrayList<>(List.of(first));
        for (int k = 2; k <= repeats; k++) {
            figures.add(repeat(row, rowFolder.resolve("seeds").resolve(String.valueOf(k)), k));
        }
        return Optional.of(Spread.of(figures.stream().mapToDouble(f -> f).toArray()));
    }

    private double repeat(RowRecipe row, Path folder, int k) throws IOException {
        Files.createDirectories(folder);
        Optional<RowOutcome> known = RowOutcome.read(folder);
        if (known.isPresent()) {
            return known.get().row().first();
        }
        RowPlan plan = plans.of(row, SeedSequence.derive(seed, "seed of training", k));
        try (TrainedRow trained = training.train(plan, folder)) {
            RowOutcome outcome = judge.judge(plan, trained);
            outcome.write(folder);
            return outcome.row().first();
        }
    }
}
