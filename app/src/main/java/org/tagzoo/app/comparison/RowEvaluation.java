package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.app.evaluation.EvaluationFiles;
import org.tagzoo.app.evaluation.HistoryFile;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.training.EpochMetrics;

/**
 * Takes the figures of a trained row: what there is to choose on validation, all else on test.
 *
 * @param corpus with the parts
 * @param seed of the run, from which the intervals are drawn
 */
record RowEvaluation(SplitCorpus corpus, long seed) {

    /** Evaluates a row and writes the files of its folder but the last, {@code outcome.json}. */
    RowOutcome evaluate(RowPlan plan, FineTuned tuned, Path rowFolder) throws IOException {
        Map<Part, ScoreMatrix> scores = tuned.scores();
        TaskEvaluation evaluation = tuned.evaluate(scores, seed);
        EvaluationFiles.write(
                rowFolder, new ScoredCorpus(corpus.labels(), scored(scores)), evaluation);
        Task task = evaluation.task();
        HistoryFile.write(
                rowFolder.resolve("history.csv"),
                task,
                tuned.history().stream().map(epoch -> epoch(task, epoch)).toList());
        return new RowOutcome(line(plan, tuned, evaluation), evaluation.validation());
    }

    /** Evaluates a row and writes nothing. */
    RowOutcome evaluate(RowPlan plan, FineTuned tuned) throws IOException {
        TaskEvaluation evaluation = tuned.evaluate(tuned.scores(), seed);
        return new RowOutcome(line(plan, tuned, evaluation), evaluation.validation());
    }

    private List<ScoredImage> scored(Map<Part, ScoreMatrix> scores) {
        List<ScoredImage> images = new ArrayList<>();
        for (Part part : Part.values()) {
            ScoreMatrix matrix = scores.get(part);
            for (int n = 0; n < matrix.images(); n++) {
                images.add(
                        new ScoredImage(
                                corpus.image(part, n).id(),
                                part,
                                matrix.scores()[n],
                                matrix.targets()[n]));
            }
        }
        return images;
    }

    private static RowDetails.Epoch epoch(Task task, EpochMetrics epoch) {
        Metric first = task.firstMetric();
        return new RowDetails.Epoch(
                epoch.epoch(),
                epoch.trainLoss(),
                epoch.validationLoss(),
                epoch.train().get(first),
                epoch.validation().get(first),
                epoch.seconds());
    }

    private static Row line(RowPlan plan, FineTuned tuned, TaskEvaluation evaluation) {
        RowRecipe row = plan.row();
        OptionalDouble features = tuned.featureSeconds();
        return Row.of(
                        row.name(),
                        new Row.Network(
                                row.model(),
                                plan.weights().map(ResolvedWeights::name).orElse(null),
                                row.augmented(),
                                plan.tuning().graph().weightCount(),
                                row.imageSize()),
                        evaluation,
                        new Row.Times(
                                tuned.trainingSeconds(),
                                features.isPresent() ? features.getAsDouble() : null))
                .withReason(tuned.remarks().isEmpty() ? null : String.join("; ", tuned.remarks()))
                .withPublished(row.published());
    }
}
