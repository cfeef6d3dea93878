package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.BiPredicate;

/**
 * How much which parameters decay.
 *
 * @param rate at least 0 and finite
 * @param decayed whether a parameter decays at all, by its name and shape
 */
record WeightDecay(double rate, BiPredicate<String, Shape> decayed) {

    /** Weights that don't decay. */
    static final WeightDecay NONE = new WeightDecay(0, (id, shape) -> true);

    WeightDecay {
        Setting.notNegative("weightDecay", rate);
    }

    double of(String id, NDArray weight) {
        return rate > 0 && decayed.test(id, weight.getShape()) ? rate : 0;
    }
}
