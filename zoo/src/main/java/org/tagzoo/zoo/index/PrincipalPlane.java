package org.tagzoo.zoo.index;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * The two directions in which vectors vary most, found by orthogonal iteration, and where the
 * vectors lie along them.
 */
final class PrincipalPlane {

    private static final int ROUNDS = 20;

    private PrincipalPlane() {}

    /**
     * Returns where each vector lies, {@code [N, 2]}: how far from the mean along each direction.
     *
     * @param vectors all of one length
     * @param seed of the directions that are begun with
     */
    static double[][] of(int count, int dimension, IntFunction<float[]> vectors, long seed) {
        double[] mean = new double[dimension];
        for (int n = 0; n < count; n++) {
            float[] vector = vectors.apply(n);
            for (int d = 0; d < dimension; d++) {
                mean[d] += vector[d] / (double) count;
            }
        }
        SplittableRandom random = SeedSequence.random(seed, "principal plane");
        double[][] axes = new double[2][];
        for (int a = 0; a < 2; a++) {
            axes[a] = random.doubles(dimension, -1, 1).toArray();
        }
        double[][] places = new double[count][2];
        for (int round = 0; round <= ROUNDS; round++) {
            orthogonal(axes);
            double[][] next = new double[2][dimension];
            for (int n = 0; n < count; n++) {
                float[] vector = vectors.apply(n);
                for (int a = 0; a < 2; a++) {
                    double along = 0;
                    for (int d = 0; d < dimension; d++) {
                        along += (vector[d] - mean[d]) * axes[a][d];
                    }
                    places[n][a] = along;
                    for (int d = 0; d < dimension; d++) {
                        next[a][d] += along * (vector[d] - mean[d]);
                    }
                }
            }
            axes = next;
        }
        return places;
    }

    /** Makes both of length 1, and the second square to the first. */
    private static void orthogonal(double[][] axes) {
        scale(axes[0]);
        double product = 0;
        for (int d = 0; d < axes[0].length; d++) {
            product += axes[0][d] * axes[1][d];
        }
        for (int d = 0; d < axes[0].length; d++) {
            axes[1][d] -= product * axes[0][d];
        }
        scale(axes[1]);
    }

    private static void scale(double[] axis) {
        double squares = 0;
        for (double value : axis) {
            squares += value * value;
        }
        for (int d = 0; d < axis.length && squares > 0; d++) {
            axis[d] /= Math.sqrt(squares);
        }
    }
}
