package org.tagzoo.zoo.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.RowCache;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * Beside scikit-learn 1.6.1's {@code StandardScaler().fit(x)} on {@code x} as float64 of these
 * float32 values: {@code mean_}, and {@code scale_} squared.
 */
class EmbeddingStatisticsTest {

    @TempDir Path folder;

    private CachedRows rows(float[][] values) throws IOException {
        int bytes = values[0].length * Float.BYTES;
        return new RowCache(folder, "rows", bytes, "", line -> {})
                .rows(
                        IntStream.range(0, values.length).mapToObj("%064x"::formatted).toList(),
                        done -> {},
                        (items, sink) -> {
                            ByteBuffer all =
                                    ByteBuffer.allocate(items.length * bytes)
                                            .order(ByteOrder.LITTLE_ENDIAN);
                            for (float[] row : values) {
                                for (float value : row) {
                                    all.putFloat(value);
                                }
                            }
                            sink.put(items, all.rewind(), 0);
                        });
    }

    @Test
    void variancesAreThoseOfTheRowsThatAreAskedFor() throws IOException {
        CachedRows rows = rows(new float[][] {{1, -2}, {9, 9}, {2, 4}, {6, 1}});
        EmbeddingStatistics statistics = EmbeddingStatistics.of(rows, new int[] {0, 2, 3});
        assertArrayEquals(new float[] {3, 1}, statistics.mean());
        assertArrayEquals(new float[] {14 / 3f, 6}, statistics.variance(), 1e-6f);
    }

    /** Constant: 0, 0.1 (whose mean is rounded) and 1e6. Not constant: the smallest differences. */
    @Test
    void aFeatureThatIsConstantIsNotDivided() throws IOException {
        float next = Math.nextUp(0.1f);
        CachedRows rows =
                rows(
                        new float[][] {
                            {0, 0.1f, 1e6f, 0.1f, 1e-20f},
                            {0, 0.1f, 1e6f, 0.1f, -1e-20f},
                            {0, 0.1f, 1e6f, next, 1e-20f}
                        });
        EmbeddingStatistics statistics = EmbeddingStatistics.of(rows, new int[] {0, 1, 2});
        float[] mean = {0, 0.1f, 1e6f, 0.1f, 3.3333333e-21f};
        float[] variance = {1, 1, 1, 1.23358115e-17f, 63433 * Float.MIN_VALUE};
        // Of features that are not constant, values are divided before they are added.
        for (int i = 0; i < 3; i++) {
            assertEquals(mean[i], statistics.mean()[i]);
            assertEquals(variance[i], statistics.variance()[i]);
        }
        for (int i = 3; i < 5; i++) {
            assertEquals(mean[i], statistics.mean()[i], 1e-7 * Math.abs(mean[i]));
            assertTrue(statistics.variance()[i] < 1e-15, "not 1");
        }
    }

    /** A hidden layer's batch norm keeps its own first statistics, of its own width. */
    @Test
    void theBatchNormThatStandardisesAloneGetsThem() throws IOException {
        HeadForm form = new HeadForm(false, 0, true, Domains.NONE);
        Head head = new Head(3, List.of(5), 0, true, form);
        Graph graph = Graph.ofEmbeddings(2, (root, x) -> head.classify(root.child("fc"), x));
        ParameterValues first =
                EmbeddingStatistics.of(rows(new float[][] {{1, -2}, {3, 6}}), new int[] {0, 1})
                        .over(graph, new InitialValues(1));
        Map<String, float[]> values = new HashMap<>();
        graph.parameters().stream()
                .filter(p -> p.role() == Parameter.Role.STATISTIC)
                .forEach(p -> values.put(p.name(), first.values(p)));
        assertEquals(4, values.size());
        assertArrayEquals(new float[] {2, 2}, values.get("fc.0.running_mean"));
        assertArrayEquals(new float[] {1, 16}, values.get("fc.0.running_var"));
        assertArrayEquals(new float[5], values.get("fc.2.running_mean"));
        assertArrayEquals(new float[] {1, 1, 1, 1, 1}, values.get("fc.2.running_var"));
    }

    /** 1 and 3 have mean 2 and standard deviation 1; -2 and 6 have 2 and 4. */
    @Test
    void featuresComeToAnotherStandardDeviation() throws IOException {
        CachedRows rows = rows(new float[][] {{1, -2}, {3, 6}});
        EmbeddingStatistics quarter = EmbeddingStatistics.of(rows, new int[] {0, 1}).to(0.25);
        assertArrayEquals(new float[] {2, 2}, quarter.mean());
        for (int i = 0; i < 2; i++) {
            float high = rows.row(1).asFloatBuffer().get(i);
            double scaled = (high - quarter.mean()[i]) / Math.sqrt(quarter.variance()[i]);
            assertEquals(0.25, scaled, 1e-7);
        }
    }

    @Test
    void aMapIsNotStandardised() {
        HeadForm form = new HeadForm(true, 8, false, Domains.NONE);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Head(3, List.of(), 0, true, form))
                        .getMessage();
        assertTrue(message.contains("standardized must be false"), message);
    }
}
