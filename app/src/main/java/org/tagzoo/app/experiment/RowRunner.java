package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.app.evaluation.Judgement;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsUnavailableException;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.Scorer;

/**
 * Trains one row and judges it. Whatever goes wrong in a row is that row's line, and the other rows
 * go on.
 */
final class RowRunner {

    private final PreparedCorpus corpus;
    private final RowPlans plans;
    private final RowTraining training;
    private final RunFolder folder;
    private final long seed;

    RowRunner(
            PreparedCorpus corpus,
            RowPlans plans,
            RowTraining training,
            RunFolder folder,
            long seed) {
        this.corpus = corpus;
        this.plans = plans;
        this.training = training;
        this.folder = folder;
        this.seed = seed;
    }

    /** Returns what came of a row; a row that an earlier process finished is not run again. */
    RowOutcome run(RowRecipe row) {
        try {
            Path rowFolder = folder.row(row.name());
            Optional<RowOutcome> known = RowOutcome.read(rowFolder);
            if (known.isPresent()) {
                return known.get();
            }
            RowPlan plan = plans.of(row);
            try (TrainedRow trained = training.train(plan, rowFolder)) {
                RowOutcome outcome = judge(plan, trained, rowFolder);
                outcome.write(rowFolder);
                return outcome;
            }
        } catch (WeightsUnavailableException e) {
            return without(row, Row.Status.SKIPPED, e.getMessage());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return without(row, Row.Status.FAILED, Reason.of(e));
        }
    }

    private RowOutcome judge(RowPlan plan, TrainedRow trained, Path rowFolder) throws IOException {
        Map<Part, ScoreMatrix> scores = new EnumMap<>(Part.class);
        for (Map.Entry<Part, Examples> part : trained.source().examples().entrySet()) {
            float[][] logits =
                    Scorer.logits(
                            trained.source().network(), part.getValue(), plan.row().batchSize());
            scores.put(part.getKey(), Scorer.scores(logits, part.getValue().targets()));
        }
        Judgement judgement =
                Judgement.of(
                        corpus.labels(),
                        scores.get(Part.TRAIN),
                        scores.get(Part.VALIDATION),
                        scores.get(Part.TEST),
                        seed);
        List<RowDetails.Epoch> history = trained.history().stream().map(RowRunner::epoch).toList();
        RowFiles.write(rowFolder, corpus, scores, judgement, history);
        return new RowOutcome(line(plan, trained, judgement), judgement.validationF1());
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
                row.published());
    }

    private static RowOutcome without(RowRecipe row, Row.Status status, String reason) {
        String weights = row.weights().equals(RowRecipe.NO_WEIGHTS) ? null : row.weights();
        Row line =
                new Row(
                        row.name(),
                        row.model(),
                        weights,
                        row.augmented(),
                        status,
                        reason,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        row.published());
        return new RowOutcome(line, null);
    }
}
