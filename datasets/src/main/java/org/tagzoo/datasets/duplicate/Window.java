package org.tagzoo.datasets.duplicate;

/**
 * A part of an image, in shares of its sides.
 *
 * @param left 0 to 1 - {@code width}
 * @param top 0 to 1 - {@code height}
 * @param width above 0, at most 1
 * @param height above 0, at most 1
 */
record Window(double left, double top, double width, double height) {

    static final Window WHOLE = new Window(0, 0, 1, 1);

    /** Returns the windows beside this one: moved, or wider or higher on one side or the other. */
    Window[] beside(double step) {
        return new Window[] {
            inside(left - step, top, width, height),
            inside(left + step, top, width, height),
            inside(left, top - step, width, height),
            inside(left, top + step, width, height),
            inside(left - step, top, width + step, height),
            inside(left, top, width + step, height),
            inside(left + step, top, width - step, height),
            inside(left, top, width - step, height),
            inside(left, top - step, width, height + step),
            inside(left, top, width, height + step),
            inside(left, top + step, width, height - step),
            inside(left, top, width, height - step)
        };
    }

    private static Window inside(double left, double top, double width, double height) {
        double newWidth = Math.min(1, Math.max(CutOut.LEAST_SIDE, width));
        double newHeight = Math.min(1, Math.max(CutOut.LEAST_SIDE, height));
        return new Window(
                Math.max(0, Math.min(1 - newWidth, left)),
                Math.max(0, Math.min(1 - newHeight, top)),
                newWidth,
                newHeight);
    }
}
