package org.tagzoo.zoo.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.tagzoo.datasets.check.Check;

/**
 * The rising steps that come nearest to the targets, by least squares (pool adjacent violators;
 * Zadrozny and Elkan, Transforming classifier scores into accurate multiclass probability
 * estimates, 2002), with straight lines between their ends. Images of the same score count as one,
 * with their weight. Probabilities stay {@code 1 / (N + 2)} away from 0 and 1, {@code N} being the
 * images it was fitted to: no number of images makes certainty. As scikit-learn's {@code
 * IsotonicRegression(y_min=1/(N+2), y_max=(N+1)/(N+2), out_of_bounds="clip")}.
 *
 * @param scores where lines bend, 0 to 1, rising, at least one
 * @param probabilities there, 0 to 1, not falling, as many
 */
public record IsotonicCalibration(List<Float> scores, List<Double> probabilities)
        implements LabelCalibration {

    public IsotonicCalibration {
        scores = List.copyOf(scores);
        probabilities = List.copyOf(probabilities);
        Check.that(
                !scores.isEmpty() && scores.size() == probabilities.size(),
                "probabilities",
                "as many as there are scores, and at least one",
                probabilities.size());
        for (int i = 0; i < scores.size(); i++) {
            Check.within("a score", scores.get(i), 0, 1);
            Check.within("a probability", probabilities.get(i), 0, 1);
            Check.that(
                    i == 0
                            || (scores.get(i) > scores.get(i - 1)
                                    && probabilities.get(i) >= probabilities.get(i - 1)),
                    "scores and probabilities",
                    "rising",
                    scores.get(i) + ", " + probabilities.get(i));
        }
    }

    @Override
    public float apply(float score) {
        int above = above(score);
        if (above == 0) {
            return probabilities.get(0).floatValue();
        }
        int last = scores.size() - 1;
        if (above > last) {
            return probabilities.get(last).floatValue();
        }
        double left = scores.get(above - 1);
        double low = probabilities.get(above - 1);
        double share = (score - left) / (scores.get(above) - left);
        return (float) (low + share * (probabilities.get(above) - low));
    }

    /** Returns the first place with a higher score. */
    private int above(float score) {
        int low = 0;
        int high = scores.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scores.get(middle) > score) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Images of neighbouring scores that get one probability. */
    private record Block(float first, float last, double sum, double weight) {

        double mean() {
            return sum / weight;
        }

        Block with(Block next) {
            return new Block(first, next.last, sum + next.sum, weight + next.weight);
        }
    }

    /**
     * Fits.
     *
     * @param scores {@code [N]}, 0 to 1 each, at least one
     * @param targets {@code [N]}
     */
    static IsotonicCalibration fit(float[] scores, boolean[] targets) {
        Block[] blocks = new Block[scores.length];
        int count = 0;
        for (Block single : singles(scores, targets)) {
            Block next = single;
            while (count > 0 && blocks[count - 1].mean() >= next.mean()) {
                next = blocks[--count].with(next);
            }
            blocks[count++] = next;
        }
        return of(Arrays.copyOf(blocks, count), scores.length);
    }

    /** Returns a block a score, rising. */
    private static List<Block> singles(float[] scores, boolean[] targets) {
        TreeMap<Float, Block> byScore = new TreeMap<>();
        for (int n = 0; n < scores.length; n++) {
            Block image = new Block(scores[n], scores[n], targets[n] ? 1 : 0, 1);
            byScore.merge(scores[n], image, Block::with);
        }
        return List.copyOf(byScore.values());
    }

    private static IsotonicCalibration of(Block[] blocks, int images) {
        double least = 1.0 / (images + 2);
        List<Float> scores = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        for (Block block : blocks) {
            double probability = Math.min(Math.max(block.mean(), least), 1 - least);
            scores.add(block.first);
            probabilities.add(probability);
            if (block.last > block.first) {
                scores.add(block.last);
                probabilities.add(probability);
            }
        }
        return new IsotonicCalibration(scores, probabilities);
    }
}
