package org.tagzoo.zoo.recurrent;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The weights of a {@link SimpleRnn}, or their gradients, as matrices that a row vector is
 * multiplied by.
 *
 * @param input {@code [F, H]}
 * @param hidden {@code [H, H]}
 * @param hiddenBias {@code [1, H]}
 * @param output {@code [H, F]}
 * @param outputBias {@code [1, F]}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record RnnWeights(
        double[][] input,
        double[][] hidden,
        double[][] hiddenBias,
        double[][] output,
        double[][] outputBias) {

    /** Returns zeros for F characters and H hidden numbers. */
    public static RnnWeights zeros(int characters, int hidden) {
        return new RnnWeights(
                new double[characters][hidden],
                new double[hidden][hidden],
                new double[1][hidden],
                new double[hidden][characters],
                new double[1][characters]);
    }

    /**
     * Returns weights to begin with: half the identity for the hidden matrix (arXiv:1504.00941 has
     * all of it, with which states of long texts grow without bound); normal ones of standard
     * deviation {@code sqrt(2 / (rows + columns))} for input and output (Glorot); zeros for the
     * rest.
     */
    public static RnnWeights initial(int characters, int hidden, SplittableRandom random) {
        RnnWeights weights = zeros(characters, hidden);
        double deviation = Math.sqrt(2.0 / (characters + hidden));
        for (double[][] matrix : List.of(weights.input, weights.output)) {
            for (double[] row : matrix) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = deviation * random.nextGaussian();
                }
            }
        }
        for (int i = 0; i < hidden; i++) {
            weights.hidden[i][i] = 0.5;
        }
        return weights;
    }

    /** Returns the matrices in the order of their declaration. */
    public List<double[][]> matrices() {
        return List.of(input, hidden, hiddenBias, output, outputBias);
    }
}
