package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.OptionalDouble;

/** How weights follow their gradients. Weight decay spares biases and normalisation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerRecipe.SgdRecipe.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerRecipe.AdamRecipe.class, name = "adam"),
    @JsonSubTypes.Type(value = OptimizerRecipe.AdamWRecipe.class, name = "adamw"),
    @JsonSubTypes.Type(value = OptimizerRecipe.RmsPropRecipe.class, name = "rmsprop")
})
public sealed interface OptimizerRecipe {

    /** Returns a momentum of its own, which takes the place of the schedule's. */
    default OptionalDouble ownMomentum() {
        return OptionalDouble.empty();
    }

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
        public OptionalDouble ownMomentum() {
            return beta1 == null ? OptionalDouble.empty() : OptionalDouble.of(beta1);
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
        public OptionalDouble ownMomentum() {
            return beta1 == null ? OptionalDouble.empty() : OptionalDouble.of(beta1);
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
        public OptionalDouble ownMomentum() {
            return momentum == null ? OptionalDouble.empty() : OptionalDouble.of(momentum);
        }
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
