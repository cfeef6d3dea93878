package org.tagzoo.datasets.corpus;

import org.tagzoo.datasets.image.PixelBox;

/**
 * An object in an image and where it is: left and upper edge, width and height, as the corpus has
 * them, in pixels of the image or in shares of its sides.
 *
 * @param label the name of its class
 * @param left from the left edge of the image
 * @param top from the upper edge
 * @param width above 0
 * @param height above 0
 * @param relative whether these are shares, 0 to 1, and not pixels
 * @param crowd whether it stands for a group of objects, as COCO's {@code iscrowd} says
 */
public record Box(
        String label,
        double left,
        double top,
        double width,
        double height,
        boolean relative,
        boolean crowd) {

    /**
     * Returns what of it lies in an image.
     *
     * @param imageWidth in its own unit
     * @param imageHeight in its own unit
     * @return a box without width or height if nothing of it does
     */
    Box within(double imageWidth, double imageHeight) {
        double x = Math.min(Math.max(left, 0), imageWidth);
        double y = Math.min(Math.max(top, 0), imageHeight);
        double right = Math.min(Math.max(left + width, x), imageWidth);
        double bottom = Math.min(Math.max(top + height, y), imageHeight);
        return new Box(label, x, y, right - x, bottom - y, relative, crowd);
    }

    /** Returns whether it covers nothing. */
    boolean isEmpty() {
        return !(width > 0 && height > 0);
    }

    /**
     * Returns one of pixels in shares of its image, which may be there in another size.
     *
     * @param imageWidth of the image that it was drawn in; without it, it stays as it is
     * @param imageHeight the same
     */
    Box inShares(double imageWidth, double imageHeight) {
        boolean isKnown = imageWidth <= Double.MAX_VALUE && imageHeight <= Double.MAX_VALUE;
        return relative || !isKnown
                ? this
                : new Box(
                        label,
                        left / imageWidth,
                        top / imageHeight,
                        width / imageWidth,
                        height / imageHeight,
                        true,
                        crowd);
    }

    /** Returns it in pixels, in an upright image of a size. */
    public PixelBox in(int imageWidth, int imageHeight) {
        Box box = inPixels(imageWidth, imageHeight);
        return new PixelBox(box.left, box.top, box.left + box.width, box.top + box.height);
    }

    /**
     * Returns it in pixels.
     *
     * @param imageWidth of its image, in pixels
     * @param imageHeight of its image, in pixels
     */
    public Box inPixels(int imageWidth, int imageHeight) {
        return relative
                ? new Box(
                        label,
                        left * imageWidth,
                        top * imageHeight,
                        width * imageWidth,
                        height * imageHeight,
                        false,
                        crowd)
                : this;
    }
}
