package org.tagzoo.zoo.task;

import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.LabelMatrices;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.Sigmoid;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.PerLabelThresholds;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Any number of labels an image, each for itself: a sigmoid, and a label is given where its score
 * is at least its threshold. The one threshold for all labels has the best micro F1 on validation
 * ({@link ThresholdScan}), those of each label together too ({@link PerLabelThresholds}).
 */
public final class Tags extends Task {

    /** The task. */
    public static final Task INSTANCE = new Tags();

    private Tags() {
        super(
                "tags",
                "tags",
                TargetForm.MULTI_HOT,
                true,
                List.of(
                        new Computed(Metric.MICRO_F1, true, p -> p.test().micro().f1()),
                        new Computed(Metric.PRECISION, false, p -> p.test().micro().precision()),
                        new Computed(Metric.RECALL, false, p -> p.test().micro().recall()),
                        new Computed(Metric.MACRO_F1, true, p -> p.test().macro().f1()),
                        new Computed(
                                Metric.MEAN_AVERAGE_PRECISION,
                                true,
                                p -> AveragePrecision.mean(p.scores())),
                        new Computed(
                                Metric.LABEL_ACCURACY,
                                true,
                                false,
                                p -> p.decisions().labelAccuracy()),
                        new Computed(
                                Metric.F1_PER_LABEL_THRESHOLDS,
                                false,
                                Tags::microF1OfPerLabelThresholds),
                        new Computed(Metric.RATIO_OF_F1, false, PartScores::ratioOfF1),
                        new Computed(
                                Metric.THRESHOLD, false, p -> p.chosen().orElseThrow().forAll())),
                List.of(
                        "F1, precision and recall are micro averages on the test part; the 95%"
                                + " interval of F1 is by bootstrap.",
                        "Thresholds are chosen on the validation part; a label is predicted where"
                                + " its score is at least the threshold.",
                        "F1 per label is micro F1 with one threshold for each label instead of one"
                                + " for all.",
                        "F1 ratio is F1 on train over F1 on validation after the last epoch;"
                                + " well above 1 indicates overfitting."));
    }

    @Override
    public Loss defaultLoss(double[] posWeight) {
        return new BinaryCrossEntropyLoss(posWeight);
    }

    @Override
    public Optional<String> refusal(int labels) {
        return Optional.empty();
    }

    @Override
    public float[] scores(float[] logits) {
        float[] scores = new float[logits.length];
        for (int l = 0; l < scores.length; l++) {
            scores[l] = Sigmoid.of(logits[l]);
        }
        return scores;
    }

    @Override
    public boolean[] decide(float[] scores, Optional<Thresholds> thresholds) {
        return thresholds
                .orElseThrow(() -> new IllegalArgumentException("Tags are given by thresholds"))
                .predict(scores);
    }

    @Override
    public boolean[] sure(float[] scores, double confidence) {
        boolean[] sure = new boolean[scores.length];
        for (int l = 0; l < scores.length; l++) {
            sure[l] = Math.max(scores[l], 1 - scores[l]) >= (float) confidence;
        }
        return sure;
    }

    @Override
    public Optional<ChosenThresholds> choose(ScoreMatrix validation) {
        return Optional.of(
                new ChosenThresholds(
                        ThresholdScan.of(validation).best().threshold(),
                        PerLabelThresholds.choose(
                                validation, PerLabelThresholds.Criterion.MICRO_F1)));
    }

    @Override
    public LabelMatrices matrices(LabelSet labels, Decisions decisions) {
        return LabelMatrices.ofTags(labels.names(), decisions);
    }

    @Override
    public List<Baseline> baselines(
            double[] trainFrequencies, boolean[][] test, boolean[][] unknown) {
        return Baseline.all(trainFrequencies, test, unknown);
    }

    /**
     * {@inheritDoc}
     *
     * <p>As many votes for as against are no majority: the label is left out, as in scikit-learn's
     * {@code VotingClassifier(voting="hard")}, where the lower class wins. There is no metric with
     * a threshold a label.
     */
    @Override
    public TaskEvaluation evaluateVotes(
            int voters,
            LabelSet labels,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        ChosenThresholds majority = same((voters / 2 + 1) / (double) voters, labels.size());
        PartScores parts = PartScores.of(this, Optional.of(majority), train, validation, test);
        Metrics shown = metrics(parts).without(Metric.F1_PER_LABEL_THRESHOLDS);
        return TaskEvaluation.of(this, labels, parts, shown, seed);
    }

    private static double microF1OfPerLabelThresholds(PartScores parts) {
        Thresholds perLabel = parts.chosen().orElseThrow().perLabel();
        return Evaluation.of(perLabel.decide(parts.scores())).micro().f1();
    }
}
