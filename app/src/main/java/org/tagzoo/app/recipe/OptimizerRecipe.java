package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

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
     * Stochastic gradient descent; its momentum comes from the schedule.
     *
     * @param nesterov whether the momentum is Nesterov's
     * @param weightDecay 0 to below 1
     */
    record SgdRecipe(
            @JsonProperty(required = true) boolean nesterov,
            @JsonProperty(required = true) double weightDecay)
            implements OptimizerRecipe {

        public SgdRecipe {
            requireDecay(weightDecay);
        }
    }

    /**
     * Adam with L2 weight decay; its first beta comes from the schedule's momentum.
     *
     * @param weightDecay 0 to below 1
     */
    record AdamRecipe(@JsonProperty(required = true) double weightDecay)
            implements OptimizerRecipe {

        public AdamRecipe {
            requireDecay(weightDecay);
        }
    }

    /**
     * Adam with decoupled weight decay; its first beta comes from the schedule's momentum.
     *
     * @param weightDecay 0 to below 1
     */
    record AdamWRecipe(@JsonProperty(required = true) double weightDecay)
            implements OptimizerRecipe {

        public AdamWRecipe {
            requireDecay(weightDecay);
        }
    }

    /**
     * RMSprop; its momentum comes from the schedule.
     *
     * @param weightDecay 0 to below 1
     * @param centered whether gradients are divided by their deviation rather than their size
     */
    record RmsPropRecipe(
            @JsonProperty(required = true) double weightDecay,
            @JsonProperty(required = true) boolean centered)
            implements OptimizerRecipe {

        public RmsPropRecipe {
            requireDecay(weightDecay);
        }
    }

    private static void requireDecay(double weightDecay) {
        Setting.require(
                "optimizer.weightDecay",
                weightDecay >= 0 && weightDecay < 1,
                "0 to below 1",
                weightDecay);
    }
}
