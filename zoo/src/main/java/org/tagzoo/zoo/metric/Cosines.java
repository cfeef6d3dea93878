package org.tagzoo.zoo.metric;

import java.util.Arrays;

/**
 * Cosine similarities of some images to a gallery, a block of queries at a time; sums are in double
 * precision, feature after feature, so that equal vectors tie and no block changes a bit.
 *
 * @param features {@code [N, F]}
 * @param norms their lengths
 * @param gallery indices of images
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Cosines(float[][] features, double[] norms, int[] gallery) {

    /** How many queries are answered at once. */
    static final int BLOCK = 64;

    /** So many gallery images lie side by side, for loops that a processor does at once. */
    private static final int TILE = 64;

    static Cosines of(float[][] features, int[] gallery) {
        double[] norms = new double[features.length];
        for (int n = 0; n < norms.length; n++) {
            double sum = 0;
            for (float value : features[n]) {
                sum += (double) value * value;
            }
            if (!Double.isFinite(sum)) {
                throw new IllegalArgumentException(
                        "Features must be finite numbers, those of image %d are not".formatted(n));
            }
            norms[n] = Math.sqrt(sum);
        }
        return new Cosines(features, norms, gallery);
    }

    /** Returns those of some images, {@code [queries, gallery]}. */
    double[][] of(int[] queries) {
        double[][] cosines = new double[queries.length][gallery.length];
        int width = features.length == 0 ? 0 : features[0].length;
        double[] tile = new double[width * TILE];
        double[] sums = new double[TILE];
        for (int first = 0; first < gallery.length; first += TILE) {
            int count = Math.min(TILE, gallery.length - first);
            for (int i = 0; i < count; i++) {
                float[] row = features[gallery[first + i]];
                for (int f = 0; f < width; f++) {
                    tile[f * TILE + i] = row[f];
                }
            }
            for (int q = 0; q < queries.length; q++) {
                products(features[queries[q]], tile, sums);
                for (int i = 0; i < count; i++) {
                    double lengths = norms[queries[q]] * norms[gallery[first + i]];
                    cosines[q][first + i] = lengths == 0 ? 0 : sums[i] / lengths;
                }
            }
        }
        return cosines;
    }

    private static void products(float[] query, double[] tile, double[] sums) {
        Arrays.fill(sums, 0);
        for (int f = 0; f < query.length; f++) {
            double value = query[f];
            int place = f * TILE;
            for (int i = 0; i < TILE; i++) {
                sums[i] += value * tile[place + i];
            }
        }
    }
}
