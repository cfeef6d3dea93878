package org.tagzoo.zoo.score;

/**
 * Scores of a network beside what is true: {@code N} images, {@code L} labels.
 *
 * @param scores {@code [N, L]}, after the activation, 0 to 1, not promised to be calibrated
 * @param targets {@code [N, L]}, whether image {@code n} has label {@code l}
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record ScoreMatrix(float[][] scores, boolean[][] targets) {

    public ScoreMatrix {
        Decisions.requireRows("scores", scores.length, targets);
        for (int n = 0; n < scores.length; n++) {
            Decisions.requireRow("scores", n, scores[n].length, scores[0].length, targets[n]);
            ScoredImage.requireScores("Row " + n, scores[n]);
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
