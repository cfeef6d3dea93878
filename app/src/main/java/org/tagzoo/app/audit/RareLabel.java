package org.tagzoo.app.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.zoo.metric.Interval;

/**
 * A label that few images have: what a test part of a fifth of the corpus could tell of it.
 *
 * @param label its name
 * @param images that have it
 * @param inTest how many of them a test part of a fifth would have
 * @param width of the 95% interval of a recall of about 0.7 on so many; 1 if there are none
 */
public record RareLabel(String label, int images, int inTest, double width) {

    private static final double TEST = 0.2;
    private static final double RECALL = 0.7;

    /** A wider interval says next to nothing. */
    private static final double MOST = 0.3;

    /**
     * Returns the labels whose interval would be wider than 0.3, the rarest first.
     *
     * @param support how many images have each label
     */
    static List<RareLabel> find(List<String> names, int[] support) {
        List<RareLabel> found = new ArrayList<>();
        for (int l = 0; l < support.length; l++) {
            int inTest = (int) Math.round(TEST * support[l]);
            double width = 1;
            if (inTest > 0) {
                Interval recall = Interval.ofShare((int) Math.round(RECALL * inTest), inTest);
                width = recall.high() - recall.low();
            }
            if (width > MOST) {
                found.add(new RareLabel(names.get(l), support[l], inTest, width));
            }
        }
        found.sort(Comparator.comparingInt(RareLabel::images));
        return found;
    }
}
