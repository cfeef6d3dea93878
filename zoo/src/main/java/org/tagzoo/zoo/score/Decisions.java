package org.tagzoo.zoo.score;

import java.util.stream.IntStream;
import org.tagzoo.datasets.label.Unknown;

/**
 * Which labels were predicted for which images, beside what is true: {@code N} images, {@code L}
 * labels.
 *
 * @param predicted {@code [N, L]}, whether image {@code n} was given label {@code l}
 * @param targets {@code [N, L]}, whether image {@code n} has label {@code l}
 * @param unknown which of the targets are {@link Unknown}: such a label counts as not predicted
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record Decisions(boolean[][] predicted, boolean[][] targets, boolean[][] unknown) {

    public Decisions {
        requireRows("decisions", predicted.length, targets);
        for (int n = 0; n < predicted.length; n++) {
            requireRow("decisions", n, predicted[n].length, predicted[0].length, targets[n]);
        }
        Unknown.check(targets, unknown);
        if (unknown.length > 0) {
            predicted = known(predicted, unknown);
        }
    }

    /** Decisions on images of which all labels are known. */
    public Decisions(boolean[][] predicted, boolean[][] targets) {
        this(predicted, targets, Unknown.NONE);
    }

    private static boolean[][] known(boolean[][] predicted, boolean[][] unknown) {
        boolean[][] known = new boolean[predicted.length][];
        for (int n = 0; n < known.length; n++) {
            known[n] = predicted[n].clone();
            for (int l = 0; l < known[n].length; l++) {
                known[n][l] &= !unknown[n][l];
            }
        }
        return known;
    }

    /** Returns whether a label is known of any image. */
    public boolean isMeasured(int label) {
        return Unknown.known(unknown, images(), label) > 0;
    }

    static void requireRows(String what, int rows, boolean[][] targets) {
        if (rows != targets.length) {
            throw new IllegalArgumentException(
                    "%d rows of %s, %d rows of targets".formatted(rows, what, targets.length));
        }
    }

    static void requireRow(String what, int n, int found, int first, boolean[] targets) {
        if (found != first || targets.length != first) {
            throw new IllegalArgumentException(
                    "Row %1$d has %2$d %5$s and %3$d targets, row 0 has %4$d %5$s"
                            .formatted(n, found, targets.length, first, what));
        }
    }

    /**
     * Returns the share of known labels of images that are decided rightly, 0 to 1; 0 if none is
     * known. Where labels are rare it is high for decisions that predict nothing.
     */
    public double labelAccuracy() {
        long right = 0;
        long known = 0;
        for (int n = 0; n < images(); n++) {
            for (int l = 0; l < labels(); l++) {
                if (!Unknown.is(unknown, n, l)) {
                    known++;
                    right += predicted[n][l] == targets[n][l] ? 1 : 0;
                }
            }
        }
        return known == 0 ? 0 : (double) right / known;
    }

    /** Returns some of the images, by their numbers. */
    public Decisions rows(int[] which) {
        return new Decisions(
                IntStream.of(which).mapToObj(n -> predicted[n]).toArray(boolean[][]::new),
                IntStream.of(which).mapToObj(n -> targets[n]).toArray(boolean[][]::new),
                unknown.length == 0
                        ? Unknown.NONE
                        : Unknown.of(IntStream.of(which).mapToObj(n -> unknown[n]).toList()));
    }

    /** Returns {@code N}. */
    public int images() {
        return predicted.length;
    }

    /** Returns {@code L}; 0 if there is no image. */
    public int labels() {
        return predicted.length == 0 ? 0 : predicted[0].length;
    }
}
