package org.tagzoo.zoo.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.zoo.calibration.CrossFitted;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * A label of an image that is likely wrong.
 *
 * @param image its row
 * @param label its number
 * @param isSurplus whether the image was given the label and likely lacks it; else it likely lacks
 *     being given it
 * @param chance the estimated chance that it is wrong, 0 to 1
 * @param score the score of the label, made a probability
 */
public record Suspect(int image, int label, boolean isSurplus, double chance, double score) {

    private static final Comparator<Suspect> WORST_FIRST =
            Comparator.comparingDouble(Suspect::chance)
                    .thenComparingDouble(s -> s.isSurplus ? 1 - s.score : s.score)
                    .reversed()
                    .thenComparingInt(Suspect::image)
                    .thenComparingInt(Suspect::label);

    /**
     * Ranks every known label of every image, the likeliest errors first. Scores are calibrated out
     * of fold; {@link NoiseRates} say how often each label is given wrongly, and with them what a
     * probability says of the truth.
     *
     * @param outOfFold scores by networks that never saw the image, {@code [N, L]}
     * @param groupOf the group of each image, from 0
     * @param seed of the calibration's folds
     */
    public static List<Suspect> rank(ScoreMatrix outOfFold, int[] groupOf, long seed) {
        ScoreMatrix probabilities = CrossFitted.ofTags(outOfFold, groupOf, seed).outOfFold();
        List<Suspect> all = new ArrayList<>();
        for (int l = 0; l < probabilities.labels(); l++) {
            NoiseRates rates = NoiseRates.of(probabilities, l);
            for (int n : probabilities.known(l).toArray()) {
                boolean isGiven = probabilities.targets()[n][l];
                double p = probabilities.scores()[n][l];
                all.add(new Suspect(n, l, isGiven, rates.wrong(p, isGiven), p));
            }
        }
        all.sort(WORST_FIRST);
        return all;
    }
}
