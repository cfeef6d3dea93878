package org.tagzoo.app.comparison;

import java.io.IOException;
import java.util.List;
import org.apache.commons.io.function.IOFunction;
import org.tagzoo.app.evaluation.PooledFolds;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.Yardsticks;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.SplitCorpus;

/**
 * The rows of a run in folds of all images, which are in {@code folds/}. The row's own folder has
 * what they come to together.
 */
final class CrossValidation {

    private final RunFolder folder;
    private final long seed;
    private final FoldRunners runners;

    /**
     * @param folds the corpus, split once a fold
     */
    CrossValidation(RunFolder folder, RowPlans plans, List<SplitCorpus> folds) throws IOException {
        this.folder = folder;
        seed = plans.settings().seed();
        runners = new FoldRunners(PooledFolds.folder(folder.root()), plans, folds);
        runners.folds(image -> true).write(folder.root());
    }

    /** Draws the folds of all images, or takes those that an earlier process of the run drew. */
    static List<SplitCorpus> draw(SplitCorpus corpus, int count, long seed, RunFolder folder)
            throws IOException {
        return FoldRunners.splits(
                PooledFolds.folder(folder.root()),
                corpus,
                Folds.of(corpus.images(), count, seed),
                split -> split);
    }

    /**
     * Returns what came of a row in all folds. Where a fold has no metrics, the row has none
     * either, for the same reason.
     *
     * @param before the lines of the rows before it
     */
    RowOutcome run(RowRecipe recipe, List<Row> before) throws IOException {
        return pooled(runner -> runner.run(recipe, before));
    }

    /** Returns what came of a model that is no network, in the same way. */
    RowOutcome run(Yardsticks.Model model) throws IOException {
        return pooled(runner -> new ClassicRows(runner.plans(), runner.folder()).run(model));
    }

    private RowOutcome pooled(IOFunction<RowRunner, RowOutcome> row) throws IOException {
        List<RowOutcome> outcomes = runners.run(row, OutcomeText::of);
        Row first = outcomes.get(0).row();
        if (first.status() != Row.Status.OK) {
            return outcomes.get(0);
        }
        double seconds = outcomes.stream().mapToDouble(o -> o.row().times().training()).sum();
        RowOutcome pooled = PooledFolds.pool(folder.root(), first, seconds, seed);
        pooled.write(folder.row(first.name()));
        return pooled;
    }
}
