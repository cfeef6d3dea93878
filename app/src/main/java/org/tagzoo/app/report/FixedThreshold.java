package org.tagzoo.app.report;

import java.util.List;
import java.util.Optional;
import org.tagzoo.zoo.metric.BatchMeans;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * What a row's test scores come to at a threshold that nobody chose on validation.
 *
 * @param threshold from which a label is predicted
 * @param images of test
 * @param nothing label accuracy of predicting no label
 * @param whole metrics over all images, as scikit-learn computes them
 * @param batches means over batches of {@value #BATCH}, as Keras computed them
 * @param labels the counts of each label
 */
public record FixedThreshold(
        double threshold,
        int images,
        double nothing,
        BatchMeans whole,
        BatchMeans batches,
        List<Counts> labels) {

    static final int BATCH = 256;

    public FixedThreshold {
        labels = List.copyOf(labels);
    }

    /** Returns what scores of tags come to. */
    public static FixedThreshold of(double threshold, ScoreMatrix test) {
        Decisions decisions =
                Tags.INSTANCE.decide(
                        test,
                        Optional.of(
                                new ChosenThresholds(
                                        threshold, Thresholds.same(threshold, test.labels()))));
        boolean[][] none = new boolean[test.images()][test.labels()];
        return new FixedThreshold(
                threshold,
                test.images(),
                new Decisions(none, test.targets(), test.unknown()).labelAccuracy(),
                BatchMeans.of(decisions, test.images()),
                BatchMeans.of(decisions, BATCH),
                Evaluation.of(decisions).labels());
    }
}
