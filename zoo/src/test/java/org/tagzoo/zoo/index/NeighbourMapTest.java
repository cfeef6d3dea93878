package org.tagzoo.zoo.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourMapTest {

    private static final int DIMENSION = 40;
    private static final int COUNT = 600;
    private static final int KINDS = 12;

    /** Around corners of a simplex, which no plane can show apart. */
    private static float[][] vectors() {
        Random random = new Random(4);
        float[][] vectors = new float[COUNT][DIMENSION];
        for (int n = 0; n < COUNT; n++) {
            for (int d = 0; d < DIMENSION; d++) {
                vectors[n][d] = (float) ((d == n % KINDS ? 4 : 0) + 0.7 * random.nextGaussian());
            }
        }
        return vectors;
    }

    /** Returns the share of the ten nearest places that are of an image's own kind. */
    private static double ownKind(double[][] places) {
        long own = 0;
        for (int n = 0; n < COUNT; n++) {
            double[] place = places[n];
            int kind = n % KINDS;
            own +=
                    IntStream.range(0, COUNT)
                            .boxed()
                            .sorted(
                                    Comparator.comparingDouble(
                                            o ->
                                                    Math.hypot(
                                                            places[o][0] - place[0],
                                                            places[o][1] - place[1])))
                            .skip(1)
                            .limit(10)
                            .filter(o -> o % KINDS == kind)
                            .count();
        }
        return own / (10.0 * COUNT);
    }

    @Test
    void kindsStayTogetherWhereAPlaneMixesThem() {
        float[][] vectors = vectors();
        NeighbourGraph graph = NeighbourGraph.of(COUNT, DIMENSION, n -> vectors[n], 15, 1);
        double[][] map = NeighbourMap.of(graph, DIMENSION, n -> vectors[n], 1);
        double[][] plane = PrincipalPlane.of(COUNT, DIMENSION, n -> vectors[n], 1);
        assertTrue(ownKind(plane) < 0.6, "a plane keeps " + ownKind(plane));
        assertTrue(ownKind(map) > 0.95, "the map keeps " + ownKind(map));
        assertArrayEquals(map, NeighbourMap.of(graph, DIMENSION, n -> vectors[n], 1));
    }

    /** Worked by hand: variances 8 and 2 along two axes, nothing along the third. */
    @Test
    void thePlaneIsThatOfMostVariance() {
        float[][] vectors = {{5, 1, 3}, {-3, 1, 3}, {1, 3, 3}, {1, -1, 3}};
        double[][] plane = PrincipalPlane.of(4, 3, n -> vectors[n], 1);
        double[][] expected = {{4, 0}, {4, 0}, {0, 2}, {0, 2}};
        for (int n = 0; n < 4; n++) {
            assertEquals(expected[n][0], Math.abs(plane[n][0]), 1e-9);
            assertEquals(expected[n][1], Math.abs(plane[n][1]), 1e-9);
        }
    }

    @Test
    void imagesThatAreAllTheSameHavePlaces() {
        float[] one = {1, 2, 3};
        NeighbourGraph graph = NeighbourGraph.of(20, 3, n -> one, 15, 1);
        for (double[] place : NeighbourMap.of(graph, 3, n -> one, 1)) {
            assertTrue(Double.isFinite(place[0]) && Double.isFinite(place[1]));
        }
    }
}
