package org.tagzoo.app.recipe;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.BiPredicate;
import org.tagzoo.zoo.optimizer.Adam;
import org.tagzoo.zoo.optimizer.Optimizer;
import org.tagzoo.zoo.optimizer.RmsProp;
import org.tagzoo.zoo.optimizer.Sgd;

/** How weights follow their gradients. Weight decay spares biases and normalisation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerRecipe.SgdRecipe.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerRecipe.AdamRecipe.class, name = "adam"),
    @JsonSubTypes.Type(value = OptimizerRecipe.AdamWRecipe.class, name = "adamw"),
    @JsonSubTypes.Type(value = OptimizerRecipe.RmsPropRecipe.class, name = "rmsprop")
})
public sealed interface OptimizerRecipe {

    /** Matrices and convolutions decay; biases and normalisation, which have one dimension, not. */
    BiPredicate<String, Shape> DECAYED = (name, shape) -> shape.dimension() > 1;

    /** Returns the optimiser, with its arrays under the manager. */
    Optimizer build(NDManager manager);

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

        @Override
        public Optimizer build(NDManager manager) {
            return Sgd.builder()
                    .setManager(manager)
                    .optNesterov(nesterov)
                    .optWeightDecay(weightDecay)
                    .optDecayed(DECAYED)
                    .build();
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

        @Override
        public Optimizer build(NDManager manager) {
            return Adam.builder()
                    .setManager(manager)
                    .optWeightDecay(weightDecay)
                    .optDecayed(DECAYED)
                    .build();
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

        @Override
        public Optimizer build(NDManager manager) {
            return Adam.decoupledBuilder()
                    .setManager(manager)
                    .optWeightDecay(weightDecay)
                    .optDecayed(DECAYED)
                    .build();
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

        @Override
        public Optimizer build(NDManager manager) {
            return RmsProp.builder()
                    .setManager(manager)
                    .optCentered(centered)
                    .optWeightDecay(weightDecay)
                    .optDecayed(DECAYED)
                    .build();
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
