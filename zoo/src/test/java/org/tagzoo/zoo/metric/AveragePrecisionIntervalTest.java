package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;

class AveragePrecisionIntervalTest {

    private static final long SEED = 4;

    /** Scores with many ties, and a label so rare that draws miss it. */
    private static ScoreMatrix scores(int images) {
        SplittableRandom random = new SplittableRandom(17);
        float[][] scores = new float[images][3];
        boolean[][] targets = new boolean[images][3];
        for (int n = 0; n < images; n++) {
            for (int l = 0; l < 3; l++) {
                targets[n][l] = l < 2 ? random.nextInt(3) == 0 : n == 5;
                scores[n][l] = random.nextInt(8) / 10f + (targets[n][l] ? 0.2f : 0);
            }
        }
        return new ScoreMatrix(scores, targets);
    }

    /** The slow way: the drawn images themselves, through the average precision that is tested. */
    @Test
    void equalsTheMeansOfTheDrawnImages() {
        ScoreMatrix all = scores(40);
        int resamples = 50;
        double[] means = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            int[] rows = DrawnRows.of(all.images(), SEED, r);
            float[][] scores = new float[all.images()][];
            boolean[][] targets = new boolean[all.images()][];
            for (int i = 0; i < all.images(); i++) {
                scores[i] = all.scores()[rows[i]];
                targets[i] = all.targets()[rows[i]];
            }
            means[r] = AveragePrecision.mean(new ScoreMatrix(scores, targets));
        }
        Interval expected = Interval.ofMiddle(means);
        Interval found = AveragePrecision.interval(all, SEED, resamples);
        assertEquals(expected.low(), found.low(), 1e-12);
        assertEquals(expected.high(), found.high(), 1e-12);
        assertTrue(found.low() < found.high());
    }

    @Test
    void holdsTheFigureItselfAndIsTheSameTwice() {
        ScoreMatrix all = scores(200);
        Interval found = AveragePrecision.interval(all, SEED);
        double figure = AveragePrecision.mean(all);
        assertTrue(found.low() < figure && figure < found.high(), found + " " + figure);
        assertEquals(found, AveragePrecision.interval(all, SEED));
    }

    @Test
    void perfectScoresLeaveNoRoom() {
        ScoreMatrix perfect =
                new ScoreMatrix(
                        new float[][] {{0.9f}, {0.1f}, {0.8f}},
                        new boolean[][] {{true}, {false}, {true}});
        assertEquals(1, AveragePrecision.interval(perfect, SEED).high());
    }

    @Test
    void nothingToDrawFromIsRefused() {
        ScoreMatrix none = new ScoreMatrix(new float[0][], new boolean[0][]);
        assertThrows(IllegalArgumentException.class, () -> AveragePrecision.interval(none, SEED));
    }
}
