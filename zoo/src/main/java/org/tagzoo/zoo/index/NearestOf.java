package org.tagzoo.zoo.index;

import java.util.Arrays;

/** The largest of many values, kept as they come; of equal ones, those that came first. */
final class NearestOf {

    private final int[] which;
    private final float[] values;
    private int size;

    /**
     * @param most how many are kept, 1 or more
     */
    NearestOf(int most) {
        which = new int[most];
        values = new float[most];
    }

    /** Takes a value, if it is among the largest yet. */
    void offer(int index, float value) {
        if (size == which.length && value <= values[size - 1]) {
            return;
        }
        int at = size < which.length ? size++ : size - 1;
        while (at > 0 && values[at - 1] < value) {
            values[at] = values[at - 1];
            which[at] = which[at - 1];
            at--;
        }
        values[at] = value;
        which[at] = index;
    }

    /** Returns whose the largest are, the largest first. */
    int[] which() {
        return Arrays.copyOf(which, size);
    }
}
