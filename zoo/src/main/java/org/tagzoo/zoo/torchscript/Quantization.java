package org.tagzoo.zoo.torchscript;

/**
 * How real numbers become unsigned bytes: {@code q = round(x / scale) + zeroPoint}, made 0 to 255.
 *
 * @param scale from one byte to the next, above 0
 * @param zeroPoint the byte of 0, 0 to 255
 */
record Quantization(double scale, int zeroPoint) {

    private static final int LARGEST = 255;

    /**
     * Returns the finest one that holds a range and 0.
     *
     * @param low smallest number
     * @param high largest number
     */
    static Quantization of(double low, double high) {
        double from = Math.min(low, 0);
        double scale = (Math.max(high, 0) - from) / LARGEST;
        return scale > 0
                ? new Quantization(scale, (int) Math.rint(-from / scale))
                : new Quantization(1, 0);
    }

    /** Returns the two numbers as TorchScript. */
    String script() {
        return scale + ", " + zeroPoint;
    }
}
