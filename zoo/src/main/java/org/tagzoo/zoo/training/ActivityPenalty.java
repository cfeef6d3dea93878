package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** The penalty on what hidden layers give, which {@link UpdateSettings} describes. */
final class ActivityPenalty {

    private ActivityPenalty() {}

    /**
     * Returns the penalty as a scalar that gradients flow back from.
     *
     * @param factor above 0
     * @param outputs of the network: logits, and after them what each hidden layer gave
     */
    static NDArray of(double factor, NDList outputs, NDManager manager) {
        if (outputs.size() < 2) {
            throw new IllegalArgumentException(
                    "activityL1 is a penalty on a head's hidden layers, and this network gives none");
        }
        NDArray scale = manager.create((float) factor);
        return outputs.stream()
                .skip(1)
                .map(hidden -> hidden.abs().sum().mul(scale))
                .reduce(NDArray::add)
                .orElseThrow();
    }
}
