package org.tagzoo.datasets.label;

import java.util.Collection;
import org.apache.commons.lang3.ArrayUtils;

/**
 * Which labels of which images nobody knows, beside targets {@code [N, L]} that say {@code false}
 * there: rows of as many, or {@link #NONE}.
 */
public final class Unknown {

    /** All targets are known. */
    public static final boolean[][] NONE = {};

    private Unknown() {}

    /** Returns rows, a row an image, or {@link #NONE} if no label is unknown in any. */
    public static boolean[][] of(Collection<boolean[]> rows) {
        return rows.stream().anyMatch(row -> ArrayUtils.contains(row, true))
                ? rows.toArray(boolean[][]::new)
                : NONE;
    }

    /** Returns whether it is unknown that image {@code n} has a label. */
    public static boolean is(boolean[][] unknown, int n, int label) {
        return unknown.length > 0 && unknown[n][label];
    }

    /** Returns whether a label of image {@code n} is unknown. */
    public static boolean isAny(boolean[][] unknown, int n) {
        return unknown.length > 0 && ArrayUtils.contains(unknown[n], true);
    }

    /** Returns whether nothing is known of image {@code n}. */
    public static boolean isAll(boolean[][] unknown, int n) {
        return unknown.length > 0 && !ArrayUtils.contains(unknown[n], false);
    }

    /** Returns of how many of so many images a label is known. */
    public static int known(boolean[][] unknown, int images, int label) {
        int known = images;
        for (boolean[] row : unknown) {
            known -= row[label] ? 1 : 0;
        }
        return known;
    }

    /**
     * @throws IllegalArgumentException if they are neither none nor as many as the targets, or a
     *     target is both true and unknown
     */
    public static void check(boolean[][] targets, boolean[][] unknown) {
        if (unknown.length == 0) {
            return;
        }
        if (unknown.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d rows of targets, %d rows of unknown ones"
                            .formatted(targets.length, unknown.length));
        }
        for (int n = 0; n < targets.length; n++) {
            if (unknown[n].length != targets[n].length) {
                throw new IllegalArgumentException(
                        "Row %d has %d targets, and says of %d whether they are unknown"
                                .formatted(n, targets[n].length, unknown[n].length));
            }
            for (int label = 0; label < targets[n].length; label++) {
                if (unknown[n][label] && targets[n][label]) {
                    throw new IllegalArgumentException(
                            "Label %d of row %d is both true and unknown".formatted(label, n));
                }
            }
        }
    }
}
