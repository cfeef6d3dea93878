package org.tagzoo.datasets.split;

import java.util.SplittableRandom;

/**
 * Swaps groups of one size between parts wherever that brings the labels closer to their shares.
 * Iterative stratification places a common label last, when most of its images went with rarer ones
 * already, and can then be some images off; sizes of parts stay as they are.
 */
final class Swaps {

    private static final int MOST_ROUNDS = 10;
    private static final int TRIES = 20;
    private static final double WORTH_IT = -1e-9;

    private final Allocation allocation;
    private final SplittableRandom random;
    private final int groups;

    Swaps(Allocation allocation, SplittableRandom random) {
        this.allocation = allocation;
        this.random = random;
        groups = allocation.parts().length;
    }

    /** Tries some partners for each group with labels, in rounds, until a round finds nothing. */
    void run() {
        boolean better = groups > 0;
        for (int round = 0; round < MOST_ROUNDS && better; round++) {
            better = false;
            for (int g = 0; g < groups; g++) {
                boolean labelled = allocation.group(g).rows().length > 1;
                for (int i = 0; labelled && i < TRIES; i++) {
                    better |= swap(g, random.nextInt(groups));
                }
            }
        }
    }

    private boolean swap(int g, int h) {
        int from = allocation.partOf(g);
        int to = allocation.partOf(h);
        if (from == to || allocation.group(g).size() != allocation.group(h).size()) {
            return false;
        }
        double cost = allocation.cost(g, to);
        int gaps = allocation.moreGaps(g, to);
        allocation.put(g, to);
        cost += allocation.cost(h, from);
        gaps += allocation.moreGaps(h, from);
        if (gaps <= 0 && cost < WORTH_IT) {
            allocation.put(h, from);
            return true;
        }
        allocation.put(g, from);
        return false;
    }
}
