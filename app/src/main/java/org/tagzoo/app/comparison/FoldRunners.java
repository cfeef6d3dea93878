package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.commons.io.function.IOFunction;
import org.tagzoo.app.evaluation.FoldsFile;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RecordCopy;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.split.SplitFile;

/**
 * Trains and evaluates rows once a fold. Each fold is a folder of its own, {@code 1} and so on,
 * with its split and its rows, as a run of one split has them: all that is fitted is fitted inside
 * the fold.
 */
final class FoldRunners {

    private static final String SPLIT = "split.csv";

    private final Path root;
    private final List<SplitCorpus> splits;
    private final List<RowRunner> runners = new ArrayList<>();

    /**
     * @param root the folder of all folds
     * @param plans of rows; what a run does beyond metrics is left out
     * @param splits one a fold
     */
    FoldRunners(Path root, RowPlans plans, List<SplitCorpus> splits) throws IOException {
        this.root = root;
        this.splits = splits;
        ComparisonSettings settings = metricsOnly(plans.settings());
        for (SplitCorpus split : splits) {
            Path own = Files.createDirectories(folder(runners.size() + 1));
            SplitFile.write(split.split(), split.images(), own.resolve(SPLIT));
            RunFolder folder = new RunFolder(own);
            RowPlans inFold =
                    new RowPlans(
                            settings,
                            split,
                            plans.unlabelled(),
                            folder,
                            plans.lookup(),
                            plans.cache(),
                            plans.device(),
                            plans.log());
            runners.add(new RowRunner(inFold, new AfterEvaluation(inFold), folder));
        }
    }

    /** Returns settings that ask for nothing beyond a row's metrics. */
    static ComparisonSettings metricsOnly(ComparisonSettings settings) {
        return RecordCopy.with(
                settings, Map.of("repeats", 1, "useAllData", false, "predict", Optional.empty()));
    }

    /**
     * Returns the corpus split once a fold, as an earlier process of the run did if there was one.
     *
     * @param root the folder of all folds
     * @param whole adds the images that are in no fold to a fold's split
     */
    static List<SplitCorpus> splits(
            Path root, SplitCorpus corpus, Folds folds, UnaryOperator<Split> whole)
            throws IOException {
        List<SplitCorpus> splits = new ArrayList<>();
        for (int fold = 1; fold <= folds.count(); fold++) {
            splits.add(split(root, fold, corpus, whole.apply(folds.split(fold))));
        }
        return splits;
    }

    /** Returns the corpus in the split of a fold, or in that which an earlier process wrote. */
    static SplitCorpus split(Path root, int fold, SplitCorpus corpus, Split drawn)
            throws IOException {
        return Comparison.asBegun(
                SplitCorpus.of(corpus.scanned(), drawn),
                root.resolve(String.valueOf(fold)).resolve(SPLIT));
    }

    List<SplitCorpus> splits() {
        return splits;
    }

    /** Returns which fold tests each of some images, in the order of the corpus. */
    FoldsFile folds(Predicate<TaggedImage> of) {
        Map<String, Integer> foldOf = new HashMap<>();
        for (int i = 0; i < splits.size(); i++) {
            int number = i + 1;
            splits.get(i).images(Part.TEST).forEach(image -> foldOf.put(image.id(), number));
        }
        return FoldsFile.of(splits.get(0).images().stream().filter(of).toList(), foldOf);
    }

    /** Returns the folder of a fold, from 1. */
    Path folder(int fold) {
        return root.resolve(String.valueOf(fold));
    }

    /**
     * Returns what came of a row in each fold; only that of the last one trained where that has no
     * metrics.
     *
     * @param row trains and evaluates it in a fold
     * @param done what to say of a fold
     */
    List<RowOutcome> run(IOFunction<RowRunner, RowOutcome> row, Function<RowOutcome, String> done)
            throws IOException {
        List<RowOutcome> outcomes = new ArrayList<>();
        for (RowRunner runner : runners) {
            RowOutcome outcome = row.apply(runner);
            if (outcome.row().status() != Row.Status.OK) {
                return List.of(outcome);
            }
            outcomes.add(outcome);
            String fold = "fold %d of %d: ".formatted(outcomes.size(), runners.size());
            runner.plans().log().accept(fold + done.apply(outcome));
        }
        return outcomes;
    }
}
