package org.tagzoo.app.comparison;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.app.recipe.CropRecipe;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.finetune.PhaseTime;
import org.tagzoo.zoo.registry.WeightsUnavailableException;

/**
 * Finds the share of their epochs that rows can train within a time, by a short trial of each row
 * that differs from those before it in what takes time. The trials count in the time, and so does
 * what frozen stages give, which they compute and rows find in the cache.
 */
final class BudgetTrial {

    private static final Duration TRIAL = Duration.ofSeconds(2);

    /** Shares are tenths of a percent, so that they can be written down. */
    private static final int STEPS = 1000;

    private final RowPlans plans;
    private final long begun;
    private final Map<List<Object>, List<PhaseTime>> known = new HashMap<>();

    /** What a row takes: the times of its phases; none if it is skipped or fails. */
    record Trial(RowRecipe row, List<PhaseTime> times) {

        double seconds(int step) {
            RowRecipe shortened = row.with(share(step));
            double sum = times.isEmpty() ? 0 : times.get(times.size() - 1).scores();
            for (int i = 0; i < times.size(); i++) {
                sum += shortened.phases().get(i).epochs() * times.get(i).epoch();
            }
            return sum;
        }
    }

    /**
     * @param begun when the budget began, in {@link System#nanoTime()}
     */
    BudgetTrial(RowPlans plans, long begun) {
        this.plans = plans;
        this.begun = begun;
    }

    /** Returns the settings with the share that was found, and rows shortened to it. */
    ComparisonSettings choose() throws IOException {
        ComparisonSettings settings = plans.settings();
        Shortening shortening = settings.shortening();
        String budget = "--budget " + BudgetTime.show(shortening.budgetSeconds());
        plans.log().accept(budget + ": trying how long rows take");
        Map<String, Trial> byRow = new LinkedHashMap<>();
        for (RowRecipe row : settings.recipe().rows()) {
            byRow.put(row.name(), trial(row));
        }
        List<Trial> trials = trainings(byRow);
        double spent = (System.nanoTime() - begun) / 1e9;
        double left = shortening.budgetSeconds() - spent;
        int trainings = Math.max(settings.repeats(), settings.folds()) + settings.stack();
        int step = step(trials, left / trainings);
        Shortening found = shortening.found((double) step / STEPS);
        double seconds = trainings * seconds(trials, step);
        plans.log()
                .accept(
                        String.format(
                                Locale.ROOT,
                                "%s: rows train %.1f%% of their epochs, which takes about %s and %s for the trials%s",
                                budget,
                                100.0 * step / STEPS,
                                BudgetTime.show(Math.round(seconds)),
                                BudgetTime.show(Math.round(spent)),
                                seconds > left
                                        ? ": more than the budget, but no row trains less"
                                        : ""));
        plans.log()
                .accept(
                        "Another run with %s may find another share; %s instead trains as long as this one"
                                .formatted(budget, found.option()));
        return settings.with(
                Map.of("recipe", shortened(settings.recipe(), step), "shortening", found));
    }

    /** Returns a trial for each training: a row of crops trains the row with its boxes in folds. */
    static List<Trial> trainings(Map<String, Trial> byRow) {
        List<Trial> trials = new ArrayList<>(byRow.values());
        for (Trial trial : byRow.values()) {
            CropRecipe crops = trial.row().crops();
            if (crops != null) {
                trials.addAll(Collections.nCopies(crops.folds(), byRow.get(crops.of())));
            }
        }
        return trials;
    }

    /** Returns the largest share, in tenths of a percent, of which all rows are done in time. */
    static int step(List<Trial> trials, double time) {
        int step = STEPS;
        while (step > 1 && seconds(trials, step) > time) {
            step--;
        }
        return step;
    }

    private static Recipe shortened(Recipe recipe, int step) {
        return recipe.withEach(row -> row.with(share(step)));
    }

    private static Map<String, Double> share(int step) {
        return Map.of("epochShare", (double) step / STEPS);
    }

    private static double seconds(List<Trial> trials, int step) {
        return trials.stream().mapToDouble(trial -> trial.seconds(step)).sum();
    }

    private Trial trial(RowRecipe row) throws InterruptedIOException {
        try {
            return tried(row);
        } catch (WeightsUnavailableException e) {
            return plans.settings().beginsAtRandom(row)
                    ? trial(row.fromRandomWeights())
                    : new Trial(row, List.of());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // Its own run will say the same; the other rows go on.
            Reason.stopIfInterrupted(e);
            plans.log()
                    .accept(
                            "%s: how long it takes is not known. %s"
                                    .formatted(row.name(), Reason.of(e)));
            return new Trial(row, List.of());
        }
    }

    private Trial tried(RowRecipe row) throws IOException {
        List<Object> decisive =
                List.of(
                        row.model(),
                        row.weights(),
                        row.imageSize(),
                        row.decoding(),
                        Optional.ofNullable(row.resize()),
                        Optional.ofNullable(row.normalization()),
                        row.head(),
                        row.heads(),
                        row.batchSize(),
                        row.augmentation(),
                        row.views(),
                        Optional.ofNullable(row.averageDecay()),
                        Optional.ofNullable(row.mixup()),
                        row.phases().stream().map(PhaseRecipe::train).toList(),
                        row.phases().stream()
                                .map(p -> Optional.ofNullable(p.stepsPerEpoch()))
                                .toList(),
                        row.phases().stream()
                                .map(p -> Optional.ofNullable(p.pseudoLabels()))
                                .toList(),
                        Optional.ofNullable(row.text()),
                        Optional.ofNullable(row.metadata()));
        List<PhaseTime> times = known.get(decisive);
        if (times == null) {
            // What it starts from is not there yet, and takes no time.
            Map<String, Object> alone = new HashMap<>();
            alone.put("startFrom", null);
            Path folder = plans.run().row(row.name());
            times =
                    plans.of(row.with(alone), plans.settings().seed(), folder)
                            .tuning()
                            .times(TRIAL);
            known.put(decisive, times);
        }
        double epoch = times.stream().mapToDouble(PhaseTime::epoch).average().orElse(0);
        plans.log()
                .accept(String.format(Locale.ROOT, "%s: about %.2f s an epoch", row.name(), epoch));
        return new Trial(row, times);
    }
}
