package org.tagzoo.zoo.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.BootstrapSamples;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.score.RandomScores;
import org.tagzoo.zoo.score.ScoreMatrix;

class ThresholdScanTest {

    /** The same samples, scanned one by one, each image as often as it was drawn. */
    @Test
    void theIntervalIsOfScansOfBootstrapSamples() {
        ScoreMatrix scores = RandomScores.draw(new SplittableRandom(4), 60, 3, 40);
        int[] alone = IntStream.range(0, 60).toArray();
        double[] found = new double[200];
        new BootstrapSamples(60, 9)
                .forEach(
                        200,
                        (sample, times) ->
                                found[sample] =
                                        ThresholdScan.of(scores.rows(drawn(times)))
                                                .best()
                                                .threshold());
        Interval interval = ThresholdScan.interval(scores, alone, 9);
        assertEquals(Interval.ofMiddle(found), interval);
        assertTrue(interval.low() < interval.high());
    }

    private static int[] drawn(int[] times) {
        return IntStream.range(0, times.length)
                .flatMap(n -> IntStream.generate(() -> n).limit(times[n]))
                .toArray();
    }

    @Test
    void thresholdsPrintCleanly() {
        ScoreMatrix scores = RandomScores.draw(new SplittableRandom(0), 5, 2, 100);
        List<String> printed =
                ThresholdScan.of(scores).points().stream()
                        .map(point -> Double.toString(point.threshold()))
                        .toList();
        assertEquals(
                List.of(
                        "0.05", "0.1", "0.15", "0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.5",
                        "0.55", "0.6", "0.65", "0.7", "0.75", "0.8", "0.85", "0.9", "0.95", "1.0"),
                printed);
    }

    /** Scores of 20 steps are just the thresholds: a score of 0.35 passes a threshold of 0.35. */
    @Test
    void eachPointEqualsAnEvaluationAndTheBestIsTheBest() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ScoreMatrix scores =
                    RandomScores.draw(random, 1 + seed % 30, 3, seed % 2 == 0 ? 20 : 1 << 20);
            ThresholdScan scan = ThresholdScan.of(scores);
            for (ThresholdScan.Point point : scan.points()) {
                Thresholds same = Thresholds.same(point.threshold(), 3);
                String at = "seed " + seed + ", threshold " + point.threshold();
                assertEquals(Evaluation.of(same.decide(scores)).micro(), point.micro(), at);
                double f1 = point.micro().f1();
                double bestF1 = scan.best().micro().f1();
                assertEquals(bestF1, Math.max(f1, bestF1), at);
                if (f1 == bestF1) {
                    long steps = Math.abs(stepsFromHalf(point.threshold()));
                    long bestSteps = Math.abs(stepsFromHalf(scan.best().threshold()));
                    assertTrue(steps >= bestSteps, at);
                    assertTrue(
                            steps > bestSteps || point.threshold() <= scan.best().threshold(), at);
                }
            }
        }
    }

    @Test
    void ofEquallyGoodThresholdsTheOneNearestToAHalfIsTaken() {
        boolean[][] targets = {{false}, {true}};
        assertEquals(0.5, best(new float[][] {{0.1f}, {0.9f}}, targets));
        assertEquals(0.6, best(new float[][] {{0.58f}, {0.9f}}, targets));
        assertEquals(0.5, best(new float[][] {{0.1f}, {0.9f}}, new boolean[2][1]));
        // At 0.45 and at 0.55 F1 is 2/3, at 0.5 it is 1/2.
        assertEquals(
                0.55,
                best(
                        new float[][] {{0.45f}, {0.47f}, {0.52f}, {0.56f}},
                        new boolean[][] {{true}, {false}, {false}, {true}}));
    }

    @Test
    void noImagesAreRefused() {
        ScoreMatrix none = new ScoreMatrix(new float[0][], new boolean[0][]);
        assertThrows(IllegalArgumentException.class, () -> ThresholdScan.of(none));
    }

    private static long stepsFromHalf(double threshold) {
        return Math.round(threshold * 20) - 10;
    }

    private static double best(float[][] scores, boolean[][] targets) {
        return ThresholdScan.of(new ScoreMatrix(scores, targets)).best().threshold();
    }
}
