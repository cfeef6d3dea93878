package org.tagzoo.datasets.image;

/**
 * Where an image comes to lie in what a network gets: resized to so many pixels, then moved. What
 * reaches beyond the result is cut off.
 *
 * @param imageWidth of the image before, upright
 * @param imageHeight of the image before
 * @param width of the whole image after it was resized
 * @param height of the whole image after it was resized
 * @param left where its left edge is in the result; below 0 where it is cut
 * @param top where its upper edge is
 */
public record Placement(int imageWidth, int imageHeight, int width, int height, int left, int top) {

    /** Returns where a rectangle of the image is in the result, beyond its edges too. */
    public PixelBox to(PixelBox box) {
        double x = (double) width / imageWidth;
        double y = (double) height / imageHeight;
        return new PixelBox(
                box.left() * x + left,
                box.top() * y + top,
                box.right() * x + left,
                box.bottom() * y + top);
    }

    /** Returns where a rectangle of the result is in the image, as far as it is inside. */
    public PixelBox from(PixelBox box) {
        double x = (double) imageWidth / width;
        double y = (double) imageHeight / height;
        return new PixelBox(
                        (box.left() - left) * x,
                        (box.top() - top) * y,
                        (box.right() - left) * x,
                        (box.bottom() - top) * y)
                .within(imageWidth, imageHeight);
    }
}
