package org.tagzoo.datasets.image;

/**
 * The input pixels of each output pixel along one axis, and their weights: a triangle as wide as
 * the scale, never narrower than one input pixel to each side. The weights of one output pixel are
 * not negative and sum to 1 but for rounding, so that sums never leave 0 to 255.
 *
 * @param size the most input pixels of an output pixel, at which {@code factors} steps
 * @param first of the input pixels, by output pixel
 * @param count of them
 * @param factors in fixed point, {@value #PRECISION_BITS} bits, {@code size} for each output pixel
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record AxisWeights(int size, int[] first, int[] count, int[] factors) {

    static final int PRECISION_BITS = 32 - 8 - 2;

    /**
     * Returns the weights of some output pixels, equal to those of Pillow's {@code Resample.c}.
     *
     * @param from input pixels
     * @param to output pixels in all
     * @param start first of the output pixels whose weights are wanted
     * @param length how many are wanted
     */
    static AxisWeights of(int from, int to, int start, int length) {
        double scale = (double) from / to;
        double support = Math.max(scale, 1.0);
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
                shares[k] = triangle((k + first - center + 0.5) * (1.0 / support));
                sum += shares[k];
            }
            firsts[i] = first;
            counts[i] = count;
            for (int k = 0; k < count; k++) {
                double share = sum == 0 ? shares[k] : shares[k] / sum;
                factors[i * size + k] = (int) (0.5 + share * (1 << PRECISION_BITS));
            }
        }
        return new AxisWeights(size, firsts, counts, factors);
    }

    private static double triangle(double x) {
        double distance = Math.abs(x);
        return distance < 1.0 ? 1.0 - distance : 0.0;
    }
}
