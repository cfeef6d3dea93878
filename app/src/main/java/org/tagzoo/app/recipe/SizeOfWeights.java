package org.tagzoo.app.recipe;

import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;

/** The image size of a row that leaves it to its pretrained weights. */
public final class SizeOfWeights {

    /** Stands in a row's {@code imageSize}. */
    private static final int OF_WEIGHTS = 0;

    private static final int USUAL_SIZE = 224;

    private SizeOfWeights() {}

    static void check(int imageSize, String weights) {
        if (imageSize != OF_WEIGHTS || weights.equals(RowRecipe.NO_WEIGHTS)) {
            Check.within("imageSize", imageSize, 8, 1024);
        }
    }

    /** Returns whether a row leaves its image size to its weights. */
    public static boolean isFor(RowRecipe row) {
        return row.imageSize() == OF_WEIGHTS;
    }

    /** Returns a row with the size that its weights, now known, are made for, if it wants that. */
    public static RowRecipe set(RowRecipe row, WeightsCard card) {
        return isFor(row)
                ? row.with(Map.of("imageSize", card.preprocessing().cropWidth()))
                : row;
    }

    /** Returns a row's image size, or else that of its network's first weights. */
    static int likely(RowRecipe row) {
        return isFor(row)
                ? WeightsRegistry.standard().cardsFor(row.model()).stream()
                        .findFirst()
                        .map(card -> card.preprocessing().cropWidth())
                        .orElse(USUAL_SIZE)
                : row.imageSize();
    }
}
