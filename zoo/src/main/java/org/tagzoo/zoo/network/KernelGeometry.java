package org.tagzoo.zoo.network;

import org.tagzoo.datasets.image.ImageSize;

/**
 * How a convolution or a pooling goes over a map.
 *
 * @param height rows that it sees at once
 * @param width columns that it sees at once
 * @param rowStride rows from one position to the next below
 * @param columnStride columns from one position to the next to the right
 * @param rowPadding empty rows added above the map, and as many below
 * @param columnPadding empty columns added to the left, and as many to the right
 * @param dilation steps from one row, or column, that it sees to the next; 1 for neighbours
 */
public record KernelGeometry(
        int height,
        int width,
        int rowStride,
        int columnStride,
        int rowPadding,
        int columnPadding,
        int dilation) {

    /** Returns a kernel of {@code size x size}. */
    public static KernelGeometry square(int size, int stride, int padding) {
        return new KernelGeometry(size, size, stride, stride, padding, padding, 1);
    }

    /** Returns a kernel, odd in height and width, that gives a map of the size it gets. */
    public static KernelGeometry centered(int height, int width) {
        return new KernelGeometry(height, width, 1, 1, height / 2, width / 2, 1);
    }

    /** Returns a kernel that cuts a map into parts side by side; what is over is left out. */
    static KernelGeometry sideBySide(ImageSize part) {
        int height = part.height();
        return new KernelGeometry(height, part.width(), height, part.width(), 0, 0, 1);
    }

    /** Returns the same kernel, which sees every {@code dilation}-th row and column only. */
    public KernelGeometry dilated(int dilation) {
        return new KernelGeometry(
                height, width, rowStride, columnStride, rowPadding, columnPadding, dilation);
    }

    /**
     * Returns the shape of what {@code channels} kernels make of a map.
     *
     * @throws IllegalArgumentException if it is no map, or the kernel does not fit into it
     */
    Dims over(Dims map, int channels) {
        if (!map.isMap()) {
            throw new IllegalArgumentException("A kernel goes over maps, not " + map);
        }
        return Dims.map(
                channels,
                outputSize(map.height(), height, rowStride, rowPadding),
                outputSize(map.width(), width, columnStride, columnPadding));
    }

    private int outputSize(int size, int seen, int stride, int padding) {
        int kernel = dilation * (seen - 1) + 1;
        int output = Math.floorDiv(size + 2 * padding - kernel, stride) + 1;
        if (output < 1) {
            throw new IllegalArgumentException(
                    "Images are too small: a kernel of %d does not fit into %d (padding %d)"
                            .formatted(kernel, size, padding));
        }
        return output;
    }

    /** Returns its height and width as TorchScript. */
    public String sizeScript() {
        return pair(height, width);
    }

    /** Returns its stride as TorchScript. */
    public String strideScript() {
        return pair(rowStride, columnStride);
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
