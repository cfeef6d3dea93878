package org.tagzoo.zoo.index;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Vectors of length 1, read when they are needed.
 *
 * @param count how many
 * @param dimension of each
 * @param rows gives each, of any length
 */
record UnitRows(int count, int dimension, IntFunction<float[]> rows) {

    /** So many are multiplied at a time. */
    static final int BATCH = 1024;

    float[] row(int n) {
        return UnitVector.of(rows.apply(n));
    }

    /** Returns some of them, {@code [some, dimension]}. */
    NDArray matrix(NDManager used, int[] some) {
        return matrix(used, IntStream.of(some).mapToObj(this::row).toArray(float[][]::new));
    }

    static NDArray matrix(NDManager used, float[][] rows) {
        int dimension = rows[0].length;
        float[] all = new float[Math.multiplyExact(rows.length, dimension)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * dimension, dimension);
        }
        return used.create(all, new Shape(rows.length, dimension));
    }

    /** Cuts numbers into batches, in order. */
    static int[][] batches(int[] all) {
        return IntStream.range(0, (all.length + BATCH - 1) / BATCH)
                .mapToObj(
                        b ->
                                Arrays.copyOfRange(
                                        all, b * BATCH, Math.min((b + 1) * BATCH, all.length)))
                .toArray(int[][]::new);
    }
}
