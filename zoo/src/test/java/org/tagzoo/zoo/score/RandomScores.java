package org.tagzoo.zoo.score;

import java.util.SplittableRandom;

/** Scores and targets drawn at random, for loops over many cases. */
public final class RandomScores {

    private RandomScores() {}

    /**
     * Draws a matrix; true labels tend to score higher.
     *
     * @param steps scores are multiples of {@code 1 / steps}, 0 and 1 included, so that few steps
     *     make many ties
     */
    public static ScoreMatrix draw(SplittableRandom random, int images, int labels, int steps) {
        float[][] scores = new float[images][labels];
        boolean[][] targets = new boolean[images][labels];
        double share = random.nextDouble();
        for (int n = 0; n < images; n++) {
            for (int l = 0; l < labels; l++) {
                targets[n][l] = random.nextDouble() < share;
                int low = targets[n][l] && random.nextBoolean() ? steps / 2 : 0;
                scores[n][l] = random.nextInt(low, steps + 1) / (float) steps;
            }
        }
        return new ScoreMatrix(scores, targets);
    }
}
