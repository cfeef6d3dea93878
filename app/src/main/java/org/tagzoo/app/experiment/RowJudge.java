package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tagzoo.app.evaluation.Judgement;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.score.ScoreMatrix;
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
        Judgement judgement = judgement(scores);
        List<RowDetails.Epoch> history = trained.history().stream().map(RowJudge::epoch).toList();
        RowFiles.write(rowFolder, corpus, scores, judgement, history);
        return new RowOutcome(line(plan, trained, judgement), judgement.validationF1());
    }

    /** Judges a row and writes nothing. */
    RowOutcome judge(RowPlan plan, TrainedRow trained) throws IOException {
        Judgement judgement = judgement(scores(plan, trained));
        return new RowOutcome(line(plan, trained, judgement), judgement.validationF1());
    }

    private static Map<Part, ScoreMatrix> scores(RowPlan plan, TrainedRow trained)
            throws IOException {
        Map<Part, ScoreMatrix> scores = new EnumMap<>(Part.class);
        for (Map.Entry<Part, Examples> part : trained.source().examples().entrySet()) {
            float[][] logits =
                    Scorer.logits(
                            trained.source().network(), part.getValue(), plan.row().batchSize());
            scores.put(part.getKey(), Scorer.scores(logits, part.getValue().targets()));
        }
        return scores;
    }

    private Judgement judgement(Map<Part, ScoreMatrix> scores) {
        return Judgement.of(
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

    private static Row line(RowPlan plan, TrainedRow trained, Judgement judgement) {
        RowRecipe row = plan.row();
        OptionalDouble embedding = trained.embeddingSeconds();
        return new Row(
                        row.name(),
                        row.model(),
                        plan.weights().map(ResolvedWeights::name).orElse(null),
                        row.augmented(),
                        Row.Status.OK,
                        trained.remarks().isEmpty() ? null : String.join("; ", trained.remarks()),
                        judgement.test().micro().f1(),
                        judgement.intervals().micro().low(),
                        judgement.intervals().micro().high(),
                        judgement.test().micro().precision(),
                        judgement.test().micro().recall(),
                        judgement.test().macro().f1(),
                        judgement.meanAveragePrecision(),
                        judgement.ratioOfF1(),
                        judgement.threshold(),
                        judgement.microF1PerLabel(),
                        trained.seconds(),
                        embedding.isPresent() ? embedding.getAsDouble() : null,
                        plan.graph().weightCount(),
                        row.published())
                .withImageSize(row.imageSize());
    }
}
