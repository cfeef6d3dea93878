package org.tagzoo.zoo.export;

import java.io.Serializable;
import java.util.Optional;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.PixelBox;

/**
 * Where an image's object is, in shares of the image's sides, 0 to 1, whatever its size. Its
 * components are the members of its JSON.
 *
 * @param x of the left edge
 * @param y of the upper edge
 * @param width above 0
 * @param height above 0
 */
public record ObjectBox(double x, double y, double width, double height) implements Serializable {

    /**
     * Returns what of a box lies in the image; empty if nothing does.
     *
     * @param box in pixels of a whole image of a size
     */
    static Optional<ObjectBox> of(PixelBox box, ImageSize size) {
        PixelBox seen = box.within(size.width(), size.height());
        return seen.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ObjectBox(
                                seen.left() / size.width(),
                                seen.top() / size.height(),
                                seen.width() / size.width(),
                                seen.height() / size.height()));
    }
}
