package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;
import org.tagzoo.zoo.score.Decisions;

class PairedBootstrapTest {

    /** Decisions on a truth: a true label is found, an untrue one left out, with this share. */
    private static Decisions decide(boolean[][] targets, double right, SplittableRandom random) {
        boolean[][] predicted = new boolean[targets.length][targets[0].length];
        for (int n = 0; n < predicted.length; n++) {
            for (int l = 0; l < predicted[n].length; l++) {
                predicted[n][l] = targets[n][l] == random.nextDouble() < right;
            }
        }
        return new Decisions(predicted, targets);
    }

    private static boolean[][] targets(int images, int labels, SplittableRandom random) {
        boolean[][] targets = new boolean[images][labels];
        for (boolean[] row : targets) {
            for (int l = 0; l < labels; l++) {
                row[l] = random.nextDouble() < 0.4;
            }
        }
        return targets;
    }

    private static PairedBootstrap draw(Decisions a, Decisions b, int resamples, long seed) {
        BootstrapSamples draws = new BootstrapSamples(a.images(), seed);
        return PairedBootstrap.of(a, b, resamples, taker -> draws.forEach(resamples, taker));
    }

    @Test
    void theSeedDecidesAndTheNumberOfThreadsDoesNot() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        boolean[][] truth = targets(60, 3, random);
        Decisions a = decide(truth, 0.8, random);
        Decisions b = decide(truth, 0.75, random);
        PairedBootstrap expected = PairedBootstrap.of(a, b, 7);
        for (int threads : new int[] {1, 5}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertEquals(expected, pool.submit(() -> PairedBootstrap.of(a, b, 7)).get());
            } finally {
                pool.shutdown();
            }
        }
        assertNotEquals(expected, PairedBootstrap.of(a, b, 8));
        assertSame(expected.micro(), PairedBootstrap.of(b, a, 7).micro().reversed());
        assertSame(expected.macro(), PairedBootstrap.of(b, a, 7).macro().reversed());
    }

    private static boolean isOutsideChance(Difference difference) {
        return difference.interval().low() > 0 || difference.interval().high() < 0;
    }

    private static void assertSame(Difference expected, Difference actual) {
        assertEquals(expected.value(), actual.value(), 1e-12);
        assertEquals(expected.interval().low(), actual.interval().low(), 1e-12);
        assertEquals(expected.interval().high(), actual.interval().high(), 1e-12);
        assertEquals(expected.p(), actual.p(), 1e-12);
    }

    /**
     * Two networks that are right equally often: about one comparison in twenty should find a
     * difference, and half of the p values should lie above one half.
     */
    @Test
    void findsNoDifferenceWhereThereIsNoneButOneTimeIn20() {
        int trials = 300;
        int found = 0;
        int high = 0;
        for (int trial = 0; trial < trials; trial++) {
            SplittableRandom random = SeedSequence.random(3, "trial", trial);
            boolean[][] truth = targets(80, 2, random);
            Difference micro =
                    draw(decide(truth, 0.8, random), decide(truth, 0.8, random), 200, trial)
                            .micro();
            found += isOutsideChance(micro) ? 1 : 0;
            high += micro.p() > 0.5 ? 1 : 0;
        }
        // Give or take three standard errors of 300 trials, and a little for small parts.
        assertTrue(found >= 0.012 * trials && found <= 0.1 * trials, found + " of " + trials);
        assertTrue(high >= 0.41 * trials && high <= 0.59 * trials, high + " of " + trials);
    }

    /** Both networks fail on the same hard images, so that intervals of each overlap widely. */
    @Test
    void findsASmallDifferenceThatSeparateIntervalsHide() {
        boolean[][] truth = new boolean[400][1];
        boolean[][] a = new boolean[400][1];
        boolean[][] b = new boolean[400][1];
        for (int n = 0; n < 400; n++) {
            truth[n][0] = true;
            a[n][0] = n % 2 == 0;
            b[n][0] = n % 2 == 0 && n >= 24;
        }
        Decisions better = new Decisions(a, truth);
        Decisions worse = new Decisions(b, truth);
        Difference micro = PairedBootstrap.of(better, worse, 1).micro();
        assertTrue(micro.interval().low() > 0, micro.toString());
        assertTrue(micro.p() < 0.01, micro.toString());
        Interval above = F1Intervals.of(better, 1).micro();
        Interval below = F1Intervals.of(worse, 1).micro();
        assertTrue(below.high() > above.low());
    }

    @Test
    void aNetworkDoesNotDifferFromItself() {
        SplittableRandom random = new SplittableRandom(2);
        Decisions a = decide(targets(30, 3, random), 0.8, random);
        Difference micro = PairedBootstrap.of(a, a, 1).micro();
        assertEquals(new Difference(0, new Interval(0, 0), 1), micro);
        assertEquals(micro, micro.reversed());
        assertFalse(isOutsideChance(micro));
    }

    @Test
    void otherImagesOrTruthsAreRefused() {
        SplittableRandom random = new SplittableRandom(4);
        Decisions a = decide(targets(10, 3, random), 0.8, random);
        Decisions shorter = decide(targets(9, 3, random), 0.8, random);
        boolean[][] other = new boolean[10][];
        for (int n = 0; n < 10; n++) {
            other[n] = a.targets()[n].clone();
        }
        other[4][1] = !other[4][1];
        Decisions elsewhere = new Decisions(a.predicted(), other);
        assertThrows(IllegalArgumentException.class, () -> PairedBootstrap.of(a, shorter, 1));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> PairedBootstrap.of(a, elsewhere, 1))
                        .getMessage();
        assertEquals("Label 1 of image 4 has not the same target for both networks", message);
    }
}
