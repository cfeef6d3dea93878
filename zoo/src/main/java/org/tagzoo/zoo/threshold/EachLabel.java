package org.tagzoo.zoo.threshold;

import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.zoo.metric.OperatingPoints;

/**
 * Each label by a goal of its own.
 *
 * @param goals {@code [L]}
 */
record EachLabel(List<LabelGoal> goals) implements ThresholdGoal {

    @Override
    public int[] choose(List<OperatingPoints> labels) {
        return IntStream.range(0, goals.size())
                .map(l -> goals.get(l).choose(labels.get(l)))
                .toArray();
    }
}
