package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.Unknown;

/**
 * The asymmetric loss of Ridnik et al., averaged over images and labels: easy negatives count less
 * than hard ones and positives, and very easy ones nothing.
 *
 * <p>For a logit {@code z} and target {@code y}, with {@code p = sigmoid(z)} and {@code m = min(1 -
 * p + clip, 1)}:
 *
 * <pre>positive: -(1 - p)^gammaPos log(max(p, eps))
 * negative: -(1 - m)^gammaNeg log(max(m, eps))</pre>
 *
 * <p>Equal to the authors' code, which sums where this takes the mean ({@code sum = mean * N * L}),
 * so that learning rates and batches of any size compare with binary cross-entropy. With both
 * gammas and {@code clip} 0 it is binary cross-entropy, but for {@code eps}. The range is 0
 * upwards; a positive with {@code p < eps} (below a logit of -18.4 by default) has no gradient but
 * the focal weight's, as in the authors' code. So has, in float32 and without clip, a negative
 * above a logit of 17, where {@code 1 - p} is 0.
 *
 * <p>Whether gradients flow through the focal weights {@code (1 - p)^gamma} too is a choice: the
 * paper's formulas (its equation 8) have them, while the authors' code leaves them out by default
 * ({@code disable_torch_grad_focal_loss}), as here.
 *
 * @see <a href="https://arxiv.org/abs/2009.14119">Ridnik et al.: Asymmetric Loss For Multi-Label
 *     Classification, 2020</a>
 */
public final class AsymmetricLoss extends ExampleLoss {

    private final double gammaNeg;
    private final double gammaPos;
    private final double clip;
    private final double eps;
    private final boolean focalGradient;

    private AsymmetricLoss(Builder builder) {
        super("AsymmetricLoss");
        gammaNeg = builder.gammaNeg;
        gammaPos = builder.gammaPos;
        clip = builder.clip;
        eps = builder.eps;
        focalGradient = builder.focalGradient;
    }

    /** Returns a builder with the authors' defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected NDArray of(NDArray logits, NDArray targets) {
        return each(logits, targets).mean().neg();
    }

    @Override
    protected NDArray of(NDArray logits, NDArray targets, NDArray known) {
        return LossInputs.mean(each(logits, targets), known).neg();
    }

    /** Returns the logarithms times their focal factors: what the losses are without their sign. */
    private NDArray each(NDArray logits, NDArray targets) {
        LossInputs.check(logits, targets, 0);
        NDArray y = targets.stopGradient();
        NDArray notY = y.neg().add(1);
        NDArray one = y.zerosLike().add(1);
        NDArray least = y.zerosLike().add(eps);
        NDArray p = logits.getNDArrayInternal().sigmoid();
        NDArray m = one.sub(p);
        if (clip > 0) {
            m = m.add(y.zerosLike().add(clip)).minimum(one);
        }
        NDArray log = y.mul(p.maximum(least).log()).add(notY.mul(m.maximum(least).log()));
        NDArray gamma = y.mul(gammaPos).add(notY.mul(gammaNeg));
        NDArray focal = one.sub(p.mul(y).add(m.mul(notY))).pow(gamma);
        return log.mul(focalGradient ? focal : focal.stopGradient());
    }

    @Override
    public double evaluate(float[][] logits, boolean[][] targets) {
        return evaluate(logits, targets, Unknown.NONE);
    }

    @Override
    public double evaluate(float[][] logits, boolean[][] targets, boolean[][] unknown) {
        return LossInputs.mean(
                logits, targets, unknown, 0, (z, label, is) -> of(1 / (1 + Math.exp(-z)), is));
    }

    private double of(double p, boolean isPositive) {
        double m = clip > 0 ? Math.min(1 - p + clip, 1) : 1 - p;
        return isPositive
                ? -Math.pow(1 - p, gammaPos) * Math.log(Math.max(p, eps))
                : -Math.pow(1 - m, gammaNeg) * Math.log(Math.max(m, eps));
    }

    /** Collects the settings of an {@link AsymmetricLoss}. */
    public static final class Builder {

        private double gammaNeg = 4;
        private double gammaPos = 1;
        private double clip = 0.05;
        private double eps = 1e-8;
        private boolean focalGradient;

        private Builder() {}

        /** Sets the focusing of negatives: 0, or at least 1; 4 by default. */
        public Builder optGammaNeg(double value) {
            gammaNeg = value;
            return this;
        }

        /** Sets the focusing of positives: 0, or at least 1; 1 by default. */
        public Builder optGammaPos(double value) {
            gammaPos = value;
            return this;
        }

        /** Sets the score up to which negatives don't count, at least 0 and below 1; 0.05. */
        public Builder optClip(double value) {
            clip = value;
            return this;
        }

        /** Sets what logarithms are taken of at least, above 0 and at most 0.1; 1e-8. */
        public Builder optEps(double value) {
            eps = value;
            return this;
        }

        /** Sets whether gradients flow through the focal weights; not by default. */
        public Builder optFocalGradient(boolean value) {
            focalGradient = value;
            return this;
        }

        /**
         * Returns the loss.
         *
         * @throws IllegalArgumentException if a setting is out of its range
         */
        public AsymmetricLoss build() {
            // A power between 0 and 1 has no finite slope at 0, where easy labels are.
            checkGamma("gammaNeg", gammaNeg);
            checkGamma("gammaPos", gammaPos);
            Check.that(clip >= 0 && clip < 1, "clip", "at least 0 and below 1", clip);
            Check.that(eps > 0 && eps <= 0.1, "eps", "above 0 and at most 0.1", eps);
            return new AsymmetricLoss(this);
        }

        private static void checkGamma(String name, double value) {
            boolean fine = value == 0 || (value >= 1 && Double.isFinite(value));
            Check.that(fine, name, "0, or finite and at least 1", value);
        }
    }
}
