package org.tagzoo.zoo.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.RandomScores;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.PerLabelThresholds.Criterion;

class PerLabelThresholdsTest {

    @Test
    void noOtherThresholdGivesALabelABetterF1() {
        for (int seed = 0; seed < 300; seed++) {
            ScoreMatrix scores = draw(seed, 12);
            Thresholds chosen = PerLabelThresholds.choose(scores, Criterion.LABEL_F1);
            List<Counts> labels = Evaluation.of(chosen.decide(scores)).labels();
            for (int l = 0; l < scores.labels(); l++) {
                double best = 0;
                double fewest = Double.POSITIVE_INFINITY;
                for (double threshold : candidates(scores, l)) {
                    Thresholds same = Thresholds.same(threshold, scores.labels());
                    Counts counts = Evaluation.of(same.decide(scores)).labels().get(l);
                    if (counts.f1() > best
                            || (counts.f1() == best && counts.predicted() < fewest)) {
                        best = counts.f1();
                        fewest = counts.predicted();
                    }
                }
                assertEquals(best, labels.get(l).f1(), "seed " + seed + ", label " + l);
                assertEquals(fewest, labels.get(l).predicted(), "seed " + seed + ", label " + l);
            }
        }
    }

    @Test
    void noOtherThresholdsGiveABetterMicroF1() {
        for (int seed = 0; seed < 300; seed++) {
            ScoreMatrix scores = draw(seed, 6);
            Thresholds chosen = PerLabelThresholds.choose(scores, Criterion.MICRO_F1);
            Evaluation evaluation = Evaluation.of(chosen.decide(scores));
            double predicted = evaluation.labels().stream().mapToDouble(Counts::predicted).sum();
            double best = 0;
            double fewest = Double.POSITIVE_INFINITY;
            for (Thresholds other : everyChoice(scores)) {
                Evaluation tried = Evaluation.of(other.decide(scores));
                double count = tried.labels().stream().mapToDouble(Counts::predicted).sum();
                double f1 = tried.micro().f1();
                if (f1 > best || (f1 == best && count < fewest)) {
                    best = f1;
                    fewest = count;
                }
            }
            assertEquals(best, evaluation.micro().f1(), "seed " + seed);
            assertEquals(fewest, predicted, "seed " + seed);
        }
    }

    @Test
    void microChoiceBeatsEveryOtherWayOnLargerScores() {
        for (int seed = 0; seed < 20; seed++) {
            ScoreMatrix scores = RandomScores.draw(new SplittableRandom(seed), 200, 8, 1 << 20);
            double micro = micro(scores, PerLabelThresholds.choose(scores, Criterion.MICRO_F1));
            double byLabel = micro(scores, PerLabelThresholds.choose(scores, Criterion.LABEL_F1));
            double scanned = ThresholdScan.of(scores).best().micro().f1();
            assertTrue(micro >= byLabel && micro >= scanned, "seed " + seed);
        }
    }

    @Test
    void aThresholdStandsHalfWayBetweenNeighbours() {
        ScoreMatrix scores =
                new ScoreMatrix(
                        new float[][] {{0.25f, 0.5f}, {0.75f, 1f}, {0.125f, 0.5f}},
                        new boolean[][] {{false, true}, {true, true}, {false, true}});
        for (Criterion criterion : Criterion.values()) {
            assertEquals(List.of(0.5, 0.25), PerLabelThresholds.choose(scores, criterion).values());
        }
    }

    @Test
    void neighbouringFloatsAreToldApart() {
        float low = 0.3f;
        float high = Math.nextUp(low);
        ScoreMatrix scores =
                new ScoreMatrix(new float[][] {{low}, {high}}, new boolean[][] {{false}, {true}});
        Thresholds chosen = PerLabelThresholds.choose(scores, Criterion.LABEL_F1);
        assertEquals(Double.parseDouble(Float.toString(high)), chosen.value(0));
        assertTrue(chosen.predicts(0, high));
        assertTrue(!chosen.predicts(0, low));
    }

    @Test
    void aLabelThatNoImageHasIsAttachedToNone() {
        ScoreMatrix below =
                new ScoreMatrix(new float[][] {{0.5f}, {0.2f}}, new boolean[][] {{false}, {false}});
        ScoreMatrix atOne =
                new ScoreMatrix(new float[][] {{1f}, {0.2f}}, new boolean[][] {{false}, {false}});
        for (Criterion criterion : Criterion.values()) {
            assertEquals(0.75, PerLabelThresholds.choose(below, criterion).value(0));
            assertEquals(Thresholds.NEVER, PerLabelThresholds.choose(atOne, criterion).value(0));
        }
    }

    @Test
    void minusZeroIsZero() {
        ScoreMatrix scores =
                new ScoreMatrix(new float[][] {{-0f}, {0f}}, new boolean[][] {{true}, {true}});
        assertEquals(0, PerLabelThresholds.choose(scores, Criterion.LABEL_F1).value(0));
    }

    @Test
    void rareLabelsTakeTheFallbackAndTheOthersAreBestGivenThat() {
        for (int seed = 0; seed < 200; seed++) {
            ScoreMatrix scores = draw(seed, 6);
            int minPositives = 3;
            double fallback = 0.55;
            Thresholds chosen =
                    PerLabelThresholds.choose(scores, Criterion.MICRO_F1, minPositives, fallback);
            double best = 0;
            for (Thresholds other : everyChoice(scores)) {
                List<Double> held = new ArrayList<>(other.values());
                for (int l = 0; l < scores.labels(); l++) {
                    if (positives(scores, l) < minPositives) {
                        held.set(l, fallback);
                        assertEquals(fallback, chosen.value(l), "seed " + seed);
                    }
                }
                best = Math.max(best, micro(scores, new Thresholds(held)));
            }
            assertEquals(best, micro(scores, chosen), "seed " + seed);
        }
    }

    @Test
    void noImagesAreRefused() {
        ScoreMatrix none = new ScoreMatrix(new float[0][], new boolean[0][]);
        assertThrows(
                IllegalArgumentException.class,
                () -> PerLabelThresholds.choose(none, Criterion.MICRO_F1));
    }

    private static ScoreMatrix draw(int seed, int images) {
        SplittableRandom random = new SplittableRandom(seed);
        return RandomScores.draw(
                random, random.nextInt(1, images + 1), random.nextInt(1, 4), 3 + seed % 9);
    }

    private static double micro(ScoreMatrix scores, Thresholds thresholds) {
        return Evaluation.of(thresholds.decide(scores)).micro().f1();
    }

    private static long positives(ScoreMatrix scores, int label) {
        long count = 0;
        for (boolean[] row : scores.targets()) {
            count += row[label] ? 1 : 0;
        }
        return count;
    }

    private static List<Double> candidates(ScoreMatrix scores, int label) {
        List<Double> candidates = new ArrayList<>(List.of(Thresholds.NEVER));
        for (float[] row : scores.scores()) {
            candidates.add((double) row[label]);
        }
        return candidates;
    }

    private static List<Thresholds> everyChoice(ScoreMatrix scores) {
        List<List<Double>> choices = List.of(List.of());
        for (int l = 0; l < scores.labels(); l++) {
            List<List<Double>> longer = new ArrayList<>();
            for (List<Double> choice : choices) {
                for (double candidate : candidates(scores, l)) {
                    List<Double> next = new ArrayList<>(choice);
                    next.add(candidate);
                    longer.add(next);
                }
            }
            choices = longer;
        }
        return choices.stream().map(Thresholds::new).toList();
    }
}
