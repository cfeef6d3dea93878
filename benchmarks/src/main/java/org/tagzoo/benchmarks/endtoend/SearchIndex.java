package org.tagzoo.benchmarks.endtoend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tagzoo.zoo.index.IndexNetwork;
import org.tagzoo.zoo.index.IndexWriter;
import org.tagzoo.zoo.index.IndexedImage;
import org.tagzoo.zoo.index.VectorIndex;
import org.tagzoo.zoo.index.VectorIndex.Neighbour;

/**
 * Finds the ten nearest of random unit vectors in an index. Prints the milliseconds of a query, how
 * fast memory is read, and the load of the machine; and then, for all queries, whether the answers
 * are those of an exhaustive float32 search: two images may change places only if their float32
 * similarities are equal to rounding.
 *
 * <p>Arguments: how many vectors, their dimension, how many queries (1000), how many of them are
 * timed (60), and a folder for the index, which is left there.
 */
public final class SearchIndex {

    private static final int TOP = 10;
    private static final int BLOCK = 4096;
    private static final double ROUNDING = 2e-6;

    private final int count;
    private final int dimension;
    private final float[][] queries;

    private SearchIndex(int count, int dimension, int queries) {
        this.count = count;
        this.dimension = dimension;
        this.queries = IntStream.range(0, queries).mapToObj(this::query).toArray(float[][]::new);
    }

    public static void main(String[] args) throws IOException {
        SearchIndex search =
                new SearchIndex(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]));
        Path file = Path.of(args[4]).resolve("random-%s-%s.index".formatted(args[0], args[1]));
        search.run(file, Integer.parseInt(args[3]));
    }

    private void run(Path file, int timed) throws IOException {
        if (!Files.exists(file)) {
            List<IndexedImage> images =
                    IntStream.range(0, count)
                            .mapToObj(n -> new IndexedImage(String.valueOf(n), ""))
                            .toList();
            IndexNetwork network = new IndexNetwork("random", null, null, null, "0".repeat(64));
            IndexWriter.write(file, "random vectors", network, images, dimension, this::vector);
        }
        long first = System.nanoTime();
        VectorIndex.open(file).close();
        long start = System.nanoTime();
        try (VectorIndex index = VectorIndex.open(file)) {
            print(
                    "opened and checked in %.2f s, with the engine to be loaded in %.2f s",
                    (System.nanoTime() - start) / 1e9, (start - first) / 1e9);
            time(index, timed);
            check(index);
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Time on all processors: what a busy machine does not change much. */
    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private float[] vector(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] vector = new float[dimension];
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (random.nextDouble() - 0.5);
            sum += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(sum));
        }
        return vector;
    }

    /** Every other one is near a vector of the index. */
    private float[] query(int q) {
        float[] query = vector(-1 - q);
        if (q % 2 == 0) {
            float[] near = vector((int) ((long) q * 7919 % count));
            IntStream.range(0, dimension).forEach(i -> query[i] = 0.7f * query[i] + 0.3f * near[i]);
        }
        return query;
    }

    private void time(VectorIndex index, int timed) {
        double before = load();
        for (int q = 0; q < 5; q++) {
            index.nearest(queries[q % queries.length], TOP);
        }
        double[] ours = new double[timed];
        long processor = processorNanos();
        for (int q = 0; q < timed; q++) {
            long start = System.nanoTime();
            index.nearest(queries[q % queries.length], TOP);
            ours[q] = (System.nanoTime() - start) / 1e6;
        }
        double busy = (processorNanos() - processor) / 1e6 / timed;
        Arrays.sort(ours);
        print(
                "%d x %d, ms a query: median %.1f, quartiles %.1f to %.1f, longest %.1f; %.1f GB/s; processors busy for %.1f; load %.1f before, %.1f after",
                count,
                dimension,
                ours[timed / 2],
                ours[timed / 4],
                ours[3 * timed / 4],
                ours[timed - 1],
                4e-6 * count * dimension / ours[timed / 2],
                busy,
                before,
                load());
    }

    /** A row's similarity to a query. */
    private record Found(int row, float similarity) {}

    private void check(VectorIndex index) {
        List<List<Found>> expected = exhaustive();
        int same = 0;
        int rounding = 0;
        for (int q = 0; q < queries.length; q++) {
            List<Neighbour> near = index.nearest(queries[q], TOP);
            boolean isSame = true;
            boolean isClose = true;
            for (int i = 0; i < TOP; i++) {
                Found other = expected.get(q).get(i);
                isSame &= near.get(i).image().id().equals(String.valueOf(other.row()));
                isClose &= Math.abs(near.get(i).cosine() - other.similarity()) < ROUNDING;
            }
            same += isSame ? 1 : 0;
            rounding += !isSame && isClose ? 1 : 0;
        }
        print(
                "of %d queries %d have the same ten as an exhaustive float32 search, %d differ by places equal to rounding, %d differ",
                queries.length, same, rounding, queries.length - same - rounding);
    }

    private List<List<Found>> exhaustive() {
        List<List<Found>> best = new ArrayList<>();
        IntStream.range(0, queries.length).forEach(q -> best.add(new ArrayList<>()));
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray all = manager.create(flat(queries)).reshape(queries.length, dimension);
            NDArray norms = all.norm(new int[] {1}, true);
            NDArray units = all.div(norms);
            for (int first = 0; first < count; first += BLOCK) {
                int rows = Math.min(BLOCK, count - first);
                int from = first;
                float[][] block =
                        IntStream.range(0, rows)
                                .parallel()
                                .mapToObj(i -> vector(from + i))
                                .toArray(float[][]::new);
                try (NDManager used = manager.newSubManager()) {
                    NDArray matrix = used.create(flat(block), new Shape(rows, dimension));
                    NDArray product = units.matMul(matrix.transpose());
                    product.attach(used);
                    float[] similar = product.toFloatArray();
                    for (int q = 0; q < queries.length; q++) {
                        keep(best.get(q), similar, q * rows, rows, first);
                    }
                }
            }
        }
        return best;
    }

    private static void keep(List<Found> best, float[] similar, int from, int rows, int first) {
        for (int i = 0; i < rows; i++) {
            float value = similar[from + i];
            if (best.size() < TOP || value > best.get(TOP - 1).similarity()) {
                int at = best.size();
                while (at > 0 && best.get(at - 1).similarity() < value) {
                    at--;
                }
                best.add(at, new Found(first + i, value));
                if (best.size() > TOP) {
                    best.remove(TOP);
                }
            }
        }
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int n = 0; n < rows.length; n++) {
            System.arraycopy(rows[n], 0, flat, n * rows[n].length, rows[n].length);
        }
        return flat;
    }
}
