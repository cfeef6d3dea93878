package org.tagzoo.app.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.tagzoo.zoo.index.NeighbourGraph;

/**
 * An image that is unlike all others by its embedding.
 *
 * @param image its row
 * @param distance the mean distance to the five nearest that do not show the same: 1 less the
 *     cosine of embeddings, of which the mean over the corpus was taken away; 0 to 2
 */
public record Outlier(int image, double distance) {

    private static final int NEAREST = 5;

    /** Tukey's fence: so many times the middle half's extent beyond it. */
    private static final double FENCE = 1.5;

    /**
     * Returns the images whose distance lies beyond the upper fence of all images' distances, the
     * farthest first.
     *
     * @param sameLook {@code [N]}, the first image that shows the same as each
     */
    static List<Outlier> find(NeighbourGraph graph, int[] sameLook) {
        List<Outlier> all = new ArrayList<>();
        for (int n = 0; n < sameLook.length; n++) {
            int image = n;
            int[] others = graph.others()[n];
            double[] near =
                    IntStream.range(0, others.length)
                            .filter(i -> sameLook[others[i]] != sameLook[image])
                            .limit(NEAREST)
                            .mapToDouble(i -> 1 - graph.cosines()[image][i])
                            .toArray();
            if (near.length == NEAREST) { // else it has copies enough to be no outlier
                all.add(new Outlier(n, StatUtils.mean(near)));
            }
        }
        if (all.isEmpty()) {
            return all;
        }
        Percentile quartiles = new Percentile();
        quartiles.setData(all.stream().mapToDouble(Outlier::distance).toArray());
        double upper = quartiles.evaluate(75);
        double fence = upper + FENCE * (upper - quartiles.evaluate(25));
        return all.stream()
                .filter(outlier -> outlier.distance > fence)
                .sorted(Comparator.comparingDouble(Outlier::distance).reversed())
                .toList();
    }
}
