package org.tagzoo.app.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.SearchRecipe;
import org.tagzoo.app.recipe.SearchSpace;
import org.tagzoo.zoo.torchscript.SoloThreads;
import org.tagzoo.zoo.training.TrainingException;

/**
 * Searches a row's settings: trains trials rung by rung, and takes the best of the last. A rung is
 * decided when all of its trials are over, equal scores by the trial's number: a search that was
 * killed goes on from its file and ends with the same table.
 *
 * @param row with a search
 * @param seed of the run, from which values are drawn
 * @param file where trials are kept
 * @param trainer trains a trial
 */
public record Search(RowRecipe row, long seed, Path file, Trainer trainer) {

    /** Trains trials. */
    public interface Trainer {

        /**
         * Trains a trial, or goes on with it.
         *
         * @param trial which one
         * @param with its settings and the epochs of the rung
         * @return its score, by the metric of the search
         * @throws TrainingException if its loss is not finite; this is its outcome then
         * @throws IllegalArgumentException if its settings don't fit together; likewise
         */
        double score(Trial trial, RowRecipe with) throws IOException;

        /**
         * Makes ready what trials of such settings share.
         *
         * @return whether they are trained beside others then, by {@link #score} on several threads
         */
        default boolean prepare(RowRecipe with) throws IOException {
            return false;
        }

        /** Returns how many are trained beside one another at most; 1 or more. */
        default int mostBeside() {
            return Integer.MAX_VALUE;
        }

        /** Is told that a trial is not trained any more. */
        void over(Trial trial) throws IOException;
    }

    /**
     * What came of a search.
     *
     * @param trials all, in order
     * @param chosen the best of those that were trained longest
     * @param row with its settings, without a search
     * @param rungs epochs of each rung; empty: one, of the row's own epochs
     */
    public record Outcome(List<Trial> trials, Trial chosen, RowRecipe row, List<Integer> rungs) {

        /** Returns the score by which the trial was chosen. */
        public double score() {
            return chosen.lastScore();
        }
    }

    /** Searches, or goes on; once it is over, this only reads the file. */
    public Outcome run() throws IOException {
        SearchRecipe search = row.search();
        SearchSpace space = new SearchSpace(row);
        List<Trial> begun =
                IntStream.rangeClosed(1, space.count())
                        .mapToObj(n -> Trial.begun(n, space.trial(n, seed)))
                        .toList();
        TrialsFile table =
                new TrialsFile(file, List.copyOf(search.names()), row.search().headings());
        KeptTrials trials = new KeptTrials(table, begun);
        List<Integer> left = new ArrayList<>(IntStream.range(0, begun.size()).boxed().toList());
        int rungs = row.search().headings().size();
        for (int rung = 0; rung < rungs; rung++) {
            train(space, trials, left, rung);
            int decided = rung;
            Comparator<Integer> bestFirst =
                    Comparator.<Integer>comparingDouble(i -> -rank(trials.get(i), decided))
                            .thenComparing(Comparator.naturalOrder());
            int going = 1;
            if (rung < rungs - 1) {
                int always = search.always().size();
                going = Math.max(1, (left.size() - always) / search.keep()) + always;
                // Those that are in every rung come first, whatever their score.
                bestFirst =
                        Comparator.<Integer, Boolean>comparing(i -> !space.isAlways(i + 1))
                                .thenComparing(bestFirst);
            }
            left.sort(bestFirst);
            for (int out : left.subList(going, left.size())) {
                trainer.over(trials.get(out));
            }
            left = new ArrayList<>(left.subList(0, going).stream().sorted().toList());
        }
        Trial chosen = trials.get(left.get(0));
        if (chosen.failure() != null) {
            throw new RecipeException(
                    "All %d trials of the search that were left failed, the first: %s"
                            .formatted(begun.size(), chosen.failure()));
        }
        trials.write(Optional.of(chosen));
        trainer.over(chosen);
        RowRecipe row = at(space, chosen, rungs - 1);
        return new Outcome(trials.all(), chosen, row, search.rungs());
    }

    private void train(SearchSpace space, KeptTrials trials, List<Integer> left, int rung)
            throws IOException {
        List<Integer> missing =
                left.stream().filter(i -> trials.get(i).scores().size() <= rung).toList();
        if (missing.isEmpty()) {
            return;
        }
        String task = "%s: search, %s".formatted(row.name(), row.search().headings().get(rung));
        List<Integer> beside = new ArrayList<>();
        List<Integer> alone = new ArrayList<>();
        for (int i : missing) {
            (isPrepared(space, trials.get(i), rung) ? beside : alone).add(i);
        }
        try {
            train(space, trials, alone, beside, rung, task);
        } finally {
            trials.write(Optional.empty());
        }
    }

    private void train(
            SearchSpace space,
            KeptTrials trials,
            List<Integer> alone,
            List<Integer> beside,
            int rung,
            String task)
            throws IOException {
        int first = Math.min(1, alone.size());
        if (first > 0) {
            // The first shows by itself what all of them share, such as embeddings.
            train(space, trials, alone.get(0), rung);
        }
        try (Progress progress = Progress.start(task, alone.size() + beside.size(), "trials")) {
            progress.step(first);
            for (int i : alone.subList(first, alone.size())) {
                train(space, trials, i, rung);
                progress.step(1);
            }
            SoloThreads.run(
                    beside.stream().map(i -> work(space, trials, i, rung, progress)).toList(),
                    trainer.mostBeside());
        }
    }

    private SoloThreads.Work work(
            SearchSpace space, KeptTrials trials, int i, int rung, Progress progress) {
        return () -> {
            train(space, trials, i, rung);
            progress.step(1);
        };
    }

    /** Where settings don't fit together, training says so. */
    private boolean isPrepared(SearchSpace space, Trial trial, int rung) throws IOException {
        try {
            return trial.failure() == null && trainer.prepare(at(space, trial, rung));
        } catch (TrainingException | IllegalArgumentException e) {
            return false;
        }
    }

    private void train(SearchSpace space, KeptTrials trials, int i, int rung) throws IOException {
        Trial trial = trials.get(i);
        long start = System.nanoTime();
        double score = Double.NaN;
        String failure = trial.failure();
        if (failure == null) {
            try {
                score = trainer.score(trial, at(space, trial, rung));
            } catch (TrainingException | IllegalArgumentException e) {
                failure = String.valueOf(e.getMessage());
            }
        }
        trials.set(i, trial.scored(score, (System.nanoTime() - start) / 1e9, failure));
    }

    private RowRecipe at(SearchSpace space, Trial trial, int rung) {
        RowRecipe with = space.row(trial.values());
        List<Integer> rungs = row.search().rungs();
        return rungs.isEmpty() ? with : with.with(Map.of("epochs", rungs.get(rung)));
    }

    /** Higher is better; what failed comes last. */
    private double rank(Trial trial, int rung) {
        double score = trial.scores().get(rung);
        return Double.isNaN(score)
                ? Double.NEGATIVE_INFINITY
                : row.search().by().isLoss() ? -score : score;
    }
}
