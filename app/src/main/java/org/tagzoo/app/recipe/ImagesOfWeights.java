package org.tagzoo.app.recipe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;

/** The size and the resize of images of a row that leaves them to its pretrained weights. */
public final class ImagesOfWeights {

    /** Stands in a row's {@code imageSize}. */
    private static final ImageSize OF_WEIGHTS = ImageSize.square(0);

    private static final ImageSize USUAL_SIZE = ImageSize.square(224);

    private ImagesOfWeights() {}

    static void check(ImageSize imageSize, String weights) {
        if (!OF_WEIGHTS.equals(imageSize) || weights.equals(RowRecipe.NO_WEIGHTS)) {
            imageSize.within("imageSize", 8, 1024);
        }
    }

    /** Returns whether a row leaves its image size to its weights. */
    public static boolean isFor(RowRecipe row) {
        return row.imageSize().equals(OF_WEIGHTS);
    }

    /**
     * Returns a row with what it leaves to its weights, now known.
     *
     * @param card of the weights; empty: the row begins at random, and images are stretched
     */
    public static RowRecipe set(RowRecipe row, Optional<WeightsCard> card) {
        Map<String, Object> known = new HashMap<>();
        if (isFor(row)) {
            known.put("imageSize", card.orElseThrow().preprocessing().imageSize());
        }
        if (row.resize() == null) {
            known.put("resize", card.map(WeightsCard::resize).orElse(Resize.STRETCH));
        }
        return row.with(known);
    }

    /** Returns a row's image size, or else that of its network's first weights. */
    static ImageSize likely(RowRecipe row) {
        return isFor(row)
                ? WeightsRegistry.standard().cardsFor(row.model()).stream()
                        .findFirst()
                        .map(card -> card.preprocessing().imageSize())
                        .orElse(USUAL_SIZE)
                : row.imageSize();
    }
}
