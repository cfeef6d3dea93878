package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.app.evaluation.EvaluationFiles;
import org.tagzoo.app.evaluation.HistoryFile;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.ImagesOfWeights;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredBox;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.training.EpochMetrics;

/** Evaluates a trained row: what there is to choose on validation, all else on test. */
final class RowEvaluation {

    private RowEvaluation() {}

    /**
     * Evaluates a row.
     *
     * @param seed of the run, from which the intervals are drawn
     * @param folder for all the row's files but the last, {@code outcome.json}; empty to write none
     */
    static RowOutcome of(
            RowPlan plan, FineTuned tuned, SplitCorpus corpus, long seed, Optional<Path> folder)
            throws IOException {
        Map<Part, ScoreMatrix> scores = tuned.scores();
        TaskEvaluation evaluation = tuned.evaluate(scores, seed);
        if (folder.isPresent()) {
            EvaluationFiles.write(folder.get(), scored(corpus, scores), evaluation);
            Task task = evaluation.task();
            HistoryFile.write(
                    folder.get().resolve("history.csv"),
                    task,
                    tuned.history().stream().map(epoch -> epoch(task, epoch)).toList());
        }
        List<String> remarks = new ArrayList<>(tuned.remarks());
        Optional.ofNullable(plan.network().head().form().known())
                .map(known -> new UnchangedNote(known, corpus.labels()))
                .map(note -> note.of(corpus.images(Part.TEST), scores.get(Part.TEST)))
                .ifPresent(remarks::add);
        if (!scores.get(Part.TEST).boxes().isEmpty()) {
            remarks.add(
                    "the mean box of the training images has a mean IoU of %s"
                            .formatted(
                                    String.format(
                                            Locale.ROOT,
                                            "%.3f",
                                            ScoredBox.meanOverlap(
                                                    ScoredBox.ofMean(
                                                            scores.get(Part.TRAIN).boxes(),
                                                            scores.get(Part.TEST).boxes())))));
        }
        return new RowOutcome(line(plan, tuned, remarks, evaluation), evaluation.validation());
    }

    /** Returns the scores of all parts, in their order, with the ids of their images. */
    static ScoredCorpus scored(SplitCorpus corpus, Map<Part, ScoreMatrix> scores) {
        List<ScoredImage> images = new ArrayList<>();
        for (Part part : Part.values()) {
            ScoreMatrix matrix = scores.get(part);
            for (int n = 0; n < matrix.images(); n++) {
                String id = corpus.image(part, n).id();
                float[] row = matrix.scores()[n];
                boolean[] unknown =
                        matrix.unknown().length == 0
                                ? new boolean[row.length]
                                : matrix.unknown()[n];
                Optional<ScoredBox> box =
                        matrix.boxes().isEmpty()
                                ? Optional.empty()
                                : Optional.of(matrix.boxes().get(n));
                images.add(new ScoredImage(id, part, row, matrix.targets()[n], unknown, box));
            }
        }
        return new ScoredCorpus(corpus.labels(), images);
    }

    private static RowDetails.Epoch epoch(Task task, EpochMetrics epoch) {
        Metric first = task.firstMetric();
        return new RowDetails.Epoch(
                epoch.epoch(),
                epoch.trainLoss(),
                epoch.validationLoss(),
                epoch.train().get(first),
                epoch.validation().get(first),
                epoch.seconds(),
                HistoryFile.beside(task, epoch.train(), epoch.validation()));
    }

    private static Row line(
            RowPlan plan, FineTuned tuned, List<String> remarks, TaskEvaluation evaluation) {
        RowRecipe row = plan.row();
        String weights = plan.weights().map(ResolvedWeights::name).orElse(null);
        OptionalDouble features = tuned.featureSeconds();
        return Row.of(
                        row.name(),
                        network(row, weights, plan.tuning().graph().weightCount()),
                        evaluation,
                        new Row.Times(
                                tuned.trainingSeconds(),
                                features.isPresent() ? features.getAsDouble() : null))
                .withReason(remarks.isEmpty() ? null : String.join("; ", remarks))
                .withPublished(row.published());
    }

    /** Returns the outcome of a row without metrics. */
    static RowOutcome without(RowRecipe row, Row.Status status, String reason) {
        String weights = row.weights().equals(RowRecipe.NO_WEIGHTS) ? null : row.weights();
        Row line =
                Row.without(
                        row.name(), network(row, weights, null), row.predicts(), status, reason);
        return new RowOutcome(line.withPublished(row.published()), null);
    }

    private static Row.Network network(RowRecipe row, String weights, Long parameters) {
        return new Row.Network(
                row.model(),
                weights,
                row.augmented(),
                parameters,
                ImagesOfWeights.isFor(row) ? null : row.imageSize());
    }
}
