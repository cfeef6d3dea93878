package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagzoo.app.ensemble.StackedRow;
import org.tagzoo.app.evaluation.FoldsFile;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.metadata.MetadataEncoder;
import org.tagzoo.datasets.metadata.MetadataFit;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.task.Task;

/**
 * Stacks a run's rows. Each is trained again in folds of the train and validation parts, in {@code
 * stack/}; the images of a fold are scored by the network that was trained without it, with a
 * validation part of its own, and those of test by the mean of all of these networks. On these
 * scores, {@code out-of-fold.csv} in a row's folder, the stacked row rests.
 */
final class Stacking {

    /** The stacked row's name; where rows have several tasks, the task's follows. */
    static final String NAME = "stacked";

    private final RunFolder folder;
    private final RowPlans plans;
    private final FoldRunners runners;
    private final FoldsFile folds;
    private boolean complete = true;

    Stacking(RunFolder folder, RowPlans plans) throws IOException {
        this.folder = folder;
        this.plans = plans;
        SplitCorpus corpus = plans.corpus();
        long seed = plans.settings().seed();
        Folds drawn = Folds.ofTraining(corpus, plans.settings().stack(), seed);
        Path root = folder.file("stack");
        runners =
                new FoldRunners(
                        root,
                        plans,
                        FoldRunners.splits(root, corpus, drawn, split -> withTest(corpus, split)));
        folds = runners.folds(image -> corpus.split().partOf(image.id()) != Part.TEST);
        folds.write(root);
    }

    /** No network of a fold sees the test part, so all can score it. */
    private static Split withTest(SplitCorpus corpus, Split fold) {
        Map<String, Part> parts = new LinkedHashMap<>();
        corpus.images()
                .forEach(
                        image ->
                                parts.put(
                                        image.id(),
                                        fold.parts().getOrDefault(image.id(), Part.TEST)));
        return new Split(parts);
    }

    /**
     * Trains what is to be stacked and stacks it, task by task.
     *
     * @param rows the lines of the recipe's rows
     * @return a line a task of which at least two rows have metrics in all folds
     */
    List<Row> run(List<Row> rows) throws IOException {
        Map<Task, List<Row>> members = new LinkedHashMap<>();
        List<RowRecipe> recipes = plans.settings().recipe().rows();
        Map<Task, Long> usable =
                rows.subList(0, recipes.size()).stream()
                        .filter(row -> row.status() == Row.Status.OK)
                        .collect(Collectors.groupingBy(Row::task, Collectors.counting()));
        for (int i = 0; i < recipes.size(); i++) {
            Row row = rows.get(i);
            if (row.status() != Row.Status.OK) {
                continue;
            }
            List<Row> alike = members.computeIfAbsent(row.task(), task -> new ArrayList<>());
            // One alone would be trained in folds for nothing.
            if (usable.get(row.task()) > 1 && scored(recipes.get(i), row, rows.subList(0, i))) {
                alike.add(row);
            }
        }
        List<Row> stacked = new ArrayList<>();
        Map<String, double[]> metadata = metadata();
        for (Map.Entry<Task, List<Row>> entry : members.entrySet()) {
            String name = NAME + (members.size() == 1 ? "" : "-" + entry.getKey().name());
            if (entry.getValue().size() < 2) {
                plans.log()
                        .accept(name + " is left out: it takes two networks with metrics or more");
                continue;
            }
            long seed = plans.settings().seed();
            folder.row(name);
            Row row =
                    StackedRow.write(folder.root(), name, entry.getValue(), folds, metadata, seed);
            plans.log()
                    .accept(
                            "%s: %s %.3f on test"
                                    .formatted(
                                            name, row.task().firstMetric().heading(), row.first()));
            stacked.add(row);
        }
        return stacked;
    }

    /** Whether no fold of a row failed; what did is tried again when the run is resumed. */
    boolean isComplete() {
        return complete;
    }

    /** Returns the sizes of all images and what metadata rows take; none if these tell nothing. */
    private Map<String, double[]> metadata() {
        List<String> columns = new ArrayList<>(List.of("image-size"));
        Set<String> categories = new HashSet<>();
        for (RowRecipe row : plans.settings().recipe().rows()) {
            if (row.metadata() != null) {
                columns.addAll(row.metadata().columns());
                categories.addAll(row.metadata().ofCategories());
            }
        }
        try {
            MetadataEncoder encoder =
                    new MetadataFit(columns, categories, false)
                            .to(
                                    KnownColumns.of(plans.corpus().images(Part.TRAIN)),
                                    line -> plans.log().accept(NAME + ": " + line));
            Map<String, double[]> known = new HashMap<>();
            for (TaggedImage image : plans.corpus().images()) {
                known.put(image.id(), encoder.numbers(image.known()));
            }
            return known;
        } catch (IllegalArgumentException e) {
            plans.log().accept(NAME + " does without metadata. " + e.getMessage());
            return Map.of();
        }
    }

    /**
     * Writes a row's out-of-fold scores; false if a fold has no metrics, of which the user is told.
     */
    private boolean scored(RowRecipe recipe, Row row, List<Row> before) throws IOException {
        List<RowOutcome> outcomes =
                runners.run(
                        runner -> runner.run(recipe, before),
                        fold -> fold.row().name() + " scored what it left out");
        Row last = outcomes.get(outcomes.size() - 1).row();
        if (last.status() != Row.Status.OK) {
            plans.log().accept("%s is not stacked. %s".formatted(row.name(), last.reason()));
            complete = false;
            return false;
        }
        Map<String, float[]> sums = new HashMap<>();
        ScoredCorpus any = null;
        for (int fold = 1; fold <= runners.splits().size(); fold++) {
            Path own = runners.folder(fold).resolve("rows").resolve(last.name());
            any = ScoresFile.read(own.resolve("scores.csv"));
            for (ScoredImage image : any.images(Part.TEST)) {
                sums.merge(image.id(), image.scores(), Stacking::sum);
            }
        }
        Map<String, ScoredImage> images = new HashMap<>();
        any.images().forEach(image -> images.put(image.id(), image));
        int count = runners.splits().size();
        List<ScoredImage> scored = new ArrayList<>();
        for (Part part : Part.values()) {
            plans.corpus()
                    .images(part)
                    .forEach(
                            image -> {
                                ScoredImage known = images.get(image.id());
                                float[] scores = sums.get(image.id());
                                scored.add(
                                        new ScoredImage(
                                                image.id(),
                                                part,
                                                part == Part.TEST ? mean(scores, count) : scores,
                                                known.targets(),
                                                known.unknown()));
                            });
        }
        ScoresFile.write(StackedRow.file(folder.root(), row.name()), any.labels(), scored);
        return true;
    }

    private static float[] sum(float[] a, float[] b) {
        float[] sum = a.clone();
        for (int l = 0; l < sum.length; l++) {
            sum[l] += b[l];
        }
        return sum;
    }

    private static float[] mean(float[] sum, int count) {
        float[] mean = sum.clone();
        for (int l = 0; l < mean.length; l++) {
            mean[l] = Math.min(1, mean[l] / count);
        }
        return mean;
    }
}
