package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.optimizer.Adam;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.optimizer.ExactOptimizerBuilder;
import org.tagzoo.zoo.optimizer.RmsProp;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.schedule.RateAndMomentum;

/**
 * How weights follow their gradients. Weight decay spares biases and normalisation. Decays are 0 to
 * below 1. A setting that is {@code null} is PyTorch's default, and a momentum the schedule's.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerRecipe.SgdRecipe.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerRecipe.AdamRecipe.class, name = "adam"),
    @JsonSubTypes.Type(value = OptimizerRecipe.AdamWRecipe.class, name = "adamw"),
    @JsonSubTypes.Type(value = OptimizerRecipe.RmsPropRecipe.class, name = "rmsprop")
})
public sealed interface OptimizerRecipe {

    /** Returns a builder with the settings that are not the schedule's. */
    ExactOptimizerBuilder<?> builder();

    double weightDecay();

    /** Returns what takes the place of the schedule's momentum; null for the schedule's. */
    default Double momentum() {
        return null;
    }

    /**
     * Returns the optimiser. Matrices and convolutions decay; biases and normalisation, which have
     * one dimension, do not.
     *
     * @param multipliers of learning rates, by the parameter's name; else 1
     */
    default ExactOptimizer build(RateAndMomentum schedule, Map<String, Double> multipliers) {
        return builder()
                .setLearningRateTracker(schedule.learningRate())
                .optMomentumTracker(
                        momentum() == null ? schedule.momentum() : ExactTracker.fixed(momentum()))
                .optWeightDecay(weightDecay())
                .optDecayed(ExactOptimizer.MATRICES)
                .optMultipliers(multipliers)
                .build();
    }

    /**
     * An {@link Sgd}.
     *
     * @param dampening 0 to 1, and 0 with Nesterov's momentum
     */
    record SgdRecipe(boolean nesterov, double weightDecay, Double dampening)
            implements OptimizerRecipe {

        public SgdRecipe {
            RowRecipe.checkShare("weightDecay", weightDecay);
            dampening = or(dampening, 0);
            Check.that(
                    nesterov ? dampening == 0 : dampening >= 0 && dampening <= 1,
                    "dampening",
                    nesterov ? "0 where nesterov is true" : "0 to 1",
                    dampening);
        }

        @Override
        public Sgd.Builder builder() {
            return Sgd.builder().optNesterov(nesterov).optDampening(dampening);
        }
    }

    /** The settings of an {@link Adam}: its momentum is beta1, and epsilon 0 to 1. */
    sealed interface AdamSettings extends OptimizerRecipe {

        Double beta1();

        Double beta2();

        Double epsilon();

        @Override
        default Double momentum() {
            return beta1();
        }

        @Override
        default Adam.Builder builder() {
            return (this instanceof AdamWRecipe ? Adam.decoupledBuilder() : Adam.builder())
                    .optBeta2(beta2())
                    .optEps(epsilon());
        }
    }

    /** With L2 weight decay. */
    record AdamRecipe(double weightDecay, Double beta1, Double beta2, Double epsilon)
            implements AdamSettings {

        public AdamRecipe {
            beta2 = or(beta2, 0.999);
            epsilon = or(epsilon, 1e-8);
            check(weightDecay, "beta1", beta1, "beta2", beta2, epsilon);
        }
    }

    /** With decoupled weight decay. */
    record AdamWRecipe(double weightDecay, Double beta1, Double beta2, Double epsilon)
            implements AdamSettings {

        public AdamWRecipe {
            beta2 = or(beta2, 0.999);
            epsilon = or(epsilon, 1e-8);
            check(weightDecay, "beta1", beta1, "beta2", beta2, epsilon);
        }
    }

    /**
     * An {@link RmsProp}.
     *
     * @param epsilon 0 to 1
     */
    record RmsPropRecipe(
            double weightDecay, boolean centered, Double alpha, Double momentum, Double epsilon)
            implements OptimizerRecipe {

        public RmsPropRecipe {
            alpha = or(alpha, 0.99);
            epsilon = or(epsilon, 1e-8);
            check(weightDecay, "momentum", momentum, "alpha", alpha, epsilon);
        }

        @Override
        public RmsProp.Builder builder() {
            return RmsProp.builder().optCentered(centered).optAlpha(alpha).optEps(epsilon);
        }
    }

    private static double or(Double given, double otherwise) {
        return given == null ? otherwise : given;
    }

    private static void check(
            double weightDecay,
            String momentumName,
            Double momentum,
            String decayName,
            double decay,
            double epsilon) {
        RowRecipe.checkShare("weightDecay", weightDecay);
        RowRecipe.checkShare(momentumName, or(momentum, 0));
        RowRecipe.checkShare(decayName, decay);
        Check.within("epsilon", epsilon, 0, 1);
    }
}
