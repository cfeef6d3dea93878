package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a model that are trained, by the names that its block gives them.
 *
 * @param ids DJL's ids of the parameters
 * @param arrays the weights, which stay the model's
 */
record TrainedWeights(Map<String, String> ids, Map<String, NDArray> arrays) {

    /**
     * Finds the weights; a stock block has them only once it knows the shape of its inputs.
     *
     * @throws IllegalStateException if there are none
     */
    static TrainedWeights of(Model model) {
        Map<String, String> ids = new LinkedHashMap<>();
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : model.getBlock().getParameters()) {
            NDArray array = pair.getValue().getArray();
            if (pair.getValue().requiresGradient() && array.hasGradient()) {
                ids.put(pair.getKey(), pair.getValue().getId());
                arrays.put(pair.getKey(), array);
            }
        }
        if (arrays.isEmpty()) {
            throw new IllegalStateException(
                    "Nothing of %s is trained: load it with the option trainParam, or initialize the trainer"
                            .formatted(model.getName()));
        }
        return new TrainedWeights(ids, arrays);
    }

    /** Drops gradients that were made but not applied. */
    void discardGradients() {
        for (NDArray weight : arrays.values()) {
            try (NDArray gradient = JniUtils.getGradient((PtNDArray) weight)) {
                if (gradient != null) {
                    JniUtils.zeroGrad((PtNDArray) weight);
                }
            }
        }
    }
}
