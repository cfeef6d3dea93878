package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.tagzoo.app.recipe.RecordCopy;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.SearchRecipe;
import org.tagzoo.app.search.Search;
import org.tagzoo.app.search.Trial;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.finetune.FineTuning;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.finetune.SharedFeatures;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * Trains the trials of a row's search with the seed of the run, each in a folder of its own, which
 * is deleted once it is not needed. A row of one phase whose schedule does not depend on the epochs
 * to come goes on in the next rung where it was; others are trained anew. No test image is scored.
 */
final class SearchTrials implements Search.Trainer {

    /** With it a training is over. */
    private static final String RESULT = FineTuning.WEIGHTS.replace(".safetensors", ".json");

    /**
     * What a trial holds of each label of an image: logits, scores and targets, and copies of the
     * first two while metrics are computed.
     */
    private static final long BYTES_A_LABEL = 32;

    private final RowRecipe row;
    private final long seed;
    private final Path folder;
    private final List<Data> parts;
    private final Map<String, Optional<ResolvedWeights>> weights = new HashMap<>();
    private final Set<RowRecipe> prepared = new HashSet<>();

    /**
     * What trials are trained and scored on.
     *
     * @param scored the part that is scored: validation, or the fold
     */
    private record Data(RowPlans plans, Part scored, SharedFeatures shared) {}

    private SearchTrials(RowRecipe row, long seed, Path folder, List<Data> parts) {
        this.row = row;
        this.seed = seed;
        this.folder = folder;
        this.parts = parts;
    }

    /**
     * @param folder of the search
     */
    static SearchTrials of(RowPlans plans, RowRecipe row, Path folder) {
        long seed = plans.settings().seed();
        List<Data> parts = new ArrayList<>();
        Integer count = row.search().folds();
        if (count == null) {
            parts.add(new Data(plans, Part.VALIDATION, new SharedFeatures()));
        } else {
            long ofFolds = SeedSequence.derive(seed, "folds of a search");
            Folds folds = Folds.ofTraining(plans.corpus(), count, ofFolds);
            for (int fold = 1; fold <= count; fold++) {
                SplitCorpus corpus = SplitCorpus.of(plans.corpus().scanned(), folds.split(fold));
                parts.add(new Data(plans.on(corpus, plans.run()), Part.TEST, new SharedFeatures()));
            }
        }
        return new SearchTrials(row, seed, folder.resolve("trials"), parts);
    }

    @Override
    public double score(Trial trial, RowRecipe with) throws IOException {
        double sum = 0;
        for (int i = 0; i < parts.size(); i++) {
            sum += score(parts.get(i), folder(trial).resolve("fold-" + (i + 1)), with);
        }
        if (!isGoingOn(with)) {
            over(trial);
        }
        return sum / parts.size();
    }

    private double score(Data data, Path where, RowRecipe with) throws IOException {
        boolean isGoingOn = isGoingOn(with);
        Path own = isGoingOn ? where : where.resolve(with.epochs() + "-epochs");
        List<Integer> rungs = row.search().rungs();
        RowRecipe longest =
                isGoingOn ? with.with(Map.of("epochs", rungs.get(rungs.size() - 1))) : with;
        Optional<ResolvedWeights> found = weights(data.plans(), with);
        if (isGoingOn) {
            // What a shorter rung ended with; its checkpoints stay.
            FileUtils.deleteQuietly(own.resolve(RowPlans.CHECKPOINT).resolve(RESULT).toFile());
        }
        FineTuning tuning =
                tuning(
                        isBeside(with) ? ofOneThread(data.plans()) : data.plans(),
                        data.shared(),
                        with,
                        own,
                        builder -> {
                            builder.optFolder(
                                    own.resolve(RowPlans.CHECKPOINT),
                                    part -> data.plans().key(longest, found, seed, part));
                            if (isGoingOn) {
                                builder.optKeepCheckpoints();
                            } else if (isShort(with)) {
                                builder.optKeepNothing();
                            }
                        });
        try (FineTuned tuned = tuning.train()) {
            SearchRecipe search = row.search();
            if (data.scored() == Part.VALIDATION) {
                return search.by().value(tuned.kept());
            }
            Metric metric = search.by().metric().orElseThrow();
            ScoreMatrix scores = tuned.scores(data.scored());
            return with.predicts().ofEpoch(scores, with.trainingThreshold()).get(metric);
        }
    }

    /** {@inheritDoc} Those are of heads alone: a whole network takes all threads by itself. */
    @Override
    public boolean prepare(RowRecipe with) throws IOException {
        if (!isBeside(with)) {
            return false;
        }
        // Trials of the same features differ in these alone.
        RowRecipe features =
                with.with(
                        Map.of(
                                "head",
                                RecordCopy.with(
                                        with.head(), Map.of("hidden", List.of(), "dropout", 0.0)),
                                "optimizer",
                                row.optimizer(),
                                "schedule",
                                row.schedule(),
                                "batchSize",
                                row.batchSize()));
        if (!prepared.contains(features)) {
            for (Data data : parts) {
                tuning(data.plans(), data.shared(), with, folder, builder -> {}).prepare();
            }
            // Only now: where this trial's settings don't fit together, the next one's may.
            prepared.add(features);
        }
        return true;
    }

    /** {@inheritDoc} Together they take half of Java's memory at most. */
    @Override
    public int mostBeside() {
        SplitCorpus corpus = parts.get(0).plans().corpus();
        long each = BYTES_A_LABEL * corpus.images().size() * corpus.labels().size();
        return (int) Math.max(1, Math.min(1024, Runtime.getRuntime().maxMemory() / 2 / each));
    }

    private boolean isBeside(RowRecipe with) {
        return isShort(with) && !parts.get(0).plans().device().isGpu();
    }

    /** Returns the same for a trial beside others, whose rows are only copied by then. */
    private static RowPlans ofOneThread(RowPlans plans) {
        return plans.with(RecordCopy.with(plans.settings(), Map.of("threads", 1)));
    }

    private FineTuning tuning(
            RowPlans plans,
            SharedFeatures shared,
            RowRecipe with,
            Path where,
            Consumer<FineTuning.Builder> more)
            throws IOException {
        return plans.of(
                        with,
                        weights(plans, with),
                        seed,
                        where,
                        builder -> {
                            builder.optShared(shared);
                            builder.optProgress(new RowBar(row.name(), true));
                            more.accept(builder);
                        })
                .tuning();
    }

    private synchronized Optional<ResolvedWeights> weights(RowPlans plans, RowRecipe with)
            throws IOException {
        // A file of weights is hashed each time that it is looked up.
        String name = with.model() + " " + with.weights();
        if (!weights.containsKey(name)) {
            weights.put(name, plans.weights(with));
        }
        return weights.get(name);
    }

    private boolean isGoingOn(RowRecipe with) {
        return row.search().rungs().size() > 1
                && with.phases().size() == 1
                && with.averageEpochs() == null
                && with.lastPhase().ownSchedule().orElse(with.schedule()).hasOpenEnd();
    }

    /** Returns whether only heads are trained, on features: checkpoints would take longer. */
    private static boolean isShort(RowRecipe with) {
        return with.phases().stream().allMatch(phase -> phase.train().equals(Phase.HEAD))
                && (!with.augmented() || with.views() > 0);
    }

    private Path folder(Trial trial) {
        return folder.resolve(String.valueOf(trial.number()));
    }

    @Override
    public void over(Trial trial) throws IOException {
        delete(folder(trial));
    }

    /** Deletes what is left of trials once the search is over. */
    void end() throws IOException {
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }
}
