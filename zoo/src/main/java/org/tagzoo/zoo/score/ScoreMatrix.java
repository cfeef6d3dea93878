package org.tagzoo.zoo.score;

import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.Unknown;

/**
 * Scores of a network beside what is true: {@code N} images, {@code L} labels.
 *
 * @param scores {@code [N, L]}, after the activation, 0 to 1, not promised to be calibrated
 * @param targets {@code [N, L]}, whether image {@code n} has label {@code l}
 * @param unknown which of the targets are {@link Unknown}: no metric and no threshold counts them
 * @param boxes of the images where they are predicted too; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record ScoreMatrix(
        float[][] scores, boolean[][] targets, boolean[][] unknown, List<ScoredBox> boxes) {

    public ScoreMatrix {
        boxes = List.copyOf(boxes);
        Check.that(
                boxes.isEmpty() || boxes.size() == scores.length,
                "the number of boxes",
                "0 or " + scores.length,
                boxes.size());
        Unknown.check(targets, unknown);
        Decisions.requireRows("scores", scores.length, targets);
        for (int n = 0; n < scores.length; n++) {
            Decisions.requireRow("scores", n, scores[n].length, scores[0].length, targets[n]);
            ScoredImage.requireScores("Row " + n, scores[n]);
        }
    }

    /** Scores of images without boxes. */
    public ScoreMatrix(float[][] scores, boolean[][] targets, boolean[][] unknown) {
        this(scores, targets, unknown, List.of());
    }

    /** Scores of images of which all labels are known. */
    public ScoreMatrix(float[][] scores, boolean[][] targets) {
        this(scores, targets, Unknown.NONE);
    }

    /** Returns the label of an image's highest score, the first if there are several. */
    public int highest(int image) {
        int highest = 0;
        for (int l = 1; l < labels(); l++) {
            highest = scores[image][l] > scores[image][highest] ? l : highest;
        }
        return highest;
    }

    /** Returns the images of which a label is known. */
    public IntStream known(int label) {
        return IntStream.range(0, images()).filter(n -> !Unknown.is(unknown, n, label));
    }

    /** Returns some of the images, by their numbers; rows are not copied. */
    public ScoreMatrix rows(int[] which) {
        return new ScoreMatrix(
                IntStream.of(which).mapToObj(n -> scores[n]).toArray(float[][]::new),
                IntStream.of(which).mapToObj(n -> targets[n]).toArray(boolean[][]::new),
                unknown.length == 0
                        ? Unknown.NONE
                        : Unknown.of(IntStream.of(which).mapToObj(n -> unknown[n]).toList()),
                boxes.isEmpty() ? boxes : IntStream.of(which).mapToObj(boxes::get).toList());
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
