package org.tagzoo.app.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.zoo.metric.Interval;

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
     * @param targets {@code [N, L]}
     * @return those of most images first
     */
    static List<LabelRelation> find(List<String> names, boolean[][] targets) {
        int labels = names.size();
        int[][] together = new int[labels][labels];
        for (boolean[] row : targets) {
            for (int a = 0; a < labels; a++) {
                for (int b = 0; row[a] && b < labels; b++) {
                    together[a][b] += row[b] ? 1 : 0;
                }
            }
        }
        List<LabelRelation> found = new ArrayList<>();
        for (int a = 0; a < labels; a++) {
            for (int b = 0; b < labels; b++) {
                boolean areOne = implies(together, b, a, targets.length);
                if (a != b && implies(together, a, b, targets.length) && !(areOne && b < a)) {
                    found.add(
                            new LabelRelation(
                                    names.get(a),
                                    names.get(b),
                                    together[a][a],
                                    together[a][b],
                                    together[b][b],
                                    areOne));
                }
            }
        }
        found.sort(Comparator.comparingInt(LabelRelation::images).reversed());
        return found;
    }

    private static boolean implies(int[][] together, int a, int b, int images) {
        return together[a][a] > 0
                && Interval.ofShare(together[a][b], together[a][a]).low() >= SHARE
                && together[b][b] < SHARE * images;
    }
}
