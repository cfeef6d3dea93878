package org.tagzoo.zoo.network;

import java.util.List;

/**
 * A named tensor of a network.
 *
 * @param name dotted, as in torchvision's checkpoints: {@code layer1.0.conv1.weight}
 * @param shape convolution {@code [out, in, kh, kw]}, linear {@code [out, in]}, else {@code
 *     [channels]}; empty for a counter
 * @param role what the network does with it
 * @param init how it starts
 */
public record Parameter(String name, List<Integer> shape, Role role, Init init) {

    /** What becomes of a tensor in training. */
    public enum Role {
        /** Trained by gradients. */
        TRAINED,
        /** A weight that stays as it was loaded. */
        FIXED,
        /**
         * A weight of a frozen stage in a network of which others are trained: kept as a buffer, so
         * that what trains every parameter it finds does not find it.
         */
        FROZEN,
        /** Running mean or variance: moved by batch norm itself in training mode. */
        STATISTIC,
        /**
         * Batch norm's count of batches, a whole number that nothing here reads; PyTorch's files
         * hold it.
         */
        COUNTER;

        /** Returns whether PyTorch calls it a parameter, and not a buffer. */
        public boolean isWeight() {
            return this == TRAINED || this == FIXED;
        }
    }

    public Parameter {
        shape = List.copyOf(shape);
    }

    /** Returns the number of elements, 1 for a counter. */
    public int count() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
