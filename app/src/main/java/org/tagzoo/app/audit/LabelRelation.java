package org.tagzoo.app.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * A label whose images nearly all have another: it implies the other, or both are one if that holds
 * the other way round too.
 *
 * @param label the label
 * @param implied the other
 * @param images that have the label
 * @param both of them that have the other too
 * @param others images that have the other
 * @param areOne whether the other implies the label as well
 */
public record LabelRelation(
        String label, String implied, int images, int both, int others, boolean areOne) {

    /** The share of a label's images that must have the other. */
    private static final double SHARE = 0.9;

    /**
     * Finds relations: at least nine in ten have the other at 95% confidence (Clopper and Pearson),
     * and the other is not just on most images.
     *
     * @param names of the labels
     * @param truth of the images; where either label of a pair is unknown, the image doesn't count
     * @return those of most images first
     */
    static List<LabelRelation> find(List<String> names, ScoreMatrix truth) {
        int labels = names.size();
        int[][] having = new int[labels][labels];
        int[][] both = new int[labels][labels];
        for (int n = 0; n < truth.images(); n++) {
            boolean[] row = truth.targets()[n];
            for (int a = 0; a < labels; a++) {
                for (int b = 0; row[a] && b < labels; b++) {
                    having[a][b] += Unknown.is(truth.unknown(), n, b) ? 0 : 1;
                    both[a][b] += row[b] ? 1 : 0;
                }
            }
        }
        boolean[] isRare = new boolean[labels];
        for (int l = 0; l < labels; l++) {
            isRare[l] = both[l][l] < SHARE * truth.known(l).count();
        }
        List<LabelRelation> found = new ArrayList<>();
        for (int a = 0; a < labels; a++) {
            for (int b = 0; b < labels; b++) {
                boolean areOne = isRare[a] && implies(both[b][a], having[b][a]);
                boolean implies = isRare[b] && implies(both[a][b], having[a][b]);
                if (a != b && implies && !(areOne && b < a)) {
                    found.add(
                            new LabelRelation(
                                    names.get(a),
                                    names.get(b),
                                    having[a][b],
                                    both[a][b],
                                    having[b][a],
                                    areOne));
                }
            }
        }
        found.sort(Comparator.comparingInt(LabelRelation::images).reversed());
        return found;
    }

    private static boolean implies(int both, int having) {
        return having > 0 && Interval.ofShare(both, having).low() >= SHARE;
    }
}
