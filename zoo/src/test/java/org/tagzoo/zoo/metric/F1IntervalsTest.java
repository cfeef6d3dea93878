package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.RandomScores;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

class F1IntervalsTest {

    @Test
    void equalsDrawingTheImagesAndEvaluatingThem() {
        for (int seed = 0; seed < 10; seed++) {
            Decisions decisions = draw(seed, 15, 3);
            int resamples = 40;
            double[][] f1s = new double[4 + 3][resamples];
            for (int r = 0; r < resamples; r++) {
                Evaluation drawn = Evaluation.of(redraw(decisions, seed, r));
                f1s[0][r] = drawn.micro().f1();
                f1s[1][r] = drawn.macro().f1();
                f1s[2][r] = drawn.weighted().f1();
                f1s[3][r] = drawn.samples().f1();
                for (int l = 0; l < 3; l++) {
                    f1s[4 + l][r] = drawn.labels().get(l).f1();
                }
            }
            F1Intervals intervals = F1Intervals.of(decisions, seed, resamples);
            String at = "seed " + seed;
            assertSame(f1s[0], intervals.micro(), at);
            assertSame(f1s[1], intervals.macro(), at);
            assertSame(f1s[2], intervals.weighted(), at);
            assertSame(f1s[3], intervals.samples(), at);
            for (int l = 0; l < 3; l++) {
                assertSame(f1s[4 + l], intervals.labels().get(l), at);
            }
        }
    }

    /** Groups of one image change nothing; each image twice in a group is the half drawn twice. */
    @Test
    void groupsAreDrawnWhole() {
        Decisions decisions = draw(3, 30, 3);
        assertEquals(
                F1Intervals.of(decisions, 7),
                F1Intervals.ofGroups(decisions, IntStream.range(0, 30).toArray(), 7));
        boolean[][] predicted = new boolean[60][];
        boolean[][] targets = new boolean[60][];
        for (int n = 0; n < 60; n++) {
            predicted[n] = decisions.predicted()[n / 2];
            targets[n] = decisions.targets()[n / 2];
        }
        F1Intervals once = F1Intervals.of(decisions, 7);
        F1Intervals twice =
                F1Intervals.ofGroups(
                        new Decisions(predicted, targets),
                        IntStream.range(0, 60).map(n -> n / 2).toArray(),
                        7);
        assertEquals(once.micro(), twice.micro());
        assertEquals(once.samples().low(), twice.samples().low(), 1e-12);
        assertEquals(once.samples().high(), twice.samples().high(), 1e-12);
    }

    /** A group drawn more often than others makes a sample larger than the corpus. */
    @Test
    void samplesF1IsAMeanOverTheImagesDrawn() {
        boolean[][] all = {{true}, {true}, {true}};
        F1Intervals intervals =
                F1Intervals.ofGroups(new Decisions(all, all), new int[] {0, 0, 1}, 7);
        assertEquals(new Interval(1, 1), intervals.samples());
    }

    private static void assertSame(double[] f1s, Interval actual, String at) {
        Interval expected = Interval.ofMiddle(f1s);
        assertEquals(expected.low(), actual.low(), 1e-12, at);
        assertEquals(expected.high(), actual.high(), 1e-12, at);
    }

    private static Decisions redraw(Decisions decisions, long seed, int resample) {
        int[] rows = DrawnRows.of(decisions.images(), seed, resample);
        boolean[][] predicted = new boolean[decisions.images()][];
        boolean[][] targets = new boolean[decisions.images()][];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = decisions.predicted()[rows[i]];
            targets[i] = decisions.targets()[rows[i]];
        }
        return new Decisions(predicted, targets);
    }

    @Test
    void theSeedDecidesAndTheNumberOfThreadsDoesNot() throws Exception {
        Decisions decisions = draw(1, 100, 4);
        F1Intervals expected = F1Intervals.of(decisions, 7);
        for (int threads : new int[] {1, 5}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertEquals(expected, pool.submit(() -> F1Intervals.of(decisions, 7)).get());
            } finally {
                pool.shutdown();
            }
        }
        assertNotEquals(expected, F1Intervals.of(decisions, 8));
    }

    /**
     * Of many test parts drawn from one population, about 95% get an interval that holds the F1 of
     * the population: with {@code P(hit, wrong, missed) = 0.3, 0.1, 0.2} that is {@code 0.6 / 0.9}.
     */
    @Test
    void holdsTheTrueF1About95TimesIn100() {
        int trials = 300;
        int held = 0;
        for (int trial = 0; trial < trials; trial++) {
            SplittableRandom random = SeedSequence.random(0, "trial", trial);
            boolean[][] predicted = new boolean[150][1];
            boolean[][] targets = new boolean[150][1];
            for (int n = 0; n < 150; n++) {
                double at = random.nextDouble();
                predicted[n][0] = at < 0.4;
                targets[n][0] = at < 0.3 || (at >= 0.4 && at < 0.6);
            }
            Interval micro = F1Intervals.of(new Decisions(predicted, targets), trial, 400).micro();
            held += micro.low() <= 0.6 / 0.9 && 0.6 / 0.9 <= micro.high() ? 1 : 0;
        }
        // 0.95 give or take three standard errors of 300 trials, and a little for small parts.
        assertTrue(held >= 0.90 * trials && held <= 0.99 * trials, held + " of " + trials);
    }

    @Test
    void oneImageLeavesNoDoubtAndNoneIsRefused() {
        Decisions one =
                new Decisions(new boolean[][] {{true, true}}, new boolean[][] {{true, false}});
        F1Intervals intervals = F1Intervals.of(one, 0);
        ToDoubleFunction<Interval> width = interval -> interval.high() - interval.low();
        assertEquals(new Interval(2 / 3.0, 2 / 3.0), intervals.micro());
        assertEquals(0, width.applyAsDouble(intervals.macro()));
        Decisions none = new Decisions(new boolean[0][], new boolean[0][]);
        assertThrows(IllegalArgumentException.class, () -> F1Intervals.of(none, 0));
    }

    private static Decisions draw(int seed, int images, int labels) {
        ScoreMatrix scores = RandomScores.draw(new SplittableRandom(seed), images, labels, 10);
        return Thresholds.same(0.5, labels).decide(scores);
    }
}
