package org.tagzoo.zoo.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.score.ScoreMatrix;

class SuspectTest {

    private static final int IMAGES = 3000;

    /** Scores that know the truth well, and labels of which some were turned. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Planted(ScoreMatrix scores, boolean[][] wrong) {

        static Planted of(long seed, double share) {
            SplittableRandom random = new SplittableRandom(seed);
            float[][] scores = new float[IMAGES][2];
            boolean[][] given = new boolean[IMAGES][2];
            boolean[][] wrong = new boolean[IMAGES][2];
            double[] frequency = {0.3, 0.08};
            for (int n = 0; n < IMAGES; n++) {
                for (int l = 0; l < 2; l++) {
                    boolean truth = random.nextDouble() < frequency[l];
                    double z = (truth ? 2 : -2) + 2 * (random.nextDouble() - 0.5) * 3;
                    scores[n][l] = (float) (1 / (1 + Math.exp(-z)));
                    double turned = truth ? share : share * frequency[l] / (1 - frequency[l]);
                    wrong[n][l] = random.nextDouble() < turned;
                    given[n][l] = truth != wrong[n][l];
                }
            }
            return new Planted(new ScoreMatrix(scores, given), wrong);
        }

        /** How well a ranking finds what was turned. */
        double averagePrecision(float[][] doubts) {
            return AveragePrecision.mean(new ScoreMatrix(doubts, wrong));
        }
    }

    private static float[][] doubts(List<Suspect> ranked) {
        float[][] doubts = new float[IMAGES][2];
        for (int place = 0; place < ranked.size(); place++) {
            Suspect suspect = ranked.get(place);
            doubts[suspect.image()][suspect.label()] = 1 - (float) place / ranked.size();
        }
        return doubts;
    }

    private static int[] alone() {
        return IntStream.range(0, IMAGES).toArray();
    }

    @Test
    void findsWhatWasTurnedAtLeastAsWellAsTheScoreOfTheGivenLabel() {
        double found = 0;
        double byScore = 0;
        for (long seed = 1; seed <= 5; seed++) {
            Planted planted = Planted.of(seed, 0.05);
            List<Suspect> ranked = Suspect.rank(planted.scores(), alone(), seed);
            assertEquals(2 * IMAGES, ranked.size());
            found += planted.averagePrecision(doubts(ranked)) / 5;
            float[][] own = new float[IMAGES][2];
            ranked.forEach(
                    s ->
                            own[s.image()][s.label()] =
                                    (float) (s.isSurplus() ? 1 - s.score() : s.score()));
            byScore += planted.averagePrecision(own) / 5;
        }
        assertTrue(found >= byScore, found + " by chance of an error, by score " + byScore);
        assertTrue(found > 0.7, "" + found);
    }

    @Test
    void expectsAboutAsManyErrorsAsThereAre() {
        Planted planted = Planted.of(1, 0.1);
        double expected =
                Suspect.rank(planted.scores(), alone(), 1).stream()
                        .mapToDouble(Suspect::chance)
                        .sum();
        long wrong = 0;
        for (boolean[] row : planted.wrong()) {
            wrong += (row[0] ? 1 : 0) + (row[1] ? 1 : 0);
        }
        assertEquals((double) wrong, expected, 0.35 * wrong);
    }

    @Test
    void kindsAndUnknownLabelsAreToldApart() {
        float[][] scores = {{0.9f}, {0.1f}, {0.9f}, {0.1f}, {0.9f}, {0.1f}, {0.9f}};
        boolean[][] given = {{true}, {true}, {true}, {false}, {false}, {false}, {false}};
        boolean[][] unknown = new boolean[7][1];
        unknown[6][0] = true;
        List<Suspect> ranked =
                Suspect.rank(
                        new ScoreMatrix(scores, given, unknown),
                        IntStream.range(0, 7).toArray(),
                        1);
        assertEquals(6, ranked.size());
        assertTrue(ranked.stream().allMatch(s -> s.isSurplus() == given[s.image()][0]));
        assertTrue(ranked.stream().allMatch(s -> s.chance() >= 0 && s.chance() <= 1));
    }
}
