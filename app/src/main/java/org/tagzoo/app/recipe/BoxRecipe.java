package org.tagzoo.app.recipe;

import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.loss.ClassAndBoxLoss;

/**
 * How boxes are learned beside classes.
 *
 * @param weight what their mean squared error counts in the loss; 0 trains the class alone, and
 *     {@code null} is {@value ClassAndBoxLoss#USUAL_WEIGHT}
 * @param shuffled whether training images get each other's boxes, as a control; {@code null} is no
 */
public record BoxRecipe(Double weight, Boolean shuffled) {

    public BoxRecipe {
        weight = weight == null ? ClassAndBoxLoss.USUAL_WEIGHT : weight;
        shuffled = shuffled != null && shuffled;
        Check.within("boxes.weight", weight, 0, 1000);
    }
}
