package org.tagzoo.zoo.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.threshold.Thresholds;
import org.tagzoo.zoo.training.Examples;

/**
 * Images without labels that a phase learns from as well, by the labels that the network gives them
 * when the phase begins (Lee 2013, Pseudo-Label). These stay the same during the phase; another
 * phase gives them anew.
 *
 * @param share of each batch that such images are, rounded to images, 1 at least; above 0, at most
 *     0.9
 * @param soft whether the network's scores are the targets, else what they decide
 * @param confidence the score that a class must have, or else the image is left out; a tag must
 *     have it or as little as {@code 1 - confidence}, or else that tag of the image is unknown. 0.5
 *     to 1
 */
public record PseudoLabels(double share, boolean soft, double confidence) {

    /** The least confidence: at it, a network is sure of all tags. */
    static final double LEAST = 0.5;

    public PseudoLabels {
        Check.that(share > 0 && share <= 0.9, "share", "above 0 and at most 0.9", share);
        Check.within("confidence", confidence, LEAST, 1);
    }

    /**
     * Training examples with what joined them.
     *
     * @param joined how many of them have pseudo-labels, the last ones
     */
    record Joined(Examples examples, int joined) {}

    /** Returns how many of a batch have pseudo-labels. */
    int perBatch(int batchSize) {
        return Math.max(1, Math.toIntExact(Math.round(share * batchSize)));
    }

    /**
     * Adds the images of which the network is sure enough.
     *
     * @param unlabelled of the same form; what they say of labels is ignored
     * @param scores of these, {@code [M, L]}
     */
    Joined join(Examples train, Examples unlabelled, float[][] scores, Task task) {
        List<float[]> soft = new ArrayList<>();
        List<boolean[]> targets = new ArrayList<>();
        List<boolean[]> unknown = new ArrayList<>();
        int[] sure =
                IntStream.range(0, scores.length)
                        .filter(n -> add(scores[n], task, soft, targets, unknown))
                        .toArray();
        if (sure.length == 0) {
            return new Joined(train, 0);
        }
        Examples some = unlabelled.only(sure);
        Examples labelled =
                new Examples(
                        some.inputs(),
                        some.side(),
                        targets.toArray(boolean[][]::new),
                        Unknown.of(unknown),
                        train.form());
        float[][] numbers = this.soft ? soft.toArray(float[][]::new) : new float[0][];
        return new Joined(train.and(labelled, numbers), sure.length);
    }

    private boolean add(
            float[] scores,
            Task task,
            List<float[]> soft,
            List<boolean[]> targets,
            List<boolean[]> unknown) {
        boolean[] isSure = task.sure(scores, confidence);
        if (IntStream.range(0, isSure.length).noneMatch(label -> isSure[label])) {
            return false;
        }
        Optional<Thresholds> half =
                task.hasThresholds()
                        ? Optional.of(Thresholds.same(LEAST, scores.length))
                        : Optional.empty();
        boolean[] target = task.decide(scores, half);
        boolean[] notKnown = new boolean[scores.length];
        for (int label = 0; label < scores.length; label++) {
            notKnown[label] = !isSure[label];
            target[label] &= isSure[label];
        }
        soft.add(Arrays.copyOf(scores, scores.length));
        targets.add(target);
        unknown.add(notKnown);
        return true;
    }
}
