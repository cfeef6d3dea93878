package org.tagzoo.zoo.index;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * Vectors put into cells, each by the centre that it is most like, centres by spherical k-means; so
 * that who looks for a vector's nearest need only look into a few cells. No cell has many more than
 * the others: one that would is cut into several of one centre.
 *
 * @param members of each cell, ascending
 * @param nearest {@code [N, P]}, the cells that are the nearest to each vector, its own first
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
record VectorCells(List<int[]> members, int[][] nearest) {

    /** A cell has at most so many times the members of a cell on average. */
    private static final int MOST = 4;

    private static final int ROUNDS = 5;
    private static final int PER_CENTRE = 64;

    /**
     * Makes cells.
     *
     * @param units one or more
     * @param cells how many, 1 to as many as there are vectors; those cut count as one
     * @param probes how many of the nearest cells each vector gets
     */
    static VectorCells of(NDManager manager, UnitRows units, int cells, int probes, long seed) {
        int count = units.count();
        float[][] centres = centres(manager, units, cells, seed);
        int[][] nearest = new int[count][];
        nearest(manager, units, centres, IntStream.range(0, count).toArray(), probes, nearest);
        int most = cells == 1 ? count : MOST * count / cells;
        List<int[]> members = new ArrayList<>();
        int[] firstOf = new int[cells + 1];
        int[] own = new int[count];
        for (int c = 0; c < cells; c++) {
            int centre = c;
            int[] all = IntStream.range(0, count).filter(n -> nearest[n][0] == centre).toArray();
            for (int from = 0; from < all.length; from += most) {
                int[] some = Arrays.copyOfRange(all, from, Math.min(from + most, all.length));
                for (int n : some) {
                    own[n] = members.size();
                }
                members.add(some);
            }
            firstOf[c + 1] = members.size();
        }
        for (int n = 0; n < count; n++) {
            nearest[n] = pieces(nearest[n], own[n], firstOf, probes);
        }
        return new VectorCells(members, nearest);
    }

    /** Returns the cells of some centres, a vector's own first. */
    private static int[] pieces(int[] centres, int own, int[] firstOf, int most) {
        return IntStream.concat(
                        IntStream.of(own),
                        IntStream.of(centres)
                                .flatMap(c -> IntStream.range(firstOf[c], firstOf[c + 1]))
                                .filter(cell -> cell != own))
                .limit(most)
                .toArray();
    }

    /** Returns the vectors to which each cell is one of the nearest, ascending. */
    int[][] askers() {
        int[] counts = new int[members.size()];
        for (int[] cells : nearest) {
            for (int cell : cells) {
                counts[cell]++;
            }
        }
        int[][] askers = IntStream.of(counts).mapToObj(int[]::new).toArray(int[][]::new);
        for (int n = nearest.length - 1; n >= 0; n--) {
            for (int cell : nearest[n]) {
                askers[cell][--counts[cell]] = n;
            }
        }
        return askers;
    }

    private static float[][] centres(NDManager manager, UnitRows units, int cells, long seed) {
        int[] sample = sample(units.count(), PER_CENTRE * cells, seed);
        float[][] centres =
                Arrays.stream(sample, 0, cells).mapToObj(units::row).toArray(float[][]::new);
        int[][] found = new int[units.count()][];
        for (int round = 0; round < ROUNDS && cells > 1; round++) {
            nearest(manager, units, centres, sample, 1, found);
            double[][] sums = new double[cells][units.dimension()];
            for (int n : sample) {
                float[] unit = units.row(n);
                for (int d = 0; d < unit.length; d++) {
                    sums[found[n][0]][d] += unit[d];
                }
            }
            for (int c = 0; c < cells; c++) {
                float[] sum = new float[units.dimension()];
                for (int d = 0; d < sum.length; d++) {
                    sum[d] = (float) sums[c][d];
                }
                // A centre of no vector stays where it is.
                centres[c] = UnitVector.product(sum, sum) > 0 ? UnitVector.of(sum) : centres[c];
            }
        }
        return centres;
    }

    /** Draws numbers below a count, none twice. */
    private static int[] sample(int count, int most, long seed) {
        SplittableRandom random = SeedSequence.random(seed, "cells");
        int[] all = IntStream.range(0, count).toArray();
        int drawn = Math.min(count, most);
        for (int i = 0; i < drawn; i++) {
            int other = i + random.nextInt(count - i);
            int moved = all[i];
            all[i] = all[other];
            all[other] = moved;
        }
        return Arrays.copyOf(all, drawn);
    }

    /** Finds the nearest centres of some vectors, the nearest first. */
    private static void nearest(
            NDManager manager,
            UnitRows units,
            float[][] centres,
            int[] rows,
            int most,
            int[][] found) {
        for (int[] some : UnitRows.batches(rows)) {
            try (NDManager used = manager.newSubManager()) {
                NDArray middles = UnitRows.matrix(used, centres).transpose();
                float[] products = units.matrix(used, some).matMul(middles).toFloatArray();
                for (int i = 0; i < some.length; i++) {
                    NearestOf best = new NearestOf(most);
                    for (int c = 0; c < centres.length; c++) {
                        best.offer(c, products[i * centres.length + c]);
                    }
                    found[some[i]] = best.which();
                }
            }
        }
    }
}
