package org.tagzoo.datasets.image;

/**
 * The input pixels of each output pixel along one axis, and their weights: a kernel as wide as the
 * scale, never narrower than for the same size. The weights of one output pixel sum to 1 but for
 * rounding.
 *
 * @param size the most input pixels of an output pixel, at which {@code factors} steps
 * @param first of the input pixels, by output pixel
 * @param count of them
 * @param factors in fixed point, {@value #PRECISION_BITS} bits, {@code size} for each output pixel
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record AxisWeights(int size, int[] first, int[] count, int[] factors) {

    static final int PRECISION_BITS = 32 - 8 - 2;

    /** How much an input pixel counts, by its distance. */
    enum Kernel {
        /** Falls evenly, over one pixel to each side. */
        TRIANGLE(1),
        /** A piecewise cubic with a = -0.5, over two pixels to each side, where it is negative. */
        CUBIC(2);

        private final int support;

        Kernel(int support) {
            this.support = support;
        }

        private double at(double x) {
            double distance = Math.abs(x);
            if (this == TRIANGLE) {
                return distance < 1.0 ? 1.0 - distance : 0.0;
            }
            double a = -0.5;
            if (distance < 1.0) {
                return ((a + 2.0) * distance - (a + 3.0)) * distance * distance + 1;
            }
            return distance < 2.0 ? (((distance - 5) * distance + 8) * distance - 4) * a : 0.0;
        }
    }

    /** Returns a sum of samples times factors, with a half added, as a sample of 0 to 255. */
    static int sample(int sum) {
        return Math.max(0, Math.min(255, sum >> PRECISION_BITS));
    }

    /**
     * Returns the weights of some output pixels, equal to those of Pillow's {@code Resample.c}.
     *
     * @param from input pixels
     * @param to output pixels in all
     * @param start first of the output pixels whose weights are wanted
     * @param length how many are wanted
     */
    static AxisWeights of(Kernel kernel, int from, int to, int start, int length) {
        double scale = (double) from / to;
        double filterScale = Math.max(scale, 1.0);
        double support = kernel.support * filterScale;
        int size = (int) Math.ceil(support) * 2 + 1;
        int[] firsts = new int[length];
        int[] counts = new int[length];
        int[] factors = new int[Math.multiplyExact(length, size)];
        double[] shares = new double[size];
        for (int i = 0; i < length; i++) {
            double center = (start + i + 0.5) * scale;
            int first = Math.max(0, (int) (center - support + 0.5));
            int count = Math.min(from, (int) (center + support + 0.5)) - first;
            double sum = 0;
            for (int k = 0; k < count; k++) {
                shares[k] = kernel.at((k + first - center + 0.5) * (1.0 / filterScale));
                sum += shares[k];
            }
            firsts[i] = first;
            counts[i] = count;
            for (int k = 0; k < count; k++) {
                double share = sum == 0 ? shares[k] : shares[k] / sum;
                factors[i * size + k] =
                        (int) (Math.copySign(0.5, share) + share * (1 << PRECISION_BITS));
            }
        }
        return new AxisWeights(size, firsts, counts, factors);
    }
}
