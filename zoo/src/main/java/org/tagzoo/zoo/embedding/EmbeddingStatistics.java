package org.tagzoo.zoo.embedding;

import java.nio.FloatBuffer;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * Mean and variance of each feature over some embeddings, for a head that standardises them.
 *
 * @param mean {@code [F]}
 * @param variance {@code [F]}, divided by the number of embeddings
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record EmbeddingStatistics(float[] mean, float[] variance) {

    /**
     * Computes them, in double precision and in the order of the rows.
     *
     * @param rows of the training part
     */
    public static EmbeddingStatistics of(CachedRows embeddings, int[] rows) {
        int width = embeddings.rowBytes() / Float.BYTES;
        double[] mean = new double[width];
        for (int row : rows) {
            FloatBuffer values = embeddings.row(row).asFloatBuffer();
            for (int i = 0; i < width; i++) {
                mean[i] += values.get(i) / rows.length;
            }
        }
        double[] variance = new double[width];
        for (int row : rows) {
            FloatBuffer values = embeddings.row(row).asFloatBuffer();
            for (int i = 0; i < width; i++) {
                double difference = values.get(i) - mean[i];
                variance[i] += difference * difference / rows.length;
            }
        }
        return new EmbeddingStatistics(floats(mean), floats(variance));
    }

    /** Returns first values in which running statistics are these; a head has no others. */
    public ParameterValues over(ParameterValues others) {
        return parameter -> {
            if (parameter.role() != Parameter.Role.STATISTIC) {
                return others.values(parameter);
            }
            return parameter.name().endsWith("running_mean") ? mean : variance;
        };
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
