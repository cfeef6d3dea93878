package org.tagzoo.zoo.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.ScoreMatrix;

class TrustedThresholdsTest {

    /** Each label's share of images, and by how much its images score higher, in deviations. */
    private static ScoreMatrix draw(long seed, int images, double[] shares, double[] apart) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] scores = new float[images][shares.length];
        boolean[][] targets = new boolean[images][shares.length];
        for (int n = 0; n < images; n++) {
            for (int l = 0; l < shares.length; l++) {
                targets[n][l] = random.nextDouble() < shares[l];
                double z = random.nextGaussian() + (targets[n][l] ? apart[l] : 0);
                scores[n][l] = (float) (1 / (1 + Math.exp(-z)));
            }
        }
        return new ScoreMatrix(scores, targets);
    }

    private static int[] alone(int images) {
        return IntStream.range(0, images).toArray();
    }

    private static TrustedThresholds of(ScoreMatrix validation, String goal) {
        return of(validation, LabelGoal.parse(goal));
    }

    private static TrustedThresholds of(ScoreMatrix validation, ThresholdGoal goal) {
        return TrustedThresholds.of(validation, alone(validation.images()), goal, 7);
    }

    @Test
    void whatCanBePromisedIsToldFromWhatCannot() {
        // easy and common; random; easy and rare
        ScoreMatrix validation =
                draw(3, 600, new double[] {0.4, 0.3, 0.02}, new double[] {8, 0, 8});
        List<LabelThreshold> labels = of(validation, "precision:0.9").labels();
        assertTrue(labels.get(0).isPromised());
        assertEquals("promised", labels.get(0).remark());
        assertTrue(labels.get(0).kept().getAsDouble() >= 0.9);
        assertFalse(labels.get(1).isPromised());
        assertEquals("can't be promised", labels.get(1).remark());
        assertTrue(Double.isNaN(labels.get(1).kept().getAsDouble()));
        assertFalse(labels.get(2).isPromised());
        assertEquals(
                "can't be promised: %d validation images, not 36"
                        .formatted(labels.get(2).positives()),
                labels.get(2).remark());
        LabelThreshold rare = of(validation, "f2").labels().get(2);
        assertTrue(rare.kept().isEmpty());
        assertEquals(
                "may not fit others: %d validation images, not 20".formatted(rare.positives()),
                rare.remark());
        assertEquals("", of(validation, "f2").labels().get(0).remark());
    }

    /** Of many drawn validation parts, promises hold on as many images drawn afresh. */
    @Test
    void promisesAreKeptOnOtherImages() {
        for (String goal : List.of("precision:0.8", "recall:0.8")) {
            PromisedShare share = (PromisedShare) LabelGoal.parse(goal);
            double[] shares = {0.5, 0.3, 0.2, 0.3};
            double[] apart = {2, 2, 3, 2.5};
            int promised = 0;
            int kept = 0;
            for (int seed = 0; seed < 60; seed++) {
                TrustedThresholds found = of(draw(2L * seed, 300, shares, apart), share);
                ScoreMatrix fresh = draw(2L * seed + 1, 300, shares, apart);
                List<Counts> counts = Evaluation.of(found.values().decide(fresh)).labels();
                for (int l = 0; l < shares.length; l++) {
                    promised += found.labels().get(l).isPromised() ? 1 : 0;
                    kept +=
                            found.labels().get(l).isPromised() && share.isKept(counts.get(l))
                                    ? 1
                                    : 0;
                }
            }
            assertTrue(promised >= 120, goal + ": promised " + promised);
            assertTrue(kept >= 0.9 * promised, "%s: %d of %d".formatted(goal, kept, promised));
        }
    }

    /**
     * Half of the images are often too few to promise what all of them can; that breaks nothing,
     * and what is promised still holds on other images.
     */
    @Test
    void halvesThatPromiseNothingDoNotCount() {
        double[] shares = {0.2, 0.3, 0.1, 0.15};
        double[] apart = {2, 1.5, 2.5, 2};
        PromisedShare share = PromisedShare.precision(0.8);
        int promised = 0;
        int kept = 0;
        for (int seed = 0; seed < 16; seed++) {
            TrustedThresholds found = of(draw(2L * seed, 1000, shares, apart), share);
            ScoreMatrix fresh = draw(2L * seed + 1, 1000, shares, apart);
            List<Counts> counts = Evaluation.of(found.values().decide(fresh)).labels();
            for (int l = 0; l < shares.length; l++) {
                if (found.labels().get(l).isPromised()) {
                    promised++;
                    kept += share.isKept(counts.get(l)) ? 1 : 0;
                }
            }
        }
        assertTrue(promised >= 20, "promised " + promised);
        assertTrue(kept >= 0.9 * promised, "%d of %d".formatted(kept, promised));
    }

    /** Every image twice, in groups of two, is as much as every image once. */
    @Test
    void groupsAreDrawnWhole() {
        ScoreMatrix once = draw(5, 200, new double[] {0.3, 0.1}, new double[] {2, 2});
        ScoreMatrix twice = once.rows(IntStream.range(0, 400).map(i -> i / 2).toArray());
        int[] groupOf = IntStream.range(0, 400).map(i -> i / 2).toArray();
        for (ThresholdGoal goal : List.of(new BestF(1), new LeastCost(3), new BestMicroF1())) {
            List<LabelThreshold> expected =
                    TrustedThresholds.of(once, alone(200), goal, 1).labels();
            List<LabelThreshold> found = TrustedThresholds.of(twice, groupOf, goal, 1).labels();
            for (int l = 0; l < 2; l++) {
                assertEquals(expected.get(l).value(), found.get(l).value());
                assertEquals(expected.get(l).interval(), found.get(l).interval());
            }
        }
    }

    /** Four times the images make an interval about half as wide; it holds what is chosen. */
    @Test
    void intervalsNarrowWithMoreImages() {
        double[] widths =
                IntStream.of(500, 8000)
                        .mapToDouble(
                                images -> {
                                    LabelThreshold label =
                                            of(
                                                            draw(
                                                                    11,
                                                                    images,
                                                                    new double[] {0.3},
                                                                    new double[] {2}),
                                                            "f1")
                                                    .labels()
                                                    .get(0);
                                    assertTrue(label.interval().low() <= label.value());
                                    assertTrue(label.interval().high() >= label.value());
                                    return label.interval().high() - label.interval().low();
                                })
                        .toArray();
        assertTrue(widths[1] < widths[0] * 0.7, widths[0] + ", then " + widths[1]);
    }

    @Test
    void perLabelThresholdsAreThoseOfTheTable() {
        ScoreMatrix validation = draw(9, 300, new double[] {0.3, 0.1, 0}, new double[] {1, 2, 0});
        assertEquals(
                PerLabelThresholds.choose(validation, PerLabelThresholds.Criterion.MICRO_F1),
                ThresholdChoice.PER_LABEL.trusted(validation, alone(300), 1).values());
    }

    @Test
    void choicesAreReadAsUsersWriteThem() {
        for (String name :
                List.of("shared", "per-label", "shrunk", "f2", "f0.5", "cost:5", "recall:0.95")) {
            assertEquals(name, new ThresholdChoice(name).toString());
        }
        assertEquals("precision:0.9", new ThresholdChoice("Precision:0.90").name());
        assertEquals("precision of at least 0.9", new ThresholdChoice("precision:0.9").inWords());
        assertTrue(new ThresholdChoice("recall:0.9").isPromise());
        Stream.of("x", "f", "f0", "fx", "cost:0", "cost", "recall:1", "precision:0", "recall:-1")
                .forEach(
                        name -> {
                            String said =
                                    assertThrows(
                                                    IllegalArgumentException.class,
                                                    () -> new ThresholdChoice(name),
                                                    name)
                                            .getMessage();
                            assertTrue(said.contains(" must be "), said);
                        });
    }
}
