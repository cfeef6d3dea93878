package org.tagzoo.datasets.image;

import org.opencv.core.Mat;

/**
 * An image whose rows are read one after the other, each pair of them once: pixels in Java's
 * memory, or a photograph as OpenCV decoded it. What is to be resized need not be copied as a
 * whole, nor its colours put in order before they are few.
 */
abstract class DecodedImage implements AutoCloseable {

    private final int width;
    private final int height;

    private DecodedImage(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Returns the rows of pixels. */
    static DecodedImage of(RgbImage image) {
        return new InMemory(image);
    }

    /**
     * Returns the rows of a matrix.
     *
     * @param mat BGR of 8 bits without gaps between rows, closed with this
     */
    static DecodedImage of(Mat mat) {
        return new InMat(mat);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /**
     * Returns what holds a row and the row below it, if there is one, from {@link #offset} on. It
     * may be written over when other rows are asked for.
     */
    abstract byte[] rows(int y);

    /** Returns where in {@link #rows} the row begins. */
    abstract int offset(int y);

    /** Returns whether the first of a pixel's three bytes is blue and the last red. */
    abstract boolean isBgr();

    /** Returns the whole image. */
    abstract RgbImage whole();

    @Override
    public abstract void close();

    private static final class InMemory extends DecodedImage {

        private final RgbImage image;

        InMemory(RgbImage image) {
            super(image.width(), image.height());
            this.image = image;
        }

        @Override
        byte[] rows(int y) {
            return image.pixels();
        }

        @Override
        int offset(int y) {
            return y * image.width() * 3;
        }

        @Override
        boolean isBgr() {
            return false;
        }

        @Override
        RgbImage whole() {
            return image;
        }

        @Override
        public void close() {
            // The collector frees it.
        }
    }

    private static final class InMat extends DecodedImage {

        private final Mat mat;
        private final byte[] pair;

        InMat(Mat mat) {
            super(mat.cols(), mat.rows());
            this.mat = mat;
            this.pair = new byte[2 * 3 * mat.cols()];
        }

        @Override
        byte[] rows(int y) {
            // As many bytes as fit, or as there are.
            mat.get(y, 0, pair);
            return pair;
        }

        @Override
        int offset(int y) {
            return 0;
        }

        @Override
        boolean isBgr() {
            return true;
        }

        @Override
        RgbImage whole() {
            return new MatPixels(mat, null).toRgb();
        }

        @Override
        public void close() {
            mat.release();
        }
    }
}
