package org.tagzoo.zoo.score;

/**
 * Which labels were predicted for which images, beside what is true: {@code N} images, {@code L}
 * labels.
 *
 * @param predicted {@code [N, L]}, whether image {@code n} was given label {@code l}
 * @param targets {@code [N, L]}, whether image {@code n} has label {@code l}
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record Decisions(boolean[][] predicted, boolean[][] targets) {

    public Decisions {
        if (predicted.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d rows of decisions, %d rows of targets"
                            .formatted(predicted.length, targets.length));
        }
        for (int n = 0; n < predicted.length; n++) {
            if (predicted[n].length != predicted[0].length
                    || targets[n].length != predicted[0].length) {
                throw new IllegalArgumentException(
                        "Row %d has %d decisions and %d targets, row 0 has %d decisions"
                                .formatted(
                                        n,
                                        predicted[n].length,
                                        targets[n].length,
                                        predicted[0].length));
            }
        }
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
