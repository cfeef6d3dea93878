package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.tagzoo.datasets.label.Unknown;

/**
 * A softmax for any number of labels: each true label's logit is pushed above each other label's,
 * and above 0, which lies between them; averaged over images.
 *
 * <p>For an image with logits {@code z}, summed over its true labels {@code p} and the others
 * {@code n}:
 *
 * <pre>loss = log(1 + sum over n of exp(z[n])) + log(1 + sum over p of exp(-z[p]))</pre>
 *
 * <p>The range is 0 upwards; no logit overflows. A label is predicted where its logit is above 0, a
 * score of 0.5. An image without labels, or with all, has one of the two terms only. Rare labels
 * need no weights: an image counts once, however many labels there are.
 *
 * @see <a href="https://arxiv.org/abs/2208.02955">Su et al.: ZLPR, A Novel Loss for Multi-label
 *     Classification, 2022</a>
 */
public final class ZlprLoss extends ExampleLoss {

    /** Taken off a logit it leaves nothing of its exponential, and is still a number. */
    private static final double FAR = 1e30;

    public ZlprLoss() {
        super("ZlprLoss");
    }

    @Override
    protected NDArray of(NDArray logits, NDArray targets) {
        return of(logits, targets, targets.onesLike());
    }

    /** An unknown label is in neither sum; the mean is over all images. */
    @Override
    protected NDArray of(NDArray logits, NDArray targets, NDArray known) {
        LossInputs.check(logits, targets, 0);
        LossInputs.check(logits, known, 0);
        NDArray y = targets.stopGradient();
        NDArray notNegative = y.add(known.stopGradient().neg().add(1));
        NDArray zero = y.get(":, 0:1").zerosLike();
        NDArray negatives = logits.sub(notNegative.mul(FAR));
        NDArray positives = logits.neg().sub(y.neg().add(1).mul(FAR));
        return logSumExp(zero, negatives).add(logSumExp(zero, positives)).mean().neg();
    }

    /** Returns {@code -log(1 + sum of exp(x))} of each row: the logarithm of the zero's softmax. */
    private static NDArray logSumExp(NDArray zero, NDArray x) {
        return zero.concat(x, 1).logSoftmax(1).get(":, 0");
    }

    @Override
    public double mass(NDList labels) {
        return mass(labels.head());
    }

    @Override
    public double evaluate(float[][] logits, boolean[][] targets) {
        return evaluate(logits, targets, Unknown.NONE);
    }

    @Override
    public double evaluate(float[][] logits, boolean[][] targets, boolean[][] unknown) {
        LossInputs.check(logits, targets, 0);
        Unknown.check(targets, unknown);
        double sum = 0;
        for (int n = 0; n < logits.length; n++) {
            int row = n;
            int[] known =
                    IntStream.range(0, targets[n].length)
                            .filter(label -> !Unknown.is(unknown, row, label))
                            .toArray();
            sum +=
                    logSumExp(logits[n], targets[n], false, known)
                            + logSumExp(logits[n], targets[n], true, known);
        }
        return sum / logits.length;
    }

    /**
     * Returns {@code log(1 + sum of exp)} of the logits without a label, or less those with one.
     */
    private static double logSumExp(float[] logits, boolean[] has, boolean wanted, int[] known) {
        IntStream labels = IntStream.of(known).filter(label -> has[label] == wanted);
        return LossInputs.logSumExp(
                DoubleStream.concat(
                                DoubleStream.of(0),
                                labels.mapToDouble(l -> wanted ? -logits[l] : logits[l]))
                        .toArray());
    }
}
