package org.tagzoo.zoo.index;

/** Vectors of length 1, whose product is the cosine of the angle between them. */
final class UnitVector {

    private UnitVector() {}

    /**
     * Returns a vector brought to length 1; zeros stay zeros.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    static float[] of(float[] vector) {
        double length = Math.sqrt(product(vector, vector));
        if (!Double.isFinite(length)) {
            throw new IllegalArgumentException("The features of an image must be finite numbers");
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    /** Returns the inner product, in double precision. */
    static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
