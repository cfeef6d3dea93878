package org.tagzoo.app.comparison;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.PretrainedWeights;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.network.TensorsHash;
import org.tagzoo.app.recipe.ChosenSettings;
import org.tagzoo.app.recipe.LossRecipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.ReadableTime;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.TileSheet;
import org.tagzoo.app.search.Search;
import org.tagzoo.app.search.SearchReport;
import org.tagzoo.app.search.Trial;
import org.tagzoo.app.tensorboard.RowEvents;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.explain.Filters;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsUnavailableException;

/**
 * Trains and evaluates one row, and does what was asked for beyond. Whatever goes wrong in a row is
 * that row's line, and the other rows go on.
 */
record RowRunner(RowPlans plans, AfterEvaluation after, RunFolder folder) {

    /**
     * Returns what came of a row; what an earlier process finished is not done again. A row whose
     * weights are not available is skipped, or run from random weights if the settings ask for it.
     *
     * <p>So is one that starts from a row which has no weights.
     *
     * @param before the lines of the rows before it
     * @throws InterruptedIOException if this thread is interrupted
     */
    RowOutcome run(RowRecipe row, List<Row> before) throws InterruptedIOException {
        try {
            return isBegunFromRandomWeights(row)
                    ? run(row.fromRandomWeights(), before)
                    : attempt(row, before);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Reason.stopIfInterrupted(e);
            return RowEvaluation.without(row, Row.Status.FAILED, Reason.of(e));
        }
    }

    /** Such a row goes on as it began, even if its weights have turned up since. */
    private boolean isBegunFromRandomWeights(RowRecipe row) {
        return plans.settings().beginsAtRandom(row)
                && folder.hasRow(row.name() + RowRecipe.RANDOM_WEIGHTS)
                && !row.weights().equals(RowRecipe.NO_WEIGHTS);
    }

    private RowOutcome attempt(RowRecipe row, List<Row> before) throws IOException {
        NeededRows needed = NeededRows.of(row, before);
        Optional<RowOutcome> skipped = needed.missing(row);
        if (skipped.isPresent()) {
            return skipped.get();
        }
        try {
            return row.crops() == null
                    ? trained(row, needed)
                    : new CroppedImages(plans, row, needed.boxes().orElseThrow().name())
                            .runner()
                            .trained(row, needed);
        } catch (WeightsUnavailableException e) {
            String reason =
                    plans.settings().recipe().frontier()
                            ? "Its weights are not here, and this recipe fetches none; 'tagzoo models fetch NAME' does"
                            : e.getMessage();
            return plans.settings().beginsAtRandom(row)
                    ? run(row.fromRandomWeights(), before)
                    : RowEvaluation.without(row, Row.Status.SKIPPED, reason);
        }
    }

    private RowOutcome trained(RowRecipe row, NeededRows needed) throws IOException {
        Path rowFolder = folder.row(row.name());
        if (row.settingsFrom() != null) {
            return withSettings(row, needed.settings().orElseThrow().name(), rowFolder);
        }
        return row.search() == null
                ? after.run(row, rowFolder, evaluated(row, rowFolder))
                : searched(row, rowFolder);
    }

    /**
     * Takes over what searches chose for rows further up, then runs the row with that.
     *
     * @param from the row with the settings, which may have begun at random
     */
    private RowOutcome withSettings(RowRecipe row, String from, Path rowFolder) throws IOException {
        ChosenSettings settings = new ChosenSettings(plans.settings().recipe(), row);
        RowRecipe with = settings.from(SearchReport.chosen(folder.row(from)));
        if (with.search() != null) {
            return searched(with, rowFolder);
        }
        SearchReport.keep(with, rowFolder);
        RowOutcome outcome = evaluated(with, rowFolder);
        String remark = "%s as chosen for %s".formatted(String.join(", ", settings.names()), from);
        return after.run(with, rowFolder, outcome.withRow(remarked(outcome.row(), remark)));
    }

    /** Searches for a row's settings, then runs the row with them. */
    private RowOutcome searched(RowRecipe row, Path rowFolder) throws IOException {
        Path searchFolder = rowFolder.resolve(SearchReport.FOLDER);
        Path trials = searchFolder.resolve("trials.csv");
        SearchTrials trainer = SearchTrials.of(plans, row, searchFolder);
        Search.Outcome found = new Search(row, plans.settings().seed(), trials, trainer).run();
        trainer.end();
        double seconds = found.trials().stream().mapToDouble(Trial::seconds).sum();
        plans.log()
                .accept(
                        "%s: %d trials took %s"
                                .formatted(
                                        row.name(),
                                        found.trials().size(),
                                        ReadableTime.of(seconds)));
        RowOutcome outcome = evaluated(found.row(), rowFolder);
        SearchReport report = new SearchReport(row, found, outcome.row());
        report.write(searchFolder);
        return after.run(found.row(), rowFolder, outcome.withRow(report.noted()));
    }

    private RowOutcome evaluated(RowRecipe row, Path rowFolder) throws IOException {
        Optional<RowOutcome> known = RowOutcome.read(rowFolder);
        if (known.isPresent()) {
            describeIfMissing(row, rowFolder);
            return known.get();
        }
        long seed = plans.settings().seed();
        Optional<Path> eventFolder = folder.events(row.name());
        Optional<RowEvents> events =
                eventFolder.isPresent()
                        ? Optional.of(RowEvents.open(eventFolder.get(), row))
                        : Optional.empty();
        RowPlan plan =
                plans.of(
                        row,
                        plans.weights(row),
                        seed,
                        rowFolder,
                        builder -> events.ifPresent(told -> builder.optEpochs(told::epoch)));
        sayWithoutLabels(plan.row());
        RowOutcome outcome;
        try (FineTuned tuned = plan.tuning().train()) {
            outcome = RowEvaluation.of(plan, tuned, plans.corpus(), seed, Optional.of(rowFolder));
            if (row.crops() == null) {
                describe(plan, rowFolder);
            }
            if (row.crops() == null && (events.isPresent() || folder.isExplained())) {
                look(plan, rowFolder, outcome.row(), tuned, events);
            }
        }
        if (row.crops() != null) {
            String remark = "on crops by boxes of " + row.crops().of();
            outcome = outcome.withRow(remarked(outcome.row(), remark));
        }
        Optional<String> loss = TestLoss.remark(plans.settings().recipe(), outcome, rowFolder);
        if (loss.isPresent()) {
            outcome = outcome.withRow(remarked(outcome.row(), loss.get()));
        }
        if (plans.settings().shortening() != null) {
            String remark = plans.settings().shortening().remark(row);
            outcome = outcome.withRow(remarked(outcome.row(), remark));
        }
        if (plans.settings().recipe().frontier()) {
            outcome = outcome.withRow(measured(outcome.row(), plan));
        }
        outcome.write(rowFolder);
        return outcome;
    }

    /** Says how many images a cost matrix lets training pass over. */
    private void sayWithoutLabels(RowRecipe row) {
        List<TaggedImage> train = plans.corpus().images(Part.TRAIN);
        long without = train.stream().filter(image -> image.labels().isEmpty()).count();
        if (row.loss() instanceof LossRecipe.CostMatrix && without > 0) {
            plans.log()
                    .accept(
                            "%s: %d of %d training images have no label, so their loss is 0"
                                    .formatted(row.name(), without, train.size()));
        }
    }

    /**
     * Draws what is asked for of the inside of the trained network; the row's metrics stand if that
     * fails.
     *
     * @throws InterruptedIOException if this thread was interrupted
     */
    private void look(
            RowPlan plan, Path rowFolder, Row row, FineTuned tuned, Optional<RowEvents> events)
            throws InterruptedIOException {
        try {
            RowNetwork network = NetworkFile.read(rowFolder);
            try (RebuiltNetwork rebuilt =
                    RebuiltNetwork.open(
                            network,
                            rowFolder,
                            false,
                            plan.weights().map(ResolvedWeights::file),
                            WeightsCache.standard())) {
                if (events.isPresent()) {
                    List<RgbImage> filters = Filters.of(rebuilt.graph(), rebuilt.values());
                    events.get().end(row.first(), tuned.tensors(), filters);
                }
                if (folder.isExplained()) {
                    List<TileSheet> sheets = new RowInside(plans, plan, network, rebuilt).draw();
                    TileSheet.write(rowFolder.resolve(RowResults.INSIDE), sheets);
                }
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Reason.stopIfInterrupted(e);
            plans.log()
                    .accept(
                            "%s: what its network sees is not drawn. %s"
                                    .formatted(row.name(), Reason.of(e)));
        }
    }

    /** Measures how fast the row's network is in use; its metrics stand if that fails. */
    private Row measured(Row row, RowPlan plan) {
        try {
            return row.withSpeed(plans.speed(plan));
        } catch (IllegalStateException e) {
            return remarked(row, "its speed could not be measured: " + e.getMessage());
        }
    }

    private static Row remarked(Row row, String remark) {
        return row.withReason(row.reason() == null ? remark : row.reason() + "; " + remark);
    }

    /** Describes the row's network so that it can be built without a corpus. */
    private void describe(RowPlan plan, Path rowFolder) throws IOException {
        NetworkFile.write(
                rowFolder,
                new RowNetwork(
                        plan.row().name(),
                        plan.row().model(),
                        plan.strideOnFirst1x1(),
                        plan.network().head(),
                        plan.row().imageSize(),
                        plan.row().decoding(),
                        plan.row().resize(),
                        plan.tuning().normalization(),
                        plans.corpus().labels(),
                        plan.row().lastPhase().train(),
                        TensorsHash.read(rowFolder.resolve(NetworkFile.TENSORS)),
                        plan.weights().map(PretrainedWeights::of),
                        plan.network().heads()));
    }

    /**
     * Does so for a row that a TagZoo without it finished. The row's metrics stand whether that
     * succeeds or not.
     *
     * @throws InterruptedIOException if this thread was interrupted
     */
    private void describeIfMissing(RowRecipe row, Path rowFolder) throws InterruptedIOException {
        if (row.crops() != null || NetworkFile.isIn(rowFolder)) {
            return;
        }
        try {
            describe(plans.of(row, plans.settings().seed(), rowFolder), rowFolder);
        } catch (IOException | RuntimeException e) {
            Reason.stopIfInterrupted(e);
            plans.log()
                    .accept(
                            "%s: its metrics stand, but %s, which export needs, can't be written. %s"
                                    .formatted(row.name(), NetworkFile.NAME, Reason.of(e)));
        }
    }
}
