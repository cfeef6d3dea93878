package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.List;

/** Takes boxes as a corpus has them, cuts them at the edges of their images, and counts. */
final class BoxCount {

    /** What rounding to six decimals, or to whole pixels, may make a box larger by. */
    private static final double ROUNDING = 1e-5;

    private final double slack;
    private int cut;
    private int empty;
    private int without;

    /**
     * @param relative whether sides are 0 to 1
     */
    BoxCount(boolean relative) {
        slack = relative ? ROUNDING : 1;
    }

    /**
     * Adds what of a box lies in an image, if anything does.
     *
     * @param imageWidth infinite if it is not known
     * @param imageHeight infinite if it is not known
     */
    void add(Box box, double imageWidth, double imageHeight, List<Box> to) {
        Box inside = box.within(imageWidth, imageHeight);
        if (inside.isEmpty()) {
            empty++;
            return;
        }
        boolean reachesOut =
                box.left() < -slack
                        || box.top() < -slack
                        || box.left() + box.width() > imageWidth + slack
                        || box.top() + box.height() > imageHeight + slack;
        cut += reachesOut ? 1 : 0;
        to.add(inside);
    }

    /** Counts an object of which only the class is told. */
    void addWithout() {
        without++;
    }

    /** Returns what was done to boxes, a line each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (cut > 0) {
            notes.add("boxes that reach out of their image, cut at its edge: " + cut);
        }
        if (empty > 0) {
            notes.add("boxes that cover nothing of their image, left out as boxes: " + empty);
        }
        if (without > 0) {
            notes.add("objects without a box: " + without);
        }
        return notes;
    }
}
