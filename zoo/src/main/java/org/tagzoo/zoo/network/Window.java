package org.tagzoo.zoo.network;

/**
 * How a convolution or a pooling goes over a map.
 *
 * @param height rows that it sees at once
 * @param width columns that it sees at once
 * @param stride steps from one place to the next, downwards and to the right
 * @param rowPadding empty rows added above the map, and as many below
 * @param columnPadding empty columns added to the left, and as many to the right
 */
public record Window(int height, int width, int stride, int rowPadding, int columnPadding) {

    /** Returns a window of {@code size x size}. */
    public static Window square(int size, int stride, int padding) {
        return new Window(size, size, stride, padding, padding);
    }

    /** Returns a window, odd in height and width, that gives a map of the size it gets. */
    public static Window centered(int height, int width) {
        return new Window(height, width, 1, height / 2, width / 2);
    }

    /** Returns the shape of what {@code channels} windows make of a map. */
    Dims over(Dims map, int channels) {
        return Dims.map(
                channels,
                places(map.height(), height, rowPadding),
                places(map.width(), width, columnPadding));
    }

    private int places(int size, int window, int padding) {
        int places = Math.floorDiv(size + 2 * padding - window, stride) + 1;
        if (places < 1) {
            throw new IllegalArgumentException(
                    "Pictures are too small: a window of %d does not fit into %d (padding %d)"
                            .formatted(window, size, padding));
        }
        return places;
    }
}
