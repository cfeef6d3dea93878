package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.Loss;

/** Which loss training makes smaller. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LossRecipe.BinaryCrossEntropy.class, name = "binary-cross-entropy")
})
public sealed interface LossRecipe {

    /**
     * Returns the loss.
     *
     * @param posWeight negatives over positives of each label in the training part
     */
    Loss build(double[] posWeight);

    /**
     * Binary cross-entropy, a label at a time.
     *
     * @param posWeight whether positives weigh as much as negatives, label by label
     */
    record BinaryCrossEntropy(@JsonProperty(required = true) boolean posWeight)
            implements LossRecipe {

        @Override
        public Loss build(double[] weights) {
            return posWeight ? new BinaryCrossEntropyLoss(weights) : new BinaryCrossEntropyLoss();
        }
    }
}
