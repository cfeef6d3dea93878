package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.RandomScores;
import org.tagzoo.zoo.score.ScoreMatrix;

class OperatingPointsTest {

    @Test
    void eachPointIsWhatItsThresholdDoes() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ScoreMatrix scores =
                    RandomScores.draw(
                            random, random.nextInt(1, 30), 2, seed % 2 == 0 ? 6 : 1 << 24);
            OperatingPoints points = OperatingPoints.of(scores, 1);
            for (int i = 0; i < points.size(); i++) {
                OperatingPoints at = OperatingPoints.at(scores, 1, points.threshold(i));
                String where = "seed " + seed + ", point " + i;
                assertEquals(at.predicted(0), points.predicted(i), where);
                assertEquals(at.truePositives(0), points.truePositives(i), where);
                assertEquals(at.positives(), points.positives(), where);
                assertTrue(i == 0 || points.predicted(i) > points.predicted(i - 1), where);
            }
            assertEquals(scores.images(), points.predicted(points.size() - 1), "seed " + seed);
        }
    }

    /** Whoever reads printed scores and thresholds as doubles attaches the same labels. */
    @Test
    void thresholdsMeanTheSameForPrintedScores() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            float[][] scores = new float[20][1];
            float at = (float) random.nextDouble(0.001, 0.9);
            for (float[] row : scores) {
                row[0] = at; // neighbours in the row of all floats, the hardest case
                at = random.nextBoolean() ? Math.nextUp(at) : at;
            }
            OperatingPoints points =
                    OperatingPoints.of(new ScoreMatrix(scores, new boolean[20][1]), 0);
            for (int i = 0; i < points.size(); i++) {
                int predicted = 0;
                for (float[] row : scores) {
                    double printed = Double.parseDouble(Float.toString(row[0]));
                    predicted += printed >= points.threshold(i) ? 1 : 0;
                }
                assertEquals(points.predicted(i), predicted, "seed " + seed + ", point " + i);
            }
        }
    }

    @Test
    void hullHoldsTheBestPointAtEveryPriceAndNoOther() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ScoreMatrix scores = RandomScores.draw(random, random.nextInt(1, 60), 1, 40);
            OperatingPoints points = OperatingPoints.of(scores, 0);
            OperatingPoints hull = points.upperHull();
            for (int price = 0; price <= 100; price++) {
                assertEquals(bestAt(points, price), bestAt(hull, price), "seed " + seed);
            }
            for (int i = 2; i < hull.size(); i++) {
                assertTrue(slope(hull, i) < slope(hull, i - 1), "seed " + seed);
            }
        }
    }

    private static long bestAt(OperatingPoints points, int price) {
        long best = Long.MIN_VALUE;
        for (int i = 0; i < points.size(); i++) {
            best =
                    Math.max(
                            best,
                            100L * points.truePositives(i) - (long) price * points.predicted(i));
        }
        return best;
    }

    private static double slope(OperatingPoints points, int i) {
        return (double) (points.truePositives(i) - points.truePositives(i - 1))
                / (points.predicted(i) - points.predicted(i - 1));
    }
}
