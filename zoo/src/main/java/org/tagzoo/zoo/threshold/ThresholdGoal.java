package org.tagzoo.zoo.threshold;

import java.util.List;
import org.tagzoo.zoo.metric.OperatingPoints;

/** What thresholds are to be best at. */
public sealed interface ThresholdGoal permits BestMicroF1, EachLabel, LabelGoal {

    /**
     * Chooses; of several best points those that predict a label for fewer images.
     *
     * @param labels the points of each label, {@code [L]}
     * @return which point of each label, {@code [L]}
     */
    int[] choose(List<OperatingPoints> labels);
}
