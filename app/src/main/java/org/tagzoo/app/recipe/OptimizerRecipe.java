package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.tagzoo.zoo.optimizer.Adam;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.optimizer.ExactOptimizerBuilder;
import org.tagzoo.zoo.optimizer.RmsProp;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.schedule.RateAndMomentum;

/** How weights follow their gradients. Weight decay spares biases and normalisation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerRecipe.SgdRecipe.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerRecipe.AdamRecipe.class, name = "adam"),
    @JsonSubTypes.Type(value = OptimizerRecipe.AdamWRecipe.class, name = "adamw"),
    @JsonSubTypes.Type(value = OptimizerRecipe.RmsPropRecipe.class, name = "rmsprop")
})
public sealed interface OptimizerRecipe {

    /**
     * Returns the optimiser. Matrices and convolutions decay; biases and normalisation, which have
     * one dimension, do not.
     *
     * @param schedule of learning rate and momentum
     * @param multipliers what parameters' learning rates are multiplied with, by name; else 1
     */
    ExactOptimizer build(RateAndMomentum schedule, Map<String, Double> multipliers);

    /**
     * Stochastic gradient descent; its momentum comes from the schedule.
     *
     * @param nesterov whether the momentum is Nesterov's
     * @param weightDecay 0 to below 1
     * @param dampening share of each gradient that the momentum leaves out, 0 to 1, and 0 with
     *     Nesterov's; {@code null} is 0
     */
    record SgdRecipe(
            @JsonProperty(required = true) boolean nesterov,
            @JsonProperty(required = true) double weightDecay,
            Double dampening)
            implements OptimizerRecipe {

        public SgdRecipe {
            requireDecay(weightDecay);
            dampening = or(dampening, 0);
            Setting.require(
                    "optimizer.dampening",
                    nesterov ? dampening == 0 : dampening >= 0 && dampening <= 1,
                    nesterov ? "0 where nesterov is true" : "0 to 1",
                    dampening);
        }

        @Override
        public Sgd build(RateAndMomentum schedule, Map<String, Double> multipliers) {
            return with(Sgd.builder(), schedule, null, weightDecay, multipliers)
                    .optNesterov(nesterov)
                    .optDampening(dampening)
                    .build();
        }
    }

    /**
     * Adam with L2 weight decay.
     *
     * @param weightDecay 0 to below 1
     * @param beta1 decay of the gradients' mean, 0 to below 1; {@code null}: the schedule's
     *     momentum
     * @param beta2 decay of the squares' mean, 0 to below 1; {@code null} is 0.999
     * @param epsilon added to the root, 0 to 1; {@code null} is 1e-8
     */
    record AdamRecipe(
            @JsonProperty(required = true) double weightDecay,
            Double beta1,
            Double beta2,
            Double epsilon)
            implements OptimizerRecipe {

        public AdamRecipe {
            requireDecay(weightDecay);
            requireShare("beta1", or(beta1, 0));
            beta2 = or(beta2, 0.999);
            requireShare("beta2", beta2);
            epsilon = or(epsilon, 1e-8);
            requireEpsilon(epsilon);
        }

        @Override
        public Adam build(RateAndMomentum schedule, Map<String, Double> multipliers) {
            return with(Adam.builder(), schedule, beta1, weightDecay, multipliers)
                    .optBeta2(beta2)
                    .optEps(epsilon)
                    .build();
        }
    }

    /**
     * Adam with decoupled weight decay.
     *
     * @param weightDecay 0 to below 1
     * @param beta1 decay of the gradients' mean, 0 to below 1; {@code null}: the schedule's
     *     momentum
     * @param beta2 decay of the squares' mean, 0 to below 1; {@code null} is 0.999
     * @param epsilon added to the root, 0 to 1; {@code null} is 1e-8
     */
    record AdamWRecipe(
            @JsonProperty(required = true) double weightDecay,
            Double beta1,
            Double beta2,
            Double epsilon)
            implements OptimizerRecipe {

        public AdamWRecipe {
            requireDecay(weightDecay);
            requireShare("beta1", or(beta1, 0));
            beta2 = or(beta2, 0.999);
            requireShare("beta2", beta2);
            epsilon = or(epsilon, 1e-8);
            requireEpsilon(epsilon);
        }

        @Override
        public Adam build(RateAndMomentum schedule, Map<String, Double> multipliers) {
            return with(Adam.decoupledBuilder(), schedule, beta1, weightDecay, multipliers)
                    .optBeta2(beta2)
                    .optEps(epsilon)
                    .build();
        }
    }

    /**
     * RMSprop.
     *
     * @param weightDecay 0 to below 1
     * @param centered whether gradients are divided by their deviation rather than their size
     * @param alpha decay of the squares' mean, 0 to below 1; {@code null} is 0.99
     * @param momentum 0 to below 1; {@code null}: the schedule's
     * @param epsilon added to the root, 0 to 1; {@code null} is 1e-8
     */
    record RmsPropRecipe(
            @JsonProperty(required = true) double weightDecay,
            @JsonProperty(required = true) boolean centered,
            Double alpha,
            Double momentum,
            Double epsilon)
            implements OptimizerRecipe {

        public RmsPropRecipe {
            requireDecay(weightDecay);
            alpha = or(alpha, 0.99);
            requireShare("alpha", alpha);
            requireShare("momentum", or(momentum, 0));
            epsilon = or(epsilon, 1e-8);
            requireEpsilon(epsilon);
        }

        @Override
        public RmsProp build(RateAndMomentum schedule, Map<String, Double> multipliers) {
            return with(RmsProp.builder(), schedule, momentum, weightDecay, multipliers)
                    .optCentered(centered)
                    .optAlpha(alpha)
                    .optEps(epsilon)
                    .build();
        }
    }

    /**
     * @param momentum that takes the place of the schedule's; null for the schedule's
     */
    private static <B extends ExactOptimizerBuilder<B>> B with(
            B builder,
            RateAndMomentum schedule,
            Double momentum,
            double weightDecay,
            Map<String, Double> multipliers) {
        return builder.setLearningRateTracker(schedule.learningRate())
                .optMomentumTracker(
                        momentum == null ? schedule.momentum() : ExactTracker.fixed(momentum))
                .optWeightDecay(weightDecay)
                .optDecayed(ExactOptimizer.MATRICES)
                .optMultipliers(multipliers);
    }

    private static double or(Double given, double otherwise) {
        return given == null ? otherwise : given;
    }

    private static void requireShare(String name, double share) {
        Setting.require("optimizer." + name, share >= 0 && share < 1, "0 to below 1", share);
    }

    private static void requireEpsilon(double epsilon) {
        Setting.require("optimizer.epsilon", epsilon >= 0 && epsilon <= 1, "0 to 1", epsilon);
    }

    private static void requireDecay(double weightDecay) {
        Setting.require(
                "optimizer.weightDecay",
                weightDecay >= 0 && weightDecay < 1,
                "0 to below 1",
                weightDecay);
    }
}
