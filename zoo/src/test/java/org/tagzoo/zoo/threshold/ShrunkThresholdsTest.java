package org.tagzoo.zoo.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.ScoreMatrix;

class ShrunkThresholdsTest {

    private static final int LABELS = 20;

    /** Labels of 5% each, whose scores differ from one another by so much, in logits. */
    private static ScoreMatrix draw(long seed, int images, double spread) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] scores = new float[images][LABELS];
        boolean[][] targets = new boolean[images][LABELS];
        for (int n = 0; n < images; n++) {
            for (int l = 0; l < LABELS; l++) {
                targets[n][l] = random.nextInt(20) == 0;
                double z = random.nextGaussian() + (targets[n][l] ? 1.5 : -1.5);
                z += spread * (l - LABELS / 2) / LABELS;
                scores[n][l] = (float) (1 / (1 + Math.exp(-z)));
            }
        }
        return new ScoreMatrix(scores, targets);
    }

    private static ShrunkThresholds of(ScoreMatrix scores) {
        return ShrunkThresholds.of(scores, IntStream.range(0, scores.images()).toArray(), 1);
    }

    private static double micro(Thresholds thresholds, ScoreMatrix test) {
        return Evaluation.of(thresholds.decide(test)).micro().f1();
    }

    @Test
    void labelsThatAreAlikeShareInOneAndOthersKeepTheirOwn() {
        assertTrue(of(draw(1, 200, 0)).strength() >= 50);
        assertTrue(of(draw(1, 5000, 8)).strength() <= 20);
    }

    /** Where labels differ a little and few images have each, neither end is best. */
    @Test
    void inBetweenIsBetterThanEitherEnd() {
        double shared = 0;
        double own = 0;
        double shrunk = 0;
        for (int seed = 0; seed < 10; seed++) {
            ScoreMatrix validation = draw(seed, 200, 1);
            ScoreMatrix test = draw(1000 + seed, 2000, 1);
            shared +=
                    micro(
                            Thresholds.same(
                                    ThresholdScan.of(validation).best().threshold(), LABELS),
                            test);
            own +=
                    micro(
                            PerLabelThresholds.choose(
                                    validation, PerLabelThresholds.Criterion.MICRO_F1),
                            test);
            shrunk += micro(of(validation).choose(validation), test);
        }
        String means = "%s shared, %s own, %s shrunk".formatted(shared, own, shrunk);
        assertTrue(shrunk > shared && shrunk > own, means);
    }

    @Test
    void aFoldMayBeEmpty() {
        ScoreMatrix two =
                new ScoreMatrix(new float[][] {{0.2f}, {0.8f}}, new boolean[][] {{false}, {true}});
        assertEquals(1, of(two).choose(two).values().size());
        assertEquals(1, of(two.rows(new int[] {1})).choose(two).values().size());
    }
}
