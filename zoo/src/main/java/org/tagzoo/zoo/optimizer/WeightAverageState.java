package org.tagzoo.zoo.optimizer;

import java.util.Map;

/**
 * What a {@link WeightAverage} remembers, as plain Java, to be kept in a checkpoint.
 *
 * @param updates how many updates went into it, at least 0
 * @param averages the running means by the weights' ids, in row-major order; the arrays are not
 *     copied
 */
public record WeightAverageState(long updates, Map<String, float[]> averages) {

    public WeightAverageState {
        if (updates < 0) {
            throw new IllegalArgumentException(
                    "The number of updates must be at least 0, but is " + updates);
        }
        averages = Map.copyOf(averages);
    }
}
