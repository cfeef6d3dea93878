package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Places every group: the rarest label first, each of its groups where most of that label is still
 * wanted, as Sechidis, Tsoumakas and Vlahavas have it. Two things are added: groups with more
 * images of the label come first, as there is more room for them then; and the last groups of a
 * label are kept for parts that have none of it.
 */
final class IterativeStratification {

    /** Wanted numbers are sums of fractions: closer than this, they are the same. */
    private static final double SAME = 1e-9;

    private final Allocation allocation;
    private final SplittableRandom random;

    IterativeStratification(Allocation allocation, SplittableRandom random) {
        this.allocation = allocation;
        this.random = random;
    }

    /** Places every group of the allocation. */
    void run() {
        for (int row = rarest(); row >= 0; row = rarest()) {
            int label = row;
            List<Integer> open = new ArrayList<>(allocation.groupsOf(label));
            open.removeIf(allocation::isPlaced);
            open.sort(Comparator.comparingInt(g -> -allocation.group(g).count(label)));
            for (int g : open) {
                allocation.put(g, choose(g, label));
            }
        }
    }

    /** Returns the row with the fewest groups to place, the first of several; -1 if all are. */
    private int rarest() {
        int rarest = -1;
        for (int row = 0; row < allocation.rows(); row++) {
            int open = allocation.unplaced(row);
            if (open > 0 && (rarest < 0 || open < allocation.unplaced(rarest))) {
                rarest = row;
            }
        }
        return rarest;
    }

    private int choose(int g, int label) {
        int everyImage = allocation.rows() - 1;
        int best = 0;
        int ties = 1;
        for (int part = 1; part < allocation.partCount(); part++) {
            int order = Integer.compare(needs(g, part), needs(g, best));
            if (order == 0) {
                order = compareWanted(label, part, best);
            }
            if (order == 0) {
                order = compareWanted(everyImage, part, best);
            }
            if (order > 0) {
                best = part;
                ties = 1;
            } else if (order == 0 && random.nextInt(++ties) == 0) {
                best = part;
            }
        }
        return best;
    }

    /** Returns how many labels of a group a part lacks and may not get any more without it. */
    private int needs(int g, int part) {
        int needs = 0;
        for (int row : allocation.group(g).rows()) {
            if (allocation.held(row, part) == 0
                    && allocation.canBeEverywhere(row)
                    && allocation.unplaced(row) <= allocation.lacking(row)) {
                needs++;
            }
        }
        return needs;
    }

    private int compareWanted(int row, int part, int other) {
        double difference = allocation.wanted(row, part) - allocation.wanted(row, other);
        return Math.abs(difference) < SAME ? 0 : difference > 0 ? 1 : -1;
    }
}
