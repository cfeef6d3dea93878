package org.tagzoo.zoo.embedding;

import java.nio.FloatBuffer;
import java.util.List;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.zoo.network.BatchNorm;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * Mean and variance of each feature over some embeddings, for a head that standardises them.
 *
 * @param mean {@code [F]}
 * @param variance {@code [F]}, divided by the number of embeddings; 1 where all of them have the
 *     same value, as in scikit-learn's {@code StandardScaler}: rounding alone must not be divided
 *     by
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record EmbeddingStatistics(float[] mean, float[] variance) {

    /**
     * Computes them; sums in double precision, in the order of the rows.
     *
     * @param rows of the training part, at least one
     */
    public static EmbeddingStatistics of(CachedRows embeddings, int[] rows) {
        int width = embeddings.rowBytes() / Float.BYTES;
        FloatBuffer first = embeddings.row(rows[0]).asFloatBuffer();
        boolean[] varies = new boolean[width];
        double[] mean = new double[width];
        double[] variance = new double[width];
        for (int row : rows) {
            FloatBuffer values = embeddings.row(row).asFloatBuffer();
            for (int i = 0; i < width; i++) {
                varies[i] |= values.get(i) != first.get(i);
                mean[i] += values.get(i) / rows.length;
            }
        }
        for (int row : rows) {
            FloatBuffer values = embeddings.row(row).asFloatBuffer();
            for (int i = 0; i < width; i++) {
                double difference = values.get(i) - mean[i];
                variance[i] += difference * difference / rows.length;
            }
        }
        float[] means = new float[width];
        float[] variances = new float[width];
        for (int i = 0; i < width; i++) {
            means[i] = varies[i] ? (float) mean[i] : first.get(i);
            variances[i] = varies[i] ? (float) variance[i] : 1;
        }
        return new EmbeddingStatistics(means, variances);
    }

    /**
     * Returns those with which features come to this standard deviation and not to 1: the smaller,
     * the slower does a layer over them learn beside other inputs.
     */
    public EmbeddingStatistics to(double deviation) {
        float[] scaled = new float[variance.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (variance[i] / (deviation * deviation));
        }
        return new EmbeddingStatistics(mean, scaled);
    }

    /**
     * Returns initial values in which these are the running statistics of the batch norm that
     * standardises.
     *
     * @param head which takes the embeddings, and begins with that batch norm
     * @throws IllegalArgumentException if it does not
     */
    public ParameterValues over(Graph head, ParameterValues others) {
        BatchNorm norm =
                head.nodes().stream()
                        .filter(node -> node.inputs().equals(List.of(0)))
                        .map(Node::op)
                        .filter(BatchNorm.class::isInstance)
                        .map(BatchNorm.class::cast)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "Embeddings are standardised where the head alone is trained"));
        return parameter -> {
            if (parameter.equals(norm.mean())) {
                return mean;
            }
            return parameter.equals(norm.variance()) ? variance : others.values(parameter);
        };
    }
}
