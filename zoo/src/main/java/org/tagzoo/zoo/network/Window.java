package org.tagzoo.zoo.network;

/**
 * How a convolution or a pooling goes over a map.
 *
 * @param height rows that it sees at once
 * @param width columns that it sees at once
 * @param stride steps from one place to the next, downwards and to the right
 * @param rowPadding empty rows added above the map, and as many below
 * @param columnPadding empty columns added to the left, and as many to the right
 * @param dilation steps from one row, or column, that it sees to the next; 1 for neighbours
 */
public record Window(
        int height, int width, int stride, int rowPadding, int columnPadding, int dilation) {

    /** Returns a window of {@code size x size}. */
    public static Window square(int size, int stride, int padding) {
        return new Window(size, size, stride, padding, padding, 1);
    }

    /** Returns a window, odd in height and width, that gives a map of the size it gets. */
    public static Window centered(int height, int width) {
        return new Window(height, width, 1, height / 2, width / 2, 1);
    }

    /** Returns the same window, which sees every {@code dilation}-th row and column only. */
    public Window dilated(int dilation) {
        return new Window(height, width, stride, rowPadding, columnPadding, dilation);
    }

    /**
     * Returns the shape of what {@code channels} windows make of a map.
     *
     * @throws IllegalArgumentException if it is no map, or the window does not fit into it
     */
    Dims over(Dims map, int channels) {
        if (!map.isMap()) {
            throw new IllegalArgumentException("A window goes over maps, not " + map);
        }
        return Dims.map(
                channels,
                places(map.height(), height, rowPadding),
                places(map.width(), width, columnPadding));
    }

    private int places(int size, int seen, int padding) {
        int window = dilation * (seen - 1) + 1;
        int places = Math.floorDiv(size + 2 * padding - window, stride) + 1;
        if (places < 1) {
            throw new IllegalArgumentException(
                    "Images are too small: a window of %d does not fit into %d (padding %d)"
                            .formatted(window, size, padding));
        }
        return places;
    }

    /** Returns its height and width as TorchScript. */
    public String sizeScript() {
        return pair(height, width);
    }

    /** Returns its stride as TorchScript. */
    public String strideScript() {
        return pair(stride, stride);
    }

    /** Returns its padding as TorchScript. */
    public String paddingScript() {
        return pair(rowPadding, columnPadding);
    }

    /** Returns its dilation as TorchScript. */
    public String dilationScript() {
        return pair(dilation, dilation);
    }

    private static String pair(int first, int second) {
        return "[" + first + ", " + second + "]";
    }
}
