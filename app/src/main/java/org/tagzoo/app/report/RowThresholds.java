package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.LabelThreshold;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.TrustedThresholds;

/**
 * A threshold for each label, chosen on validation, how far it can be trusted, and what it comes to
 * on test.
 *
 * @param choice what they were chosen for
 * @param labels in the corpus's order
 */
public record RowThresholds(ThresholdChoice choice, List<Label> labels) {

    /**
     * A label.
     *
     * @param test its decisions on test
     */
    public record Label(String name, LabelThreshold threshold, Counts test) {}

    public RowThresholds {
        labels = List.copyOf(labels);
    }

    /**
     * Chooses and measures.
     *
     * @param choice not one threshold for all
     * @param names of the labels
     * @param groupOf {@code [N]}, the group of each validation image, from 0; groups stay whole
     * @param seed of the run
     */
    public static RowThresholds of(
            ThresholdChoice choice,
            List<String> names,
            ScoreMatrix validation,
            int[] groupOf,
            ScoreMatrix test,
            long seed) {
        TrustedThresholds found = choice.trusted(validation, groupOf, seed);
        List<Counts> counts = Evaluation.of(found.values().decide(test)).labels();
        List<Label> labels = new ArrayList<>();
        for (int l = 0; l < names.size(); l++) {
            labels.add(new Label(names.get(l), found.labels().get(l), counts.get(l)));
        }
        return new RowThresholds(choice, labels);
    }

    /** Returns all labels' decisions on test together. */
    Counts together() {
        return labels.stream().map(Label::test).reduce(new Counts(0, 0, 0), Counts::plus);
    }
}
