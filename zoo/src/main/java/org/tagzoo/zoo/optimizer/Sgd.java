package org.tagzoo.zoo.optimizer;

import ai.djl.pytorch.jni.IValue;
import org.tagzoo.datasets.check.Check;

/**
 * Stochastic gradient descent with momentum, as PyTorch's {@code SGD} computes it.
 *
 * <p>For a weight {@code p} with gradient {@code g}, learning rate {@code r}, momentum {@code m}
 * and weight decay {@code d}:
 *
 * <pre>g = g + d p
 * b = g                  at the first update of this parameter with a momentum above 0
 * b = m b + (1 - dampening) g    later
 * p = p - r (g + m b)    with Nesterov's momentum
 * p = p - r b            without
 * p = p - r g            where m is 0</pre>
 *
 * <p>The learning rate stays outside of the buffer {@code b}, unlike in DJL's own {@code Sgd}, so
 * that a schedule may change it. The momentum is 0 unless a tracker is set. The state has one slot,
 * {@code momentum}, of the parameters that were updated with a momentum above 0.
 */
public final class Sgd extends ExactOptimizer {

    private static final String BUFFER = "momentum";

    /** The numbers are weight decay, momentum, learning rate and dampening. */
    private static final String STEP =
            """
              def step(self: SELF, ps: List[Tensor], gs: List[Tensor], n: List[float], bs: List[Tensor], nesterov: bool, first: bool) -> NoneType:
                p = ps[0]
                g = gs[0]
                if p.numel() > FEW:
                  torch._fused_sgd_(ps, gs, bs, weight_decay=n[0], momentum=n[1], lr=n[2], dampening=n[3], nesterov=nesterov, maximize=False, is_first_step=first)
                else:
                  if n[0] != 0.:
                    g.add_(p, alpha=n[0])
                  else:
                    pass
                  if len(bs) == 0:
                    p.add_(g, alpha=-n[2])
                  else:
                    if first:
                      bs[0].copy_(g)
                    else:
                      bs[0].mul_(n[1]).add_(g, alpha=1. - n[3])
                    if nesterov:
                      p.add_(g.add_(bs[0], alpha=n[1]), alpha=-n[2])
                    else:
                      p.add_(bs[0], alpha=-n[2])
                g.zero_()
                return None
            """;

    private final boolean nesterov;
    private final double dampening;

    private Sgd(Builder builder) {
        super(builder, STEP, BUFFER);
        nesterov = builder.nesterov;
        dampening = builder.dampening;
    }

    /** Returns a builder for plain gradient descent: no Nesterov, no dampening, no decay. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    void step(Update update) {
        IValue first = IValue.from(!update.has(BUFFER));
        update.run(
                new double[] {
                    update.weightDecay(), update.momentum(), update.learningRate(), dampening
                },
                update.slot(BUFFER, update.momentum() > 0),
                IValue.from(nesterov),
                first);
    }

    /** Collects the settings of an {@link Sgd}; the weight decay is L2, 0 by default. */
    public static final class Builder extends ExactOptimizerBuilder<Builder> {

        private boolean nesterov;
        private double dampening;

        private Builder() {
            super(0, 0);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Sets whether the momentum is Nesterov's, which needs a dampening of 0. */
        public Builder optNesterov(boolean value) {
            nesterov = value;
            return this;
        }

        /** Sets the share of each later gradient that the buffer leaves out, 0 to 1. */
        public Builder optDampening(double value) {
            dampening = value;
            return this;
        }

        @Override
        public Sgd build() {
            check();
            Check.that(
                    dampening >= 0 && dampening <= 1 && !(nesterov && dampening != 0),
                    "dampening",
                    "0 to 1, and 0 with Nesterov's momentum",
                    dampening);
            return new Sgd(this);
        }
    }
}
