package org.tagzoo.zoo.optimizer;

import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * What a {@link WeightAverage} remembers, to be kept in a checkpoint.
 *
 * @param updates how many updates went into it, at least 0
 * @param averages the running means by the weights' ids, in row-major order: {@code [N]}; read one
 *     at a time
 */
public record WeightAverageState(long updates, TensorSource averages) {

    public WeightAverageState {
        Check.atLeast("The number of updates", updates, 0);
    }
}
