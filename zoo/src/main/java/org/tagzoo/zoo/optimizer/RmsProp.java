package org.tagzoo.zoo.optimizer;

import org.tagzoo.datasets.check.Check;

/**
 * RMSprop, as PyTorch's {@code RMSprop} computes it.
 *
 * <p>For a weight {@code p} with gradient {@code g}, learning rate {@code r}, momentum {@code m}
 * and weight decay {@code d}:
 *
 * <pre>g = g + d p
 * v = alpha v + (1 - alpha) g^2       from 0
 * a = a + (1 - alpha) (g - a)         from 0, if centered
 * s = sqrt(v) + eps, or sqrt(v - a^2) + eps if centered
 * b = m b + g / s, p = p - r b        where m is above 0
 * p = p - r g / s                     where m is 0</pre>
 *
 * <p>The momentum is 0 unless a tracker is set. The state has the slots {@code squareAverage},
 * {@code gradientAverage} if centered, and {@code momentum} of the parameters that were updated
 * with a momentum above 0.
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton:
 *     lecture 6, 2012</a>
 */
public final class RmsProp extends ExactOptimizer {

    private static final String SQUARE = "squareAverage";
    private static final String MEAN = "gradientAverage";
    private static final String BUFFER = "momentum";

    /**
     * The numbers are weight decay, alpha, eps, learning rate and momentum. PyTorch has no fused
     * kernel for it.
     */
    private static final String STEP =
            """
              def step(self: SELF, ps: List[Tensor], gs: List[Tensor], n: List[float], squares: List[Tensor], mean: List[Tensor], buffer: List[Tensor]) -> NoneType:
                p = ps[0]
                g = gs[0]
                square = squares[0]
                if n[0] != 0.:
                  g.add_(p, alpha=n[0])
                else:
                  pass
                square.mul_(n[1]).addcmul_(g, g, value=1. - n[1])
                if len(mean) == 0:
                  root = square.sqrt().add_(n[2])
                else:
                  mean[0].lerp_(g, 1. - n[1])
                  root = square.addcmul(mean[0], mean[0], value=-1.).sqrt_().add_(n[2])
                if len(buffer) == 0:
                  p.addcdiv_(g, root, value=-n[3])
                else:
                  p.add_(buffer[0].mul_(n[4]).addcdiv_(g, root), alpha=-n[3])
                g.zero_()
                return None
            """;

    private final double alpha;
    private final double eps;
    private final boolean centered;

    private RmsProp(Builder builder) {
        super(builder, STEP, SQUARE, MEAN, BUFFER);
        alpha = builder.alpha;
        eps = builder.eps;
        centered = builder.centered;
    }

    /** Returns a builder with PyTorch's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    void step(Update update) {
        update.run(
                new double[] {
                    update.weightDecay(), alpha, eps, update.learningRate(), update.momentum()
                },
                update.slot(SQUARE, true),
                update.slot(MEAN, centered),
                update.slot(BUFFER, update.momentum() > 0));
    }

    /** Collects the settings of an {@link RmsProp}; the weight decay is L2, 0 by default. */
    public static final class Builder extends ExactOptimizerBuilder<Builder> {

        private double alpha = 0.99;
        private double eps = 1e-8;
        private boolean centered;

        private Builder() {
            super(0, 0);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Sets how much of the running means stays, at least 0 and below 1; 0.99 by default. */
        public Builder optAlpha(double value) {
            alpha = value;
            return this;
        }

        /** Sets what is added to the root, at least 0; 1e-8 by default. */
        public Builder optEps(double value) {
            eps = value;
            return this;
        }

        /** Sets whether the gradient's running mean is taken off the squares'; not by default. */
        public Builder optCentered(boolean value) {
            centered = value;
            return this;
        }

        @Override
        public RmsProp build() {
            check();
            checkShare("alpha", alpha);
            Check.atLeast("eps", eps, 0);
            return new RmsProp(this);
        }
    }
}
