package org.tagzoo.app.audit;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.zoo.index.NeighbourGraph;

/**
 * Embeddings of a corpus less their mean, so that what all images have in common makes none alike.
 *
 * @param rows of floats
 * @param mean of all
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Embeddings(CachedRows rows, float[] mean) implements IntFunction<float[]> {

    static Embeddings of(CachedRows rows) {
        double[] sums = new double[rows.rowBytes() / Float.BYTES];
        for (int n = 0; n < rows.rows(); n++) {
            ByteBuffer row = rows.row(n);
            for (int d = 0; d < sums.length; d++) {
                sums[d] += row.getFloat();
            }
        }
        float[] mean = new float[sums.length];
        for (int d = 0; d < mean.length; d++) {
            mean[d] = (float) (sums[d] / rows.rows());
        }
        return new Embeddings(rows, mean);
    }

    @Override
    public float[] apply(int n) {
        float[] vector = new float[mean.length];
        rows.row(n).asFloatBuffer().get(vector);
        for (int d = 0; d < vector.length; d++) {
            vector[d] -= mean[d];
        }
        return vector;
    }

    NeighbourGraph neighbours(int most, long seed) {
        return NeighbourGraph.of(rows.rows(), mean.length, this, most, seed);
    }
}
