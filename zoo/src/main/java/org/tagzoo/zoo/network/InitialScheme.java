package org.tagzoo.zoo.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the values of layers are drawn that begin at random. */
public enum InitialScheme {
    /** As the authors of each network have it; for linear layers and convolutions as PyTorch. */
    @JsonProperty("network")
    NETWORK,

    /**
     * As Keras: Glorot's uniform distribution (2010), from {@code -sqrt(6 / (in + out))} to that,
     * for matrices and kernels, where in and out count the places of a kernel too; biases 0. All
     * else is as in {@link #NETWORK}.
     */
    @JsonProperty("keras")
    KERAS;

    /** Returns how a parameter begins. */
    Init of(Parameter parameter) {
        if (this == NETWORK) {
            return parameter.init();
        }
        String name = parameter.name();
        if (name.endsWith("bias")) {
            return Init.constant(0);
        }
        var shape = parameter.shape();
        if (!name.endsWith("weight") || shape.size() < 2) {
            return parameter.init();
        }
        double places = (double) parameter.count() / (shape.get(0) * (double) shape.get(1));
        return Init.uniform(Math.sqrt(6 / (places * (shape.get(0) + shape.get(1)))));
    }
}
