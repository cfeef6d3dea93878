package org.tagzoo.app.recipe;

import org.tagzoo.datasets.check.Check;

/**
 * That a row sees of each image only what another row finds as its object.
 *
 * @param of the row, further up, of task {@code class-and-box}, whose boxes are taken
 * @param folds of the training part, 2 to 20: that row is trained again in each, so that no
 *     training image is cropped by a network that saw it; {@code null} is 5
 * @param margin what each box gets on each side, in shares of its own width and height, 0 to 2;
 *     {@code null} is 0.25
 */
public record CropRecipe(String of, Integer folds, Double margin) {

    public CropRecipe {
        Check.that(of != null, "crops.of", "the name of a row further up", of);
        folds = folds == null ? 5 : folds;
        margin = margin == null ? 0.25 : margin;
        Check.within("crops.folds", folds, 2, 20);
        Check.within("crops.margin", margin, 0, 2);
    }
}
