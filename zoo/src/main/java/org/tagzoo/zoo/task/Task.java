package org.tagzoo.zoo.task;

import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelMatrices;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * What is predicted: all that differs between kinds of prediction. Nothing else asks which kind it
 * is.
 *
 * <p>Targets as plain rows are {@code boolean[N][L]} whatever the form that a loss takes: with
 * classes each row has exactly one true label. A task whose networks have a second output evaluates
 * it beside these scores.
 */
// Over 300 lines: everything that differs between kinds of prediction is declared in one place.
public abstract class Task {

    private final String name;
    private final String predicted;
    private final TargetForm targetForm;
    private final boolean hasThresholds;
    private final List<Computed> metrics;
    private final List<String> notes;

    Task(
            String name,
            String predicted,
            TargetForm targetForm,
            boolean hasThresholds,
            List<Computed> metrics,
            List<String> notes) {
        this.name = name;
        this.predicted = predicted;
        this.targetForm = targetForm;
        this.hasThresholds = hasThresholds;
        this.metrics = metrics;
        this.notes = notes;
    }

    /** Returns the name in recipes and files. */
    public final String name() {
        return name;
    }

    /** Returns what an image's predicted labels are called, such as a column of a file. */
    public final String predicted() {
        return predicted;
    }

    /** Returns how a loss takes the labels of a batch. */
    public final TargetForm targetForm() {
        return targetForm;
    }

    /** Returns whether its decisions rest on thresholds, which are chosen on validation scores. */
    public final boolean hasThresholds() {
        return hasThresholds;
    }

    /** Returns how to read a table with these metrics, a sentence each. */
    public final List<String> notes() {
        return notes;
    }

    /**
     * Returns the loss of a training that names none.
     *
     * @param posWeight negatives over positives of each label in the training part, {@code [L]}
     */
    public abstract Loss defaultLoss(double[] posWeight);

    /** Returns the task of the first output, which scores the labels: this one if that is all. */
    public Task ofLabels() {
        return this;
    }

    /** Returns how many numbers a network gives for an image after the logits of the labels. */
    public int outputsBeside() {
        return 0;
    }

    /**
     * Checks how images become a network's input.
     *
     * @throws IllegalArgumentException if a box in shares of the input would not be one in shares
     *     of the image
     */
    public void requireResize(Resize resize) {
        Check.that(
                outputsBeside() == 0 || resize.kind() == Resize.Kind.STRETCH,
                "resize",
                "stretch for task " + name() + ": a box is in shares of the whole image",
                resize);
    }

    /** Returns what an epoch's history tells of outputs beside the labels; mostly nothing. */
    public List<Metric> epochMetricsBeside() {
        return List.of();
    }

    /** Returns the loss of all outputs, of one of the labels alone. */
    public Loss whole(Loss ofLabels) {
        return ofLabels;
    }

    /**
     * Says why images with so many labels can't be predicted by this task.
     *
     * @param labels of one image, 0 or more
     * @return what each image must have; empty if these are fine
     */
    public abstract Optional<String> refusal(int labels);

    /**
     * Returns the scores of an image: the activation.
     *
     * @param logits {@code [L]}, and what the network gives beside
     * @return {@code [L]}, 0 to 1 each
     */
    public abstract float[] scores(float[] logits);

    /**
     * Returns the scores of logits.
     *
     * @param logits {@code [N, L]}
     * @return {@code [N, L]}, 0 to 1 each
     */
    public final float[][] scores(float[][] logits) {
        return Arrays.stream(logits).map(this::scores).toArray(float[][]::new);
    }

    /**
     * Returns which labels an image is given.
     *
     * @param scores {@code [L]}
     * @param thresholds of the labels; empty for a task that has none
     * @return {@code [L]}
     * @throws IllegalArgumentException if there are thresholds and must be none, or the other way
     *     round
     */
    public abstract boolean[] decide(float[] scores, Optional<Thresholds> thresholds);

    /**
     * Returns of which labels scores are sure: whether an image has them or not.
     *
     * @param scores {@code [L]}
     * @param confidence 0.5 to 1
     * @return {@code [L]}; all true or all false where labels exclude each other
     */
    public abstract boolean[] sure(float[] scores, double confidence);

    /**
     * Returns which labels images are given, at the one threshold for all labels if there is one.
     *
     * @param scores {@code [N, L]}
     * @param chosen on validation; empty for a task without thresholds
     */
    public final Decisions decide(ScoreMatrix scores, Optional<ChosenThresholds> chosen) {
        Optional<Thresholds> same =
                chosen.map(c -> Thresholds.same(c.forAll(), c.perLabel().values().size()));
        boolean[][] given =
                Arrays.stream(scores.scores())
                        .map(image -> decide(image, same))
                        .toArray(boolean[][]::new);
        return new Decisions(given, scores.targets(), scores.unknown());
    }

    /**
     * Returns what decisions rest on.
     *
     * @param validation scores that no network was fitted to, at least one image
     * @return empty for a task without thresholds
     */
    public abstract Optional<ChosenThresholds> choose(ScoreMatrix validation);

    /** Returns the metrics of an evaluation, in the order of a table's columns; the first first. */
    public final List<Metric> metrics() {
        return inTable().map(Computed::metric).toList();
    }

    private Stream<Computed> inTable() {
        return metrics.stream().filter(Computed::inTable);
    }

    /** Returns what networks are compared by first; their intervals and differences are of it. */
    public final Metric firstMetric() {
        return metrics().get(0);
    }

    /** Returns the metrics of an epoch, the first one first: what training can follow. */
    public final List<Metric> epochMetrics() {
        return inEpochs().stream().map(Computed::metric).toList();
    }

    private List<Computed> inEpochs() {
        return metrics.stream().filter(Computed::inEpochs).toList();
    }

    /** Computes the metrics, those that can be, in their order. */
    public final Metrics metrics(PartScores parts) {
        return computed(inTable().toList(), parts);
    }

    private static Metrics computed(List<Computed> list, PartScores parts) {
        Metrics computed = Metrics.NONE;
        for (Computed each : list) {
            computed = computed.with(each.metric(), each.value().applyAsDouble(parts));
        }
        return computed;
    }

    /**
     * Computes the metrics of an epoch, in their order.
     *
     * @param scores of the validation part, at least one image
     * @param threshold from which a label is predicted; not every task asks for it
     */
    public final Metrics ofEpoch(ScoreMatrix scores, double threshold) {
        Optional<ChosenThresholds> chosen =
                hasThresholds ? Optional.of(same(threshold, scores.labels())) : Optional.empty();
        return computed(inEpochs(), PartScores.of(this, chosen, scores, scores, scores));
    }

    /**
     * Returns what scores of some images are worth, by the keys of the metrics of an epoch that are
     * columns, in their order.
     *
     * @param scores at least one image
     * @param decisions that rest on them
     * @param groupOf the group of each image, numbered from 0 by their first images
     * @param seed of intervals that are drawn, of whole groups
     */
    public final Map<String, Figure> figures(
            ScoreMatrix scores, Decisions decisions, int[] groupOf, long seed) {
        Evaluation found = Evaluation.of(decisions);
        PartScores parts = new PartScores(Optional.empty(), found, found, decisions, found, scores);
        Map<Metric, Interval> intervals = intervals(scores, decisions, groupOf, seed);
        Metrics chance = chance(scores.labels());
        Map<String, Figure> figures = new LinkedHashMap<>();
        computed(inTable().filter(Computed::inEpochs).toList(), parts)
                .values()
                .forEach(
                        (metric, value) -> {
                            Interval interval = intervals.get(metric);
                            Double low = interval == null ? null : interval.low();
                            Double high = interval == null ? null : interval.high();
                            Double guessed = chance.values().get(metric);
                            figures.put(metric.key(), new Figure(value, low, high, guessed));
                        });
        return figures;
    }

    /** Returns the 95% intervals of those metrics that have one; by bootstrap of the first one. */
    Map<Metric, Interval> intervals(
            ScoreMatrix scores, Decisions decisions, int[] groupOf, long seed) {
        return Map.of(firstMetric(), F1Intervals.ofGroups(decisions, groupOf, seed).micro());
    }

    /** Returns what guessing among so many labels comes to, as far as that is told. */
    public Metrics chance(int labels) {
        return Metrics.NONE;
    }

    /** Returns the same threshold for all labels. */
    static ChosenThresholds same(double threshold, int labels) {
        return new ChosenThresholds(threshold, Thresholds.same(threshold, labels));
    }

    /** Returns which labels are taken for which. */
    public abstract LabelMatrices matrices(LabelSet labels, Decisions decisions);

    /**
     * Returns what rules that look at no image come to.
     *
     * @param trainFrequencies {@code [L]}, the share of training images with each label
     * @param test targets, {@code [N, L]}, at least one image
     * @param unknown which of the targets are {@link org.tagzoo.datasets.label.Unknown}
     */
    public abstract List<Baseline> baselines(
            double[] trainFrequencies, boolean[][] test, boolean[][] unknown);

    /**
     * Chooses what there is to choose on validation, then evaluates on test.
     *
     * @param labels the names of the columns
     * @param seed of the intervals
     */
    public final TaskEvaluation evaluate(
            LabelSet labels,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        return evaluateAt(choose(validation), labels, train, validation, test, seed);
    }

    /** Evaluates with what was chosen before. */
    public final TaskEvaluation evaluateAt(
            Optional<ChosenThresholds> chosen,
            LabelSet labels,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        PartScores parts = PartScores.of(this, chosen, train, validation, test);
        return TaskEvaluation.of(this, labels, parts, metrics(parts), seed);
    }

    /**
     * Evaluates shares of votes as scores: a label is given by the majority.
     *
     * @param voters how many networks voted, at least 1
     */
    public TaskEvaluation evaluateVotes(
            int voters,
            LabelSet labels,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        return evaluate(labels, train, validation, test, seed);
    }
}
