package org.tagzoo.zoo.threshold;

import java.util.Arrays;
import org.apache.commons.math3.special.Beta;

/**
 * From how many hits on a share is likely to be at least so large: from there the lower end of its
 * Clopper-Pearson interval, as scipy's {@code binomtest(...).proportion_ci()} gives it, is not
 * below.
 */
final class LeastHits {

    private final double share;
    private final double tail;

    /** By the number of trials; one more than those where all of them are too few. */
    private volatile int[] least = {1};

    /**
     * @param share above 0, below 1
     * @param confidence of the two-sided interval, above 0, below 1
     */
    LeastHits(double share, double confidence) {
        this.share = share;
        this.tail = (1 - confidence) / 2;
    }

    /** Returns the fewest hits of so many trials; more than the trials if all are too few. */
    int of(int trials) {
        int[] known = least;
        return trials < known.length ? known[trials] : upTo(trials)[trials];
    }

    /** Returns the fewest trials of which all are enough. */
    int ofHitsAlone() {
        // The lower end of n of n is the n-th root of the tail.
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(Math.log(tail) / Math.log(share)));
    }

    private synchronized int[] upTo(int trials) {
        int[] known = least;
        if (trials < known.length) {
            return known;
        }
        int[] more = Arrays.copyOf(known, Math.max(trials + 1, 2 * known.length));
        for (int n = known.length; n < more.length; n++) {
            // With one trial more it is never fewer.
            more[n] = more[n - 1];
            while (more[n] <= n && !isEnough(more[n], n)) {
                more[n]++;
            }
        }
        least = more;
        return more;
    }

    /** The lower end is where so many hits or more have the probability of the tail. */
    private boolean isEnough(int hits, int trials) {
        return Beta.regularizedBeta(share, hits, trials - hits + 1) <= tail;
    }
}
