package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.app.evaluation.FoldsFile;
import org.tagzoo.app.evaluation.PooledFolds;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.split.SplitFile;

/**
 * The rows of a run in folds. Each fold is a folder of its own, {@code folds/1} and so on, with its
 * split and its rows, trained and evaluated as rows of one split are: all that is fitted is fitted
 * inside the fold. The row's own folder has what they come to together.
 */
final class CrossValidation {

    private final RunFolder folder;
    private final List<RowRunner> runners = new ArrayList<>();

    /**
     * @param folds the corpus, split once a fold
     */
    CrossValidation(RunFolder folder, RowPlans plans, List<SplitCorpus> folds) throws IOException {
        this.folder = folder;
        Map<String, Integer> foldOf = new HashMap<>();
        for (SplitCorpus fold : folds) {
            int number = runners.size() + 1;
            Files.createDirectories(PooledFolds.folder(folder.root(), number));
            SplitFile.write(fold.split(), split(folder, number));
            fold.images(Part.TEST).forEach(image -> foldOf.put(image.id(), number));
            RunFolder root = new RunFolder(PooledFolds.folder(folder.root(), number));
            RowPlans own = plans.on(fold, root);
            runners.add(new RowRunner(own, new AfterEvaluation(own), root));
        }
        FoldsFile.of(plans.corpus().images(), foldOf).write(folder.root());
    }

    /**
     * Draws the folds of all images, or takes those that an earlier process of the run drew.
     *
     * @return the corpus, split once a fold
     */
    static List<SplitCorpus> draw(SplitCorpus corpus, int count, long seed, RunFolder folder)
            throws IOException {
        Folds folds = Folds.of(corpus.images(), count, seed);
        List<SplitCorpus> splits = new ArrayList<>();
        for (int fold = 1; fold <= count; fold++) {
            splits.add(
                    Comparison.asBegun(
                            SplitCorpus.of(corpus.scanned(), folds.split(fold)),
                            split(folder, fold)));
        }
        return splits;
    }

    private static Path split(RunFolder folder, int fold) {
        return PooledFolds.folder(folder.root(), fold).resolve("split.csv");
    }

    /**
     * Returns what came of a row in all folds. Where a fold has no metrics, the row has none
     * either, for the same reason, and no further fold is trained.
     */
    RowOutcome run(RowRecipe recipe, List<Row> before) throws IOException {
        double seconds = 0;
        Row first = null;
        for (RowRunner runner : runners) {
            RowOutcome outcome = runner.run(recipe, before);
            Row row = outcome.row();
            if (row.status() != Row.Status.OK) {
                return outcome;
            }
            runner.plans()
                    .log()
                    .accept(
                            "fold %s of %d: %s"
                                    .formatted(
                                            runner.folder().root().getFileName(),
                                            runners.size(),
                                            OutcomeText.of(outcome)));
            seconds += row.times().training();
            first = first == null ? row : first;
        }
        RowOutcome pooled =
                PooledFolds.pool(
                        folder.root(), first, seconds, runners.get(0).plans().settings().seed());
        pooled.write(folder.row(first.name()));
        return pooled;
    }
}
