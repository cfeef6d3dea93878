package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.RandomScores;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

class EvaluationTest {

    private static final double TOLERANCE = 1e-12;

    @Test
    void byHand() {
        // Label 0: one hit, one wrong, one missed. Label 1: nothing at all.
        boolean[][] predicted = {{true, false}, {true, false}, {false, false}};
        boolean[][] targets = {{true, false}, {false, false}, {true, false}};
        Evaluation evaluation = Evaluation.of(new Decisions(predicted, targets));
        assertEquals(new Counts(1, 1, 1), evaluation.labels().get(0));
        assertEquals(new Counts(0, 0, 0), evaluation.labels().get(1));
        assertEquals(new PrecisionRecallF1(0.5, 0.5, 0.5), evaluation.micro());
        assertEquals(new PrecisionRecallF1(0.25, 0.25, 0.25), evaluation.macro());
        assertEquals(new PrecisionRecallF1(0.5, 0.5, 0.5), evaluation.weighted());
        assertEquals(1 / 3.0, evaluation.samples().f1());
    }

    @Test
    void zeroDenominatorsAreZero() {
        assertEquals(new PrecisionRecallF1(0, 0, 0), new Counts(0, 0, 0).metrics());
        assertEquals(new PrecisionRecallF1(0, 0, 0), new Counts(0, 3, 0).metrics());
        assertEquals(new PrecisionRecallF1(0, 0, 0), new Counts(0, 0, 3).metrics());
    }

    @Test
    void nothingToEvaluateIsRefused() {
        Decisions none = new Decisions(new boolean[0][], new boolean[0][]);
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(none));
    }

    @Test
    void orderOfImagesDoesNotMatter() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ScoreMatrix scores = RandomScores.draw(random, 1 + seed % 20, 3, 8);
            ScoreMatrix shuffled = shuffled(scores, random);
            Evaluation a = evaluate(scores, 0.5);
            Evaluation b = evaluate(shuffled, 0.5);
            String at = "seed " + seed;
            assertEquals(a.labels(), b.labels(), at);
            assertEquals(a.micro(), b.micro(), at);
            assertEquals(a.macro(), b.macro(), at);
            assertEquals(a.samples().f1(), b.samples().f1(), TOLERANCE, at);
            assertEquals(AveragePrecision.mean(scores), AveragePrecision.mean(shuffled), at);
        }
    }

    @Test
    void figuresLieBetweenZeroAndOneAndRecallFallsWithTheThreshold() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ScoreMatrix scores = RandomScores.draw(random, 1 + seed % 20, 4, 10);
            double lastMicro = 1;
            double lastMacro = 1;
            for (int k = 0; k <= 10; k++) {
                Evaluation evaluation = evaluate(scores, k / 10.0);
                String at = "seed " + seed + ", threshold " + k / 10.0;
                PrecisionRecallF1 micro = evaluation.micro();
                assertTrue(micro.f1() >= 0 && micro.f1() <= 1, at);
                assertTrue(micro.f1() <= Math.max(micro.precision(), micro.recall()) + 1e-15, at);
                assertTrue(k == 0 || micro.recall() <= lastMicro, at);
                assertTrue(k == 0 || evaluation.macro().recall() <= lastMacro, at);
                lastMicro = micro.recall();
                lastMacro = evaluation.macro().recall();
            }
        }
    }

    /** With one true and one attached label an image, all three micro figures are the hit rate. */
    @Test
    void microOfSingleLabelsIsTheShareOfHits() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int images = random.nextInt(1, 30);
            boolean[][] predicted = new boolean[images][5];
            boolean[][] targets = new boolean[images][5];
            int hits = 0;
            for (int n = 0; n < images; n++) {
                int given = random.nextInt(5);
                int truth = random.nextInt(5);
                predicted[n][given] = true;
                targets[n][truth] = true;
                hits += given == truth ? 1 : 0;
            }
            double share = (double) hits / images;
            PrecisionRecallF1 micro = Evaluation.of(new Decisions(predicted, targets)).micro();
            assertEquals(new PrecisionRecallF1(share, share, share), micro, "seed " + seed);
        }
    }

    private static Evaluation evaluate(ScoreMatrix scores, double threshold) {
        return Evaluation.of(Thresholds.same(threshold, scores.labels()).decide(scores));
    }

    private static ScoreMatrix shuffled(ScoreMatrix matrix, SplittableRandom random) {
        float[][] scores = matrix.scores().clone();
        boolean[][] targets = matrix.targets().clone();
        for (int n = scores.length - 1; n > 0; n--) {
            int other = random.nextInt(n + 1);
            float[] score = scores[n];
            scores[n] = scores[other];
            scores[other] = score;
            boolean[] target = targets[n];
            targets[n] = targets[other];
            targets[other] = target;
        }
        return new ScoreMatrix(scores, targets);
    }
}
