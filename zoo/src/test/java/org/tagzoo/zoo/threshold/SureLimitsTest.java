package org.tagzoo.zoo.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;

class SureLimitsTest {

    private static ScoreMatrix matrix(JsonNode golden) {
        int images = golden.get("scores").size();
        float[][] scores = new float[images][1];
        boolean[][] targets = new boolean[images][1];
        for (int n = 0; n < images; n++) {
            scores[n][0] = golden.get("scores").get(n).floatValue();
            targets[n][0] = golden.get("targets").get(n).booleanValue();
        }
        return new ScoreMatrix(scores, targets);
    }

    /** Every cut was tried with scipy's exact interval ({@code make_sure_limits.py}). */
    @Test
    void asManyImagesAreSureAsByScipysIntervals() throws IOException {
        JsonNode all =
                new ObjectMapper().readTree(SureLimitsTest.class.getResource("sure-limits.json"));
        int unsure = 0;
        for (JsonNode golden : all) {
            ScoreMatrix scores = matrix(golden);
            Thresholds thresholds = Thresholds.same(golden.get("threshold").doubleValue(), 1);
            SureLimits limits =
                    SureLimits.choose(scores, thresholds, golden.get("share").doubleValue());
            Thresholds from = new Thresholds(limits.from());
            Thresholds below = new Thresholds(limits.below());
            int[] found = new int[3];
            for (float[] score : scores.scores()) {
                found[0] += from.predicts(0, score[0]) ? 1 : 0;
                found[1] += below.predicts(0, score[0]) ? 0 : 1;
                found[2] += limits.isUnsure(0, score[0]) ? 1 : 0;
            }
            assertEquals(golden.get("yes").intValue(), found[0], golden::toString);
            assertEquals(golden.get("no").intValue(), found[1], golden::toString);
            assertEquals(scores.images() - found[0] - found[1], found[2]);
            unsure += found[2];
        }
        assertTrue(all.size() >= 20 && unsure > 100, "images of which nothing is sure: " + unsure);
    }

    /** The interval of n of n begins at the n-th root of 0.025: 0.89997 for 35, 0.903 for 36. */
    @Test
    void aThresholdThatIsSureIsBothLimits() {
        for (int images : new int[] {35, 36}) {
            float[][] scores = new float[2 * images][1];
            boolean[][] targets = new boolean[2 * images][1];
            IntStream.range(0, images)
                    .forEach(
                            n -> {
                                scores[n][0] = 0.9f;
                                targets[n][0] = true;
                                scores[images + n][0] = 0.1f;
                            });
            SureLimits limits =
                    SureLimits.choose(
                            new ScoreMatrix(scores, targets), Thresholds.same(0.4, 1), 0.9);
            boolean isEnough = images == 36;
            assertEquals(List.of(isEnough ? 0.4 : Thresholds.NEVER), limits.from());
            assertEquals(List.of(isEnough ? 0.4 : 0.0), limits.below());
            assertEquals(!isEnough, limits.isUnsure(0, 0.5f));
        }
    }

    /** 36 images that are right lie above 4 that are wrong: from those on it is sure. */
    @Test
    void classesAreSureFromOneLimitOn() {
        float[][] scores = new float[40][];
        boolean[][] targets = new boolean[40][3];
        for (int n = 0; n < 40; n++) {
            boolean isRight = n < 36;
            scores[n] = isRight ? new float[] {0.1f, 0.8f, 0.1f} : new float[] {0.5f, 0.3f, 0.2f};
            targets[n][isRight ? 1 : 2] = true;
        }
        ScoreMatrix validation = new ScoreMatrix(scores, targets);
        SureLimits limits = SureLimits.ofClasses(validation, 0.9);
        double from = limits.from().get(0);
        assertTrue(from > 0.5 && from <= 0.8, "from " + from);
        assertEquals(List.of(from, from, from), limits.from());
        assertEquals(List.of(0.0, 0.0, 0.0), limits.below());
        // 36 of 40 are right, at least 0.76 by the interval: all answers are sure.
        assertEquals(0, SureLimits.ofClasses(validation, 0.76).from().get(0), 0.5);
        assertFalse(SureLimits.ofClasses(validation, 0.76).isUnsure(0, 0.5f));
        // 36 without an error are not enough for 0.91.
        assertEquals(Thresholds.NEVER, SureLimits.ofClasses(validation, 0.91).from().get(0));
    }

    @Test
    void limitsAreComparedAsFloats() {
        SureLimits limits = new SureLimits(List.of(0.35), List.of(0.1));
        assertFalse(limits.isUnsure(0, 0.35f));
        assertTrue(limits.isUnsure(0, 0.1f));
        assertFalse(limits.isUnsure(0, Math.nextDown(0.1f)));
    }

    @Test
    void limitsThatCrossAreRefused() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new SureLimits(List.of(0.3), List.of(0.4)))
                        .getMessage();
        assertTrue(message.contains("must be 0 to 0.3, but is 0.4"), message);
        assertThrows(IllegalArgumentException.class, () -> new SureLimits(List.of(0.3), List.of()));
    }
}
