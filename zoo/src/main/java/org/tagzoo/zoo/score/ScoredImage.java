package org.tagzoo.zoo.score;

import java.util.Optional;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Part;

/**
 * One image's scores beside what is true.
 *
 * @param id its name in the corpus
 * @param part the part of the split that it is in
 * @param scores {@code [L]}, after the activation, 0 to 1
 * @param targets {@code [L]}, whether the image has label {@code l}
 * @param unknown {@code [L]}, whether that is unknown
 * @param box of its object, where boxes are predicted too
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ScoredImage(
        String id,
        Part part,
        float[] scores,
        boolean[] targets,
        boolean[] unknown,
        Optional<ScoredBox> box) {

    public ScoredImage {
        Unknown.check(new boolean[][] {targets}, new boolean[][] {unknown});
        if (scores.length != targets.length) {
            throw new IllegalArgumentException(
                    "Image '%s' has %d scores and %d targets"
                            .formatted(id, scores.length, targets.length));
        }
        requireScores("Image '" + id + "'", scores);
    }

    /** An image without a box. */
    public ScoredImage(String id, Part part, float[] scores, boolean[] targets, boolean[] unknown) {
        this(id, part, scores, targets, unknown, Optional.empty());
    }

    /** An image of which all labels are known. */
    public ScoredImage(String id, Part part, float[] scores, boolean[] targets) {
        this(id, part, scores, targets, new boolean[targets.length]);
    }

    static void requireScores(String whose, float[] scores) {
        for (float score : scores) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException(
                        whose + " has a score of " + score + ", not in 0 to 1");
            }
        }
    }
}
