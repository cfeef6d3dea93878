package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;

/** How far logits are from their targets, as one number that training makes smaller. */
public interface Loss {

    /**
     * Returns the loss as a scalar that gradients flow back from, attached to the manager of the
     * logits. All arrays in between are closed.
     *
     * @param logits {@code [N, L]}, before any activation, float32 or float64
     * @param targets {@code [N, L]}, 0 to 1, of the same type; they get no gradient
     * @throws IllegalArgumentException if shapes, types or targets don't fit
     */
    NDArray evaluate(NDArray logits, NDArray targets);

    /**
     * Returns the loss of plain arrays, such as of a whole validation part: summed in double, row
     * by row.
     *
     * @param logits {@code [N, L]}, before any activation
     * @param targets {@code [N, L]}, whether image {@code n} has label {@code l}
     * @throws IllegalArgumentException if there is no row, or rows or targets don't fit
     */
    double evaluate(float[][] logits, boolean[][] targets);
}
