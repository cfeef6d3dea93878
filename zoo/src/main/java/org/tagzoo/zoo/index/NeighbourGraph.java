package org.tagzoo.zoo.index;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;

/**
 * The nearest others of each of many vectors, by the cosine. Up to {@value #EXACT} vectors all
 * pairs are compared. Of more, each vector is compared with those of the {@value #PROBES} cells
 * that are nearest to it, of about as many cells as the square root of the vectors: the near are
 * found nearly all, the far not always, in time that grows with {@code N * sqrt(N)}.
 *
 * @param others {@code [N, K]}, the nearest first, never the vector itself; fewer than {@code K}
 *     where there are fewer
 * @param cosines {@code [N, K]}, -1 to 1, in double precision
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record NeighbourGraph(int[][] others, double[][] cosines) {

    private static final int EXACT = 5000;
    private static final int PROBES = 16;

    /** The most neighbours of a vector. */
    public static final int MOST = 100;

    /**
     * Finds neighbours. The same vectors and seed give the same on one machine.
     *
     * @param count of the vectors, 1 or more
     * @param vectors each finite, of any length but brought to length 1; zeros stay as they are,
     *     and are similar to nothing
     * @param most how many neighbours, 1 to {@value #MOST}
     * @param seed of the cells
     * @throws IllegalArgumentException if a vector is not finite
     */
    public static NeighbourGraph of(
            int count, int dimension, IntFunction<float[]> vectors, int most, long seed) {
        Check.within("vectors", count, 1, Integer.MAX_VALUE);
        Check.within("number of neighbours", most, 1, MOST);
        UnitRows units = new UnitRows(count, dimension, vectors);
        NearestOf[] best =
                Stream.generate(() -> new NearestOf(most)).limit(count).toArray(NearestOf[]::new);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            int cells = count <= EXACT ? 1 : (int) Math.ceil(Math.sqrt(count));
            VectorCells found = VectorCells.of(manager, units, cells, PROBES, seed);
            int[][] askers = found.askers();
            for (int c = 0; c < askers.length; c++) {
                compare(manager, units, askers[c], found.members().get(c), best);
            }
        }
        return exact(units, best);
    }

    /** Compares vectors with those of a cell. */
    private static void compare(
            NDManager manager, UnitRows units, int[] asking, int[] members, NearestOf[] best) {
        for (int[] some : UnitRows.batches(members)) {
            try (NDManager used = manager.newSubManager()) {
                NDArray columns = units.matrix(used, some).transpose();
                for (int[] rows : UnitRows.batches(asking)) {
                    try (NDManager batch = used.newSubManager()) {
                        float[] products = units.matrix(batch, rows).matMul(columns).toFloatArray();
                        offer(rows, some, products, best);
                    }
                }
            }
        }
    }

    private static void offer(int[] rows, int[] members, float[] products, NearestOf[] best) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < members.length; j++) {
                if (members[j] != rows[i]) {
                    best[rows[i]].offer(members[j], products[i * members.length + j]);
                }
            }
        }
    }

    /** Multiplies again in double precision. */
    private static NeighbourGraph exact(UnitRows units, NearestOf[] best) {
        int[][] others = new int[best.length][];
        double[][] cosines = new double[best.length][];
        IntStream.range(0, best.length)
                .parallel()
                .forEach(
                        n -> {
                            float[] unit = units.row(n);
                            List<Other> found =
                                    Arrays.stream(best[n].which())
                                            .mapToObj(o -> Other.of(o, unit, units.row(o)))
                                            .sorted(Other.NEAREST_FIRST)
                                            .toList();
                            others[n] = found.stream().mapToInt(Other::index).toArray();
                            cosines[n] = found.stream().mapToDouble(Other::cosine).toArray();
                        });
        return new NeighbourGraph(others, cosines);
    }

    private record Other(int index, double cosine) {

        static final Comparator<Other> NEAREST_FIRST =
                Comparator.comparingDouble(Other::cosine).reversed().thenComparingInt(Other::index);

        static Other of(int index, float[] a, float[] b) {
            return new Other(index, UnitVector.product(a, b));
        }
    }
}
