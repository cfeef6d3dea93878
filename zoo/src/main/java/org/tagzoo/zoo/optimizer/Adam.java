package org.tagzoo.zoo.optimizer;

import ai.djl.pytorch.jni.IValue;
import org.tagzoo.datasets.check.Check;

/**
 * Adam, with weight decay as L2 or decoupled (AdamW), as PyTorch's {@code Adam} and {@code AdamW}
 * compute it.
 *
 * <p>For a weight {@code p} with gradient {@code g} at its {@code k}-th update, counted from 1 for
 * each parameter, learning rate {@code r} and weight decay {@code d}:
 *
 * <pre>g = g + d p                      Adam
 * p = p - r d p                    AdamW
 * m = m + (1 - beta1) (g - m)      from 0
 * v = beta2 v + (1 - beta2) g^2    from 0
 * p = p - r / (1 - beta1^k) m / (sqrt(v) / sqrt(1 - beta2^k) + eps)</pre>
 *
 * <p>{@code beta1} is the momentum: 0.9, as in the paper, unless a tracker is set; PyTorch's {@code
 * OneCycleLR} cycles it just so, the correction {@code 1 - beta1^k} included. With momentum 0 it is
 * RMSprop with a corrected start. The state has the slots {@code firstMoment} and {@code
 * secondMoment}.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba: Adam, 2014</a>
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter: Decoupled Weight Decay
 *     Regularization, 2017</a>
 */
public final class Adam extends ExactOptimizer {

    private static final String FIRST = "firstMoment";
    private static final String SECOND = "secondMoment";

    /**
     * The numbers are that of the update from 1, learning rate, beta1, beta2, weight decay and eps.
     */
    private static final String STEP =
            """
              def step(self: SELF, ps: List[Tensor], gs: List[Tensor], n: List[float], ms: List[Tensor], vs: List[Tensor], decoupled: bool) -> NoneType:
                p = ps[0]
                g = gs[0]
                if p.numel() > FEW:
                  k = torch.full([], n[0], dtype=6, layout=None, device=ops.prim.device(p), pin_memory=None)
                  if decoupled:
                    torch._fused_adamw_(ps, gs, ms, vs, annotate(List[Tensor], []), [k], lr=n[1], beta1=n[2], beta2=n[3], weight_decay=n[4], eps=n[5], amsgrad=False, maximize=False)
                  else:
                    torch._fused_adam_(ps, gs, ms, vs, annotate(List[Tensor], []), [k], lr=n[1], beta1=n[2], beta2=n[3], weight_decay=n[4], eps=n[5], amsgrad=False, maximize=False)
                else:
                  if n[4] != 0.:
                    if decoupled:
                      p.mul_(1. - n[1] * n[4])
                    else:
                      g.add_(p, alpha=n[4])
                  else:
                    pass
                  ms[0].lerp_(g, 1. - n[2])
                  vs[0].mul_(n[3]).addcmul_(g, g, value=1. - n[3])
                  torch.sqrt(vs[0], out=g)
                  g.div_((1. - n[3] ** n[0]) ** 0.5).add_(n[5])
                  p.addcdiv_(ms[0], g, value=-(n[1] / (1. - n[2] ** n[0])))
                g.zero_()
                return None
            """;

    private final boolean decoupled;
    private final double beta2;
    private final double eps;

    private Adam(Builder builder) {
        super(builder, STEP, FIRST, SECOND);
        decoupled = builder.decoupled;
        beta2 = builder.beta2;
        eps = builder.eps;
    }

    /** Returns a builder of Adam, with PyTorch's defaults: no weight decay. */
    public static Builder builder() {
        return new Builder(false, 0);
    }

    /** Returns a builder of AdamW, with PyTorch's defaults: a weight decay of 0.01. */
    public static Builder decoupledBuilder() {
        return new Builder(true, 0.01);
    }

    @Override
    void step(Update update) {
        update.run(
                new double[] {
                    update.count(),
                    update.learningRate(),
                    update.momentum(),
                    beta2,
                    update.weightDecay(),
                    eps
                },
                update.slot(FIRST, true),
                update.slot(SECOND, true),
                IValue.from(decoupled));
    }

    /** Collects the settings of an {@link Adam}. */
    public static final class Builder extends ExactOptimizerBuilder<Builder> {

        private final boolean decoupled;
        private double beta2 = 0.999;
        private double eps = 1e-8;

        private Builder(boolean decoupled, double weightDecay) {
            super(weightDecay, 0.9);
            this.decoupled = decoupled;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Sets how much of the squares' running mean stays, at least 0 and below 1. */
        public Builder optBeta2(double value) {
            beta2 = value;
            return this;
        }

        /** Sets what is added to the root, at least 0; 1e-8 by default. */
        public Builder optEps(double value) {
            eps = value;
            return this;
        }

        @Override
        public Adam build() {
            check();
            checkShare("beta2", beta2);
            Check.atLeast("eps", eps, 0);
            return new Adam(this);
        }
    }
}
