package org.tagzoo.zoo.score;

/**
 * Which labels were attached to which images, beside what is true: {@code N} images, {@code L}
 * labels.
 *
 * @param attached {@code [N, L]}, whether image {@code n} was given label {@code l}
 * @param targets {@code [N, L]}, whether image {@code n} has label {@code l}
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record Decisions(boolean[][] attached, boolean[][] targets) {

    public Decisions {
        if (attached.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d rows of decisions, %d rows of targets"
                            .formatted(attached.length, targets.length));
        }
        for (int n = 0; n < attached.length; n++) {
            if (attached[n].length != attached[0].length
                    || targets[n].length != attached[0].length) {
                throw new IllegalArgumentException(
                        "Row %d has %d decisions and %d targets, row 0 has %d decisions"
                                .formatted(
                                        n,
                                        attached[n].length,
                                        targets[n].length,
                                        attached[0].length));
            }
        }
    }

    /** Returns {@code N}. */
    public int images() {
        return attached.length;
    }

    /** Returns {@code L}; 0 if there is no image. */
    public int labels() {
        return attached.length == 0 ? 0 : attached[0].length;
    }
}
