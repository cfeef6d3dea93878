package org.tagzoo.zoo.score;

/**
 * Scores of a network beside what is true: {@code N} images, {@code L} labels.
 *
 * @param scores {@code [N, L]}, after the sigmoid, 0 to 1, not promised to be calibrated
 * @param targets {@code [N, L]}, whether image {@code n} has label {@code l}
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record ScoreMatrix(float[][] scores, boolean[][] targets) {

    public ScoreMatrix {
        if (scores.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d rows of scores, %d rows of targets"
                            .formatted(scores.length, targets.length));
        }
        for (int n = 0; n < scores.length; n++) {
            if (scores[n].length != scores[0].length || targets[n].length != scores[0].length) {
                throw new IllegalArgumentException(
                        "Row %d has %d scores and %d targets, row 0 has %d scores"
                                .formatted(
                                        n, scores[n].length, targets[n].length, scores[0].length));
            }
            for (float score : scores[n]) {
                if (!(score >= 0 && score <= 1)) {
                    throw new IllegalArgumentException(
                            "Row " + n + " has a score of " + score + ", not in 0 to 1");
                }
            }
        }
    }

    /** Returns {@code N}. */
    public int images() {
        return scores.length;
    }

    /** Returns {@code L}; 0 if there is no image. */
    public int labels() {
        return scores.length == 0 ? 0 : scores[0].length;
    }
}
