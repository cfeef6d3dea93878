package org.tagzoo.zoo.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * Vectors laid out in two dimensions so that neighbours stay neighbours. The weights of neighbours
 * are those of UMAP (McInnes, Healy and Melville 2018, arXiv:1802.03426); the layout begins at the
 * two principal components and follows UMAP's gradients with the curve {@code 1 / (1 + d^2)}:
 * neighbours attract each other, five others drawn at random are pushed away for each.
 */
public final class NeighbourMap {

    private static final int EPOCHS = 200;
    private static final int PUSHED = 5;
    private static final double LARGEST_STEP = 4;
    private static final double EXTENT = 10;

    private NeighbourMap() {}

    /** How strongly one vector holds another, 0 to 1. */
    private record Edge(int from, int to, double weight) {}

    /**
     * Lays out.
     *
     * @param graph the neighbours of each vector
     * @param vectors as the graph was made of
     * @param seed of the order and of what is pushed away
     * @return {@code [N, 2]}
     */
    public static double[][] of(
            NeighbourGraph graph, int dimension, IntFunction<float[]> vectors, long seed) {
        int count = graph.others().length;
        UnitRows units = new UnitRows(count, dimension, vectors);
        double[][] places = PrincipalPlane.of(count, dimension, units::row, seed);
        SplittableRandom random = SeedSequence.random(seed, "map");
        scale(places, random);
        List<Edge> edges = edges(graph);
        double most = edges.stream().mapToDouble(Edge::weight).max().orElse(1);
        double[] due = new double[edges.size()];
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            double rate = 1 - (double) (epoch - 1) / EPOCHS;
            for (int e = 0; e < due.length; e++) {
                Edge edge = edges.get(e);
                due[e] += edge.weight / most;
                if (due[e] < 1) {
                    continue;
                }
                due[e]--;
                move(places[edge.from], places[edge.to], true, rate);
                for (int i = 0; i < PUSHED; i++) {
                    int other = random.nextInt(count);
                    if (other != edge.from) {
                        move(places[edge.from], places[other], false, rate);
                    }
                }
            }
        }
        return places;
    }

    /** Moves one place to or from another; of neighbours, both move. */
    private static void move(double[] one, double[] other, boolean isNeighbour, double rate) {
        double x = one[0] - other[0];
        double y = one[1] - other[1];
        double square = x * x + y * y;
        double pull = isNeighbour ? -2 / (1 + square) : 2 / ((0.001 + square) * (1 + square));
        double right = rate * Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, pull * x));
        double down = rate * Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, pull * y));
        one[0] += right;
        one[1] += down;
        if (isNeighbour) {
            other[0] -= right;
            other[1] -= down;
        }
    }

    /** Brings places to a common extent, and those that are the same a little apart. */
    private static void scale(double[][] places, SplittableRandom random) {
        double largest = 0;
        for (double[] place : places) {
            largest = Math.max(largest, Math.max(Math.abs(place[0]), Math.abs(place[1])));
        }
        for (double[] place : places) {
            for (int a = 0; a < 2; a++) {
                place[a] =
                        place[a] / Math.max(largest, 1e-12) * EXTENT
                                + random.nextDouble(-1e-3, 1e-3);
            }
        }
    }

    /** Returns the weights both ways: what either says, as if they were independent chances. */
    private static List<Edge> edges(NeighbourGraph graph) {
        Map<Long, Double> weights = new HashMap<>();
        int count = graph.others().length;
        for (int n = 0; n < count; n++) {
            double[] own = weights(graph.cosines()[n]);
            for (int i = 0; i < own.length; i++) {
                int other = graph.others()[n][i];
                long key = (long) Math.min(n, other) * count + Math.max(n, other);
                weights.merge(key, own[i], (a, b) -> a + b - a * b);
            }
        }
        List<Edge> edges = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            for (int other : graph.others()[n]) {
                long key = (long) Math.min(n, other) * count + Math.max(n, other);
                Double weight = weights.remove(key);
                if (weight != null) {
                    edges.add(new Edge(n, other, weight));
                    edges.add(new Edge(other, n, weight));
                }
            }
        }
        return edges;
    }

    /**
     * Returns the weights of a vector's neighbours: 1 for the nearest, falling with the distance so
     * that they add up to the logarithm of their number.
     */
    private static double[] weights(double[] cosines) {
        double[] weights = new double[cosines.length];
        double goal = Math.log(cosines.length) / Math.log(2);
        double low = 0;
        double high = 2;
        for (int round = 0; round < 40; round++) {
            double width = (low + high) / 2;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.exp((cosines[i] - cosines[0]) / Math.max(width, 1e-9));
            }
            boolean isWide = StatUtils.sum(weights) > goal;
            low = isWide ? low : width;
            high = isWide ? width : high;
        }
        return weights;
    }
}
