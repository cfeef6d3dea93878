package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tagzoo.app.evaluation.Judgement;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.registry.WeightsUnavailableException;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.EpochResult;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.Scorer;
import org.tagzoo.zoo.training.Trainer;

/**
 * Trains one row and judges it. Whatever goes wrong in a row is that row's line, and the other rows
 * go on.
 */
final class RowRunner {

    private final PreparedCorpus corpus;
    private final RowSources sources;
    private final RunFolder folder;
    private final long seed;
    private final double[] posWeight;

    RowRunner(PreparedCorpus corpus, RowSources sources, RunFolder folder, long seed) {
        this.corpus = corpus;
        this.sources = sources;
        this.folder = folder;
        this.seed = seed;
        this.posWeight =
                new LabelStatistics(
                                corpus.split().images(corpus.images(), Part.TRAIN), corpus.labels())
                        .posWeight();
    }

    RowOutcome run(RowRecipe row) {
        try {
            RowSource source = sources.of(row);
            try (ScriptModule module = source.module()) {
                return train(row, source, module);
            }
        } catch (WeightsUnavailableException e) {
            return without(row, Row.Status.SKIPPED, e.getMessage());
        } catch (IOException | RuntimeException e) {
            return without(row, Row.Status.FAILED, Reason.of(e));
        }
    }

    private RowOutcome train(RowRecipe row, RowSource source, ScriptModule module)
            throws IOException {
        Examples train = source.examples().get(Part.TRAIN);
        Examples validation = source.examples().get(Part.VALIDATION);
        List<RowDetails.Epoch> history = new ArrayList<>();
        long start = System.nanoTime();
        try (Progress progress =
                Progress.start(row.name() + ": training", row.epochs(), "epochs")) {
            trainer(row, module, train.size())
                    .fit(
                            train,
                            validation,
                            epoch -> {
                                history.add(epoch(epoch, row.trainingThreshold()));
                                progress.step(1);
                            });
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<Part, ScoreMatrix> scores = new EnumMap<>(Part.class);
        for (Map.Entry<Part, Examples> part : source.examples().entrySet()) {
            float[][] logits = Scorer.logits(module, part.getValue(), row.batchSize());
            scores.put(part.getKey(), Scorer.scores(logits, part.getValue().targets()));
        }
        Judgement judgement =
                Judgement.of(
                        corpus.labels(),
                        scores.get(Part.TRAIN),
                        scores.get(Part.VALIDATION),
                        scores.get(Part.TEST),
                        seed);
        Path rowFolder = folder.row(row.name());
        RowFiles.write(rowFolder, corpus, scores, judgement, history);
        RowFiles.writeWeights(rowFolder, module);
        return new RowOutcome(
                line(row, source, judgement, seconds), OptionalDouble.of(judgement.validationF1()));
    }

    private Trainer trainer(RowRecipe row, ScriptModule module, int examples) {
        return Trainer.builder()
                .setModule(module)
                .setLoss(
                        row.posWeight()
                                ? new BinaryCrossEntropyLoss(posWeight)
                                : new BinaryCrossEntropyLoss())
                .setSchedule(
                        OneCycle.builder()
                                .setMaxLr(row.maxLr())
                                .setTotalUpdates(
                                        Trainer.updates(examples, row.batchSize(), row.epochs()))
                                .optBaseMomentum(row.baseMomentum())
                                .optMaxMomentum(row.maxMomentum())
                                .build())
                .setEpochs(row.epochs())
                .setBatchSize(row.batchSize())
                .setSeed(seed)
                .optWeightDecay(row.weightDecay())
                .build();
    }

    private static RowDetails.Epoch epoch(EpochResult result, double threshold) {
        return new RowDetails.Epoch(
                result.number(),
                result.trainLoss(),
                result.validationLoss(),
                microF1(result.train(), threshold),
                microF1(result.validation(), threshold),
                result.seconds());
    }

    private static double microF1(ScoreMatrix scores, double threshold) {
        Thresholds same = Thresholds.same(threshold, scores.labels());
        return Evaluation.of(same.decide(scores)).micro().f1();
    }

    private static Row line(RowRecipe row, RowSource source, Judgement judgement, double seconds) {
        OptionalDouble embedding = source.embeddingSeconds();
        return new Row(
                row.name(),
                row.model(),
                source.weights().orElse(null),
                false,
                Row.Status.OK,
                null,
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
                seconds,
                embedding.isPresent() ? embedding.getAsDouble() : null,
                source.parameters(),
                row.published());
    }

    private static RowOutcome without(RowRecipe row, Row.Status status, String reason) {
        String weights = row.weights().equals(RowRecipe.NO_WEIGHTS) ? null : row.weights();
        Row line =
                new Row(
                        row.name(),
                        row.model(),
                        weights,
                        false,
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
        return new RowOutcome(line, OptionalDouble.empty());
    }
}
