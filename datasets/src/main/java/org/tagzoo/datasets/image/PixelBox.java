package org.tagzoo.datasets.image;

/**
 * A rectangle of an image, upright, in pixels from the upper left corner; it may reach beyond the
 * image.
 *
 * @param left from the left edge
 * @param top from the upper edge
 * @param right at least {@code left}
 * @param bottom at least {@code top}
 */
public record PixelBox(double left, double top, double right, double bottom) {

    /** Numbers of a box. */
    public static final int SIDES = 4;

    /** No object: all zeros. */
    public static final PixelBox NONE = new PixelBox(0, 0, 0, 0);

    /**
     * Returns a rectangle of what a network gives for it: height, width, x and y of the upper left
     * corner.
     */
    public static PixelBox of(float[] numbers) {
        return new PixelBox(
                numbers[2],
                numbers[3],
                (double) numbers[2] + numbers[1],
                (double) numbers[3] + numbers[0]);
    }

    /** Returns height, width, x and y of the upper left corner. */
    public float[] numbers() {
        return new float[] {(float) height(), (float) width(), (float) left, (float) top};
    }

    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }

    /** Returns its area in square pixels; 0 if it covers nothing. */
    public double area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    /** Returns whether it covers nothing. */
    public boolean isEmpty() {
        return !(width() > 0 && height() > 0);
    }

    /** Returns what of it lies in an image; without area if nothing does. */
    public PixelBox within(int imageWidth, int imageHeight) {
        return new PixelBox(
                Math.min(Math.max(left, 0), imageWidth),
                Math.min(Math.max(top, 0), imageHeight),
                Math.min(Math.max(right, 0), imageWidth),
                Math.min(Math.max(bottom, 0), imageHeight));
    }

    /**
     * Returns the intersection of two rectangles over their union, 0 to 1; equal to torchvision's
     * {@code box_iou}. 0 if both cover nothing.
     */
    public double overlap(PixelBox other) {
        double across = Math.min(right, other.right) - Math.max(left, other.left);
        double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        double common = Math.max(0, across) * Math.max(0, down);
        return common == 0 ? 0 : common / (area() + other.area() - common);
    }
}
