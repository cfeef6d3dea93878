package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.tagzoo.datasets.check.Check;

/**
 * Binary cross-entropy in which an image counts as much as its highest score costs.
 *
 * <p>For logits {@code z} and targets {@code y} of shape {@code [N, L]} and costs {@code w} of
 * shape {@code [L, L]}, {@code w[i, j]} being the cost of taking label {@code i} for label {@code
 * j}:
 *
 * <pre>weight = sum over i, j of w[i, j] [z[j] is the image's highest logit] y[i]
 * loss = mean over images of weight times mean over labels of BCE(z, y)</pre>
 *
 * <p>Where several logits are the highest, each of them counts. With all costs 1 the weight is the
 * number of true labels, so an image without any has loss 0. The weight carries no gradient. The
 * range is 0 upwards. As a data-science course published it in 2017 for posters with several
 * genres. Unknown targets are refused.
 */
public final class CostMatrixLoss extends ExampleLoss {

    private static final BinaryCrossEntropyLoss CROSS_ENTROPY = new BinaryCrossEntropyLoss();

    private final double[][] costs;

    /**
     * @param costs {@code [L, L]}, at least 0 and finite
     * @throws IllegalArgumentException if it is not square, or a cost is out of its range
     */
    public CostMatrixLoss(double[][] costs) {
        super("CostMatrixLoss");
        Check.that(costs.length > 0, "costs", "a row for each label", "empty");
        for (double[] row : costs) {
            Check.that(
                    row.length == costs.length,
                    "costs",
                    "%d in each row, as there are %1$d rows".formatted(costs.length),
                    row.length);
            Arrays.stream(row).forEach(cost -> Check.atLeast("a cost", cost, 0));
        }
        this.costs = Arrays.stream(costs).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    protected NDArray of(NDArray logits, NDArray targets) {
        LossInputs.check(logits, targets, costs.length);
        NDArray z = logits.stopGradient();
        NDArray highest = z.eq(z.max(new int[] {1}, true)).toType(z.getDataType(), false);
        NDArray w = logits.getManager().create(costs).toType(z.getDataType(), false);
        NDArray weights = targets.stopGradient().matMul(w).mul(highest).sum(new int[] {1}, true);
        return CROSS_ENTROPY.each(logits, targets).mul(weights).mean();
    }

    @Override
    public double evaluate(float[][] logits, boolean[][] targets) {
        int labels = LossInputs.check(logits, targets, costs.length);
        double sum = 0;
        for (int n = 0; n < logits.length; n++) {
            double entropy = 0;
            for (int l = 0; l < labels; l++) {
                float z = logits[n][l];
                entropy += BinaryCrossEntropyLoss.softplus(targets[n][l] ? -z : z);
            }
            sum += weight(logits[n], targets[n]) * entropy / labels;
        }
        return sum / logits.length;
    }

    private double weight(float[] logits, boolean[] targets) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float z : logits) {
            highest = Math.max(highest, z);
        }
        double weight = 0;
        for (int i = 0; i < logits.length; i++) {
            for (int j = 0; j < logits.length; j++) {
                weight += targets[i] && logits[j] == highest ? costs[i][j] : 0;
            }
        }
        return weight;
    }
}
