package org.tagzoo.zoo.metric;

/**
 * How many images have two labels at once, of the true labels or of the predicted ones. Side by
 * side the two show what a network makes of labels that go together.
 *
 * @param counts {@code [L, L]}, symmetric; {@code counts[l][l]} is how many images have label
 *     {@code l} at all
 */
@SuppressWarnings("ArrayRecordComponent") // large, and compared by its contents nowhere
public record CoOccurrence(long[][] counts) {

    /**
     * Counts.
     *
     * @param rows {@code [N, L]}, whether image {@code n} has label {@code l}; at least one image
     * @throws IllegalArgumentException if there is no image
     */
    public static CoOccurrence of(boolean[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("No images to count labels in");
        }
        int labels = rows[0].length;
        long[][] counts = new long[labels][labels];
        for (boolean[] row : rows) {
            for (int i = 0; i < labels; i++) {
                for (int j = 0; row[i] && j < labels; j++) {
                    counts[i][j] += row[j] ? 1 : 0;
                }
            }
        }
        return new CoOccurrence(counts);
    }

    /**
     * Returns the share of the images with label {@code given} that have {@code other} too, 0 to 1;
     * 0 if no image has {@code given}.
     */
    public double share(int given, int other) {
        long all = counts[given][given];
        return all == 0 ? 0 : (double) counts[given][other] / all;
    }
}
