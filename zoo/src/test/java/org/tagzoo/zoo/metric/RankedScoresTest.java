package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.RandomScores;
import org.tagzoo.zoo.score.ScoreMatrix;

class RankedScoresTest {

    /** A draw has the points of a matrix with those images, each as often as it was drawn. */
    @Test
    void pointsAreThoseOfTheImagesDrawn() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int images = random.nextInt(1, 30);
            ScoreMatrix scores = draw(random, images, seed % 2 == 0 ? 6 : 1 << 24);
            int[] times = IntStream.generate(() -> random.nextInt(3)).limit(images).toArray();
            int[] drawn =
                    IntStream.range(0, images)
                            .flatMap(n -> IntStream.generate(() -> n).limit(times[n]))
                            .toArray();
            if (drawn.length == 0) {
                continue;
            }
            RankedScores ranked = RankedScores.of(scores, 1);
            OperatingPoints expected = OperatingPoints.of(scores.rows(drawn), 1);
            OperatingPoints found = ranked.points(times);
            assertEquals(expected.size(), found.size(), "seed " + seed);
            assertEquals(expected.positives(), found.positives(), "seed " + seed);
            for (int i = 0; i < found.size(); i++) {
                String where = "seed " + seed + ", point " + i;
                assertEquals(expected.threshold(i), found.threshold(i), where);
                assertEquals(expected.predicted(i), found.predicted(i), where);
                assertEquals(expected.truePositives(i), found.truePositives(i), where);
                assertEquals(
                        Counts.ofHits(
                                found.truePositives(i), found.predicted(i), found.positives()),
                        ranked.counts(found.threshold(i), times),
                        where);
            }
        }
    }

    /** Some targets are unknown. */
    private static ScoreMatrix draw(SplittableRandom random, int images, int steps) {
        ScoreMatrix whole = RandomScores.draw(random, images, 2, steps);
        boolean[][] unknown = new boolean[images][2];
        for (int n = 0; n < images; n++) {
            unknown[n][1] = random.nextInt(4) == 0;
            whole.targets()[n][1] &= !unknown[n][1];
        }
        return new ScoreMatrix(whole.scores(), whole.targets(), unknown);
    }

    @Test
    void nothingDrawnPredictsNothing() {
        ScoreMatrix scores = new ScoreMatrix(new float[][] {{0.3f}}, new boolean[][] {{true}});
        OperatingPoints none = RankedScores.of(scores, 0).points(new int[1]);
        assertEquals(1, none.size());
        assertEquals(0.5, none.threshold(0));
        assertEquals(0, none.positives());
    }
}
