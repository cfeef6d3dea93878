package org.tagzoo.zoo.metric;

import java.util.SplittableRandom;
import org.tagzoo.datasets.random.SeedSequence;

/** The bootstrap's draws, by Java's own generator. */
final class DrawnRows {

    private DrawnRows() {}

    /** Returns the images of a draw, in the order that they are drawn in. */
    static int[] of(int images, long seed, int draw) {
        SplittableRandom random = SeedSequence.random(seed, "bootstrap", draw);
        int[] rows = new int[images];
        for (int i = 0; i < images; i += 2) {
            long bits = random.nextLong();
            rows[i] = image(bits >>> 32, images);
            if (i + 1 < images) {
                rows[i + 1] = image((int) bits & 0xffff_ffffL, images);
            }
        }
        return rows;
    }

    private static int image(long half, int images) {
        return (int) Math.floor(half / 4294967296.0 * images);
    }

    /** Returns how many times each image is in a draw. */
    static int[] times(int images, long seed, int draw) {
        int[] times = new int[images];
        for (int row : of(images, seed, draw)) {
            times[row]++;
        }
        return times;
    }
}
