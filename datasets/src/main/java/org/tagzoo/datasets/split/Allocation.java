package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The table that a split is worked out on: which part (such as 0 train, 1 validation, 2 test) each
 * group is in, and for each row (a label, or every image) and part how many images it still wants
 * and how many groups it has.
 */
final class Allocation {

    private static final int NOWHERE = -1;

    private final int partCount;
    private final List<ImageGroup> groups;
    private final List<List<Integer>> groupsOfRow = new ArrayList<>();
    private final int[] partOf;
    private final double[][] wanted;
    private final int[][] held;
    private final int[] unplaced;

    /**
     * @param groups the groups, none of them in a part yet
     * @param rows number of labels and one more
     * @param fractions what each part shall have of each row
     */
    Allocation(List<ImageGroup> groups, int rows, double[] fractions) {
        this.groups = groups;
        partCount = fractions.length;
        partOf = new int[groups.size()];
        Arrays.fill(partOf, NOWHERE);
        wanted = new double[rows][partCount];
        held = new int[rows][partCount];
        unplaced = new int[rows];
        for (int row = 0; row < rows; row++) {
            groupsOfRow.add(new ArrayList<>());
        }
        for (int g = 0; g < groups.size(); g++) {
            ImageGroup group = groups.get(g);
            for (int i = 0; i < group.rows().length; i++) {
                int row = group.rows()[i];
                groupsOfRow.get(row).add(g);
                unplaced[row]++;
                for (int part = 0; part < partCount; part++) {
                    wanted[row][part] += fractions[part] * group.counts()[i];
                }
            }
        }
    }

    /** Puts a group into a part, out of the one it was in. */
    void put(int g, int part) {
        ImageGroup group = groups.get(g);
        int before = partOf[g];
        partOf[g] = part;
        for (int i = 0; i < group.rows().length; i++) {
            int row = group.rows()[i];
            if (before == NOWHERE) {
                unplaced[row]--;
            } else {
                held[row][before]--;
                wanted[row][before] += group.counts()[i];
            }
            held[row][part]++;
            wanted[row][part] -= group.counts()[i];
        }
    }

    int partCount() {
        return partCount;
    }

    int rows() {
        return held.length;
    }

    ImageGroup group(int g) {
        return groups.get(g);
    }

    /** Returns the numbers of the groups of a row, ascending. */
    List<Integer> groupsOf(int row) {
        return groupsOfRow.get(row);
    }

    /** Returns the part that each group is in. */
    int[] parts() {
        return partOf.clone();
    }

    int partOf(int g) {
        return partOf[g];
    }

    boolean isPlaced(int g) {
        return partOf[g] != NOWHERE;
    }

    /** Returns how many groups of a row are in no part yet. */
    int unplaced(int row) {
        return unplaced[row];
    }

    /** Returns how many images of a row a part still wants; below 0 if it has too many. */
    double wanted(int row, int part) {
        return wanted[row][part];
    }

    /** Returns how many groups of a row a part has. */
    int held(int row, int part) {
        return held[row][part];
    }

    /** Returns how many parts have nothing of a row. */
    int lacking(int row) {
        int lacking = 0;
        for (int part = 0; part < partCount; part++) {
            lacking += held[row][part] == 0 ? 1 : 0;
        }
        return lacking;
    }

    /** Returns whether a row has enough groups for one in each part. */
    boolean canBeEverywhere(int row) {
        return groupsOfRow.get(row).size() >= partCount;
    }

    /**
     * Returns how many more cases there are, after a move, of a part without a label that has
     * enough groups for all parts.
     */
    int moreGaps(int g, int part) {
        int more = 0;
        for (int row : groups.get(g).rows()) {
            if (canBeEverywhere(row)) {
                more += held[row][partOf[g]] == 1 ? 1 : 0;
                more -= held[row][part] == 0 ? 1 : 0;
            }
        }
        return more;
    }

    /**
     * Returns by how much a move to another part makes the distance from what is wanted grow: the
     * sum of the squares of all wanted numbers, each divided by the groups of its row.
     */
    double cost(int g, int part) {
        ImageGroup group = groups.get(g);
        double cost = 0;
        for (int i = 0; i < group.rows().length; i++) {
            int row = group.rows()[i];
            double count = group.counts()[i];
            double from = wanted[row][partOf[g]];
            double to = wanted[row][part];
            double squares = count * (2 * from + count) + count * (count - 2 * to);
            cost += squares / groupsOfRow.get(row).size();
        }
        return cost;
    }
}
