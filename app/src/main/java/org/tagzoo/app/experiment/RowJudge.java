package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.Scorer;

/** Takes the figures of a trained row: thresholds on validation, all else on test. */
final class RowJudge {

    private final PreparedCorpus corpus;
    private final long seed;

    /**
     * @param seed of the run, from which the intervals are drawn
     */
    RowJudge(PreparedCorpus corpus, long seed) {
        this.corpus = corpus;
        this.seed = seed;
    }

    /** Judges a row and writes the files of its folder but for the last, {@code outcome.json}. */
    RowOutcome judge(RowPlan plan, TrainedRow trained, Path rowFolder) throws IOException {
        Map<Part, ScoreMatrix> scores = scores(plan, trained);
        TaskEvaluation evaluation = evaluate(plan, scores);
        List<RowDetails.Epoch> history = trained.history().stream().map(RowJudge::epoch).toList();
        RowFiles.write(rowFolder, corpus, scores, evaluation, history);
        return new RowOutcome(line(plan, trained, evaluation), evaluation.validation());
    }

    /** Judges a row and writes nothing. */
    RowOutcome judge(RowPlan plan, TrainedRow trained) throws IOException {
        TaskEvaluation evaluation = evaluate(plan, scores(plan, trained));
        return new RowOutcome(line(plan, trained, evaluation), evaluation.validation());
    }

    private static Map<Part, ScoreMatrix> scores(RowPlan plan, TrainedRow trained)
            throws IOException {
        Map<Part, ScoreMatrix> scores = new EnumMap<>(Part.class);
        for (Map.Entry<Part, Examples> part : trained.source().examples().entrySet()) {
            float[][] logits =
                    Scorer.logits(
                            trained.source().network(), part.getValue(), plan.row().batchSize());
            scores.put(
                    part.getKey(),
                    new ScoreMatrix(
                            plan.row().predicts().scores(logits), part.getValue().targets()));
        }
        return scores;
    }

    private TaskEvaluation evaluate(RowPlan plan, Map<Part, ScoreMatrix> scores) {
        return plan.row()
                .predicts()
                .evaluate(
                        corpus.labels(),
                        scores.get(Part.TRAIN),
                        scores.get(Part.VALIDATION),
                        scores.get(Part.TEST),
                        seed);
    }

    private static RowDetails.Epoch epoch(EpochMetrics epoch) {
        return new RowDetails.Epoch(
                epoch.epoch(),
                epoch.trainLoss(),
                epoch.validationLoss(),
                epoch.trainF1(),
                epoch.validationF1(),
                epoch.seconds());
    }

    private static Row line(RowPlan plan, TrainedRow trained, TaskEvaluation evaluation) {
        RowRecipe row = plan.row();
        OptionalDouble embedding = trained.embeddingSeconds();
        return Row.of(
                        row.name(),
                        new Row.Network(
                                row.model(),
                                plan.weights().map(ResolvedWeights::name).orElse(null),
                                row.augmented(),
                                plan.graph().weightCount(),
                                row.imageSize()),
                        evaluation,
                        new Row.Times(
                                trained.seconds(),
                                embedding.isPresent() ? embedding.getAsDouble() : null))
                .withReason(
                        trained.remarks().isEmpty() ? null : String.join("; ", trained.remarks()))
                .withPublished(row.published());
    }
}
