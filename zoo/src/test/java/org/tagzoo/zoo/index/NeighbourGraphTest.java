package org.tagzoo.zoo.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against a search that looks at all pairs in plain Java. */
class NeighbourGraphTest {

    private static final int DIMENSION = 48;

    /** Vectors around so many middles; each third is much like the one before it. */
    private static float[][] vectors(int count, int middles, long seed) {
        Random random = new Random(seed);
        float[][] centres = new float[middles][DIMENSION];
        for (float[] centre : centres) {
            fill(centre, new float[DIMENSION], 1, random);
        }
        float[][] vectors = new float[count][DIMENSION];
        for (int n = 0; n < count; n++) {
            boolean isCopy = n % 3 == 2;
            fill(
                    vectors[n],
                    isCopy ? vectors[n - 1] : centres[n % middles],
                    isCopy ? 0.2 : 1,
                    random);
        }
        return vectors;
    }

    private static void fill(float[] vector, float[] around, double deviation, Random random) {
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) (around[d] + deviation * random.nextGaussian());
        }
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int d = 0; d < a.length; d++) {
            product += (double) a[d] * b[d];
            squareA += (double) a[d] * a[d];
            squareB += (double) b[d] * b[d];
        }
        return product / Math.sqrt(squareA * squareB);
    }

    private static int[] nearest(float[][] vectors, int n, int most) {
        return IntStream.range(0, vectors.length)
                .filter(other -> other != n)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> -cosine(vectors[n], vectors[other])))
                .limit(most)
                .mapToInt(other -> other)
                .toArray();
    }

    @Test
    void ofFewAllPairsAreCompared() {
        float[][] vectors = vectors(300, 7, 1);
        NeighbourGraph graph = NeighbourGraph.of(300, DIMENSION, n -> vectors[n], 5, 1);
        for (int n = 0; n < 300; n++) {
            assertArrayEquals(nearest(vectors, n, 5), graph.others()[n]);
            assertEquals(
                    cosine(vectors[n], vectors[graph.others()[n][4]]), graph.cosines()[n][4], 1e-6);
        }
        NeighbourGraph small = NeighbourGraph.of(2, DIMENSION, n -> vectors[n], 5, 1);
        assertArrayEquals(new int[][] {{1}, {0}}, small.others());
        vectors[1][0] = Float.NaN;
        assertThrows(
                IllegalArgumentException.class,
                () -> NeighbourGraph.of(2, DIMENSION, n -> vectors[n], 5, 1));
    }

    /** A few cells hold nearly all of the nearest, though only a part of the pairs is compared. */
    @Test
    void ofManyTheNearestAreFound() {
        int count = 6000;
        float[][] vectors = vectors(count, 200, 2);
        NeighbourGraph graph = NeighbourGraph.of(count, DIMENSION, n -> vectors[n], 5, 1);
        int found = 0;
        int nearest = 0;
        for (int n = 1; n < count; n += 30) {
            assertEquals(n + 1, nearest(vectors, n, 1)[0], "its copy is the nearest");
            found += graph.others()[n][0] == n + 1 ? 1 : 0;
            int[] own = graph.others()[n];
            nearest +=
                    (int)
                            IntStream.of(nearest(vectors, n, 5))
                                    .filter(o -> IntStream.of(own).anyMatch(x -> x == o))
                                    .count();
        }
        assertTrue(found >= 199, found + " of 200 copies");
        assertTrue(nearest >= 900, nearest + " of the 1,000 nearest");
        NeighbourGraph again = NeighbourGraph.of(count, DIMENSION, n -> vectors[n], 5, 1);
        assertArrayEquals(graph.others(), again.others());
    }

    /** One image a thousand times over makes one cell large, which is cut. */
    @Test
    void manyOfOneKindAreNoTrouble() {
        int count = 6000;
        float[][] vectors = vectors(count, 200, 3);
        for (int n = 0; n < 4000; n++) {
            vectors[n] = vectors[0];
        }
        NeighbourGraph graph = NeighbourGraph.of(count, DIMENSION, n -> vectors[n], 3, 1);
        for (int n = 0; n < 4000; n++) {
            assertEquals(1, graph.cosines()[n][2], 1e-6);
        }
    }
}
