package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Moves groups until every label with enough groups has one in each part. Which groups a label
 * shares with rarer ones decides where they went, so that a part may have been left without.
 *
 * <p>A local search: for a label that some part lacks, the group of that label is moved there that
 * leaves the fewest labels missing, then the one that keeps the parts closest to what they want. A
 * group just moved rests for a while. It ends when nothing is missing, or after a bounded number of
 * moves with the best state seen: there are corpora where no split has every label everywhere, such
 * as four images with four labels of three images each.
 */
final class MissingLabels {

    private static final int MOST_MOVES = 2_000;
    private static final int REST = 5;

    private record Gap(int row, int part) {}

    private final Allocation allocation;
    private final SplittableRandom random;
    private final int[] restsUntil;

    MissingLabels(Allocation allocation, SplittableRandom random) {
        this.allocation = allocation;
        this.random = random;
        restsUntil = new int[allocation.parts().length];
    }

    /** Fills what can be filled. */
    void run() {
        List<Gap> gaps = gaps();
        int fewest = gaps.size();
        int[] best = allocation.parts();
        for (int move = 0; move < MOST_MOVES && fewest > 0; move++) {
            Gap gap = gaps.get(random.nextInt(gaps.size()));
            int g = groupFor(gap, move);
            if (g >= 0) {
                allocation.put(g, gap.part());
                restsUntil[g] = move + REST;
                gaps = gaps();
                if (gaps.size() < fewest) {
                    fewest = gaps.size();
                    best = allocation.parts();
                }
            }
        }
        for (int g = 0; g < best.length; g++) {
            if (allocation.partOf(g) != best[g]) {
                allocation.put(g, best[g]);
            }
        }
    }

    private List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (int row = 0; row < allocation.rows(); row++) {
            for (int part = 0; part < allocation.partCount(); part++) {
                if (allocation.canBeEverywhere(row) && allocation.held(row, part) == 0) {
                    gaps.add(new Gap(row, part));
                }
            }
        }
        return gaps;
    }

    /** Returns the group to fill a gap with, -1 if all rest. */
    private int groupFor(Gap gap, int move) {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        double least = Double.POSITIVE_INFINITY;
        for (int g : allocation.groupsOf(gap.row())) {
            if (restsUntil[g] <= move) {
                int more = allocation.moreGaps(g, gap.part());
                double cost = allocation.cost(g, gap.part());
                if (more < fewest || (more == fewest && cost < least)) {
                    best = g;
                    fewest = more;
                    least = cost;
                }
            }
        }
        return best;
    }
}
