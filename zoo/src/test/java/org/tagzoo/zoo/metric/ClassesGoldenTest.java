package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.Softmax;

/**
 * Holds what is computed of images with one class each against scikit-learn and NumPy; {@code
 * make_classes.py} says how the values were made.
 */
class ClassesGoldenTest {

    private static final double TOLERANCE = 1e-12;

    @Test
    void softmaxEqualsScikitLearnsAndAddsUpToOne() throws IOException {
        for (JsonNode c : Golden.read("classes.json").get("cases")) {
            float[][] scores = scores(c, "logits");
            for (int n = 0; n < scores.length; n++) {
                double sum = 0;
                for (int l = 0; l < scores[n].length; l++) {
                    double expected = c.get("probabilities").get(n).get(l).doubleValue();
                    assertEquals(expected, scores[n][l], 6e-8);
                    sum += scores[n][l];
                }
                assertEquals(1, sum, 1e-6);
            }
        }
    }

    @Test
    void softmaxOfLargeLogitsIsFinite() {
        assertArrayEquals(new float[] {1, 0}, Softmax.of(new float[] {3e38f, -3e38f}));
        assertArrayEquals(new float[] {0.5f, 0.5f}, Softmax.of(new float[] {-500, -500}));
    }

    @Test
    void metricsEqualScikitLearns() throws IOException {
        int cases = 0;
        for (JsonNode c : Golden.read("classes.json").get("cases")) {
            ScoreMatrix scores = new ScoreMatrix(scores(c, "logits"), targets(c));
            Evaluation evaluation = Evaluation.of(decisions(c, "logits"));
            double top1 = c.get("top1").doubleValue();
            assertEquals(top1, TopAccuracy.of(scores, 1), TOLERANCE);
            assertEquals(top1, evaluation.micro().f1(), TOLERANCE);
            assertEquals(c.get("top5").doubleValue(), TopAccuracy.of(scores, 5), TOLERANCE);
            assertEquals(c.get("macroF1").doubleValue(), evaluation.macro().f1(), TOLERANCE);
            assertEquals(
                    c.get("balancedAccuracy").doubleValue(),
                    evaluation.balancedAccuracy(),
                    TOLERANCE);
            assertEquals(c.get("matthews").doubleValue(), evaluation.matthews(), TOLERANCE);
            cases++;
        }
        assertTrue(cases > 3);
    }

    @Test
    void confusionEqualsScikitLearns() throws IOException {
        for (JsonNode c : Golden.read("classes.json").get("cases")) {
            long[][] actual = ConfusionMatrix.of(decisions(c, "logits")).classes();
            assertEquals(c.get("confusion").size(), actual.length);
            for (int i = 0; i < actual.length; i++) {
                assertArrayEquals(Golden.counts(c.get("confusion").get(i)), actual[i], "row " + i);
            }
        }
    }

    @Test
    void intervalOfTop1IsThatOfMicroF1() throws IOException {
        JsonNode c = Golden.read("classes.json").get("cases").get(0);
        Decisions decisions = decisions(c, "logits");
        int draws = 30;
        double[] top1 = new double[draws];
        for (int r = 0; r < draws; r++) {
            int hits = 0;
            for (int n : DrawnRows.of(decisions.images(), 3, r)) {
                hits += decisions.predicted()[n][c.get("truth").get(n).intValue()] ? 1 : 0;
            }
            top1[r] = (double) hits / decisions.images();
        }
        Interval expected = Interval.ofMiddle(top1);
        Interval actual = F1Intervals.of(decisions, 3, draws).micro();
        assertEquals(expected.low(), actual.low(), TOLERANCE);
        assertEquals(expected.high(), actual.high(), TOLERANCE);
        assertTrue(actual.low() < actual.high());
    }

    @Test
    void differenceOfTop1EqualsScikitLearnOnTheSameDraws() throws IOException {
        for (JsonNode c : Golden.read("classes.json").get("cases")) {
            JsonNode draws = c.get("draws");
            PairedBootstrap.Difference actual =
                    PairedBootstrap.of(
                                    decisions(c, "logits"),
                                    decisions(c, "other"),
                                    draws.size(),
                                    taker -> {
                                        for (int r = 0; r < draws.size(); r++) {
                                            taker.take(
                                                    r,
                                                    Golden.times(
                                                            draws.get(r), c.get("truth").size()));
                                        }
                                    })
                            .micro();
            JsonNode expected = c.get("difference");
            assertEquals(expected.get("value").doubleValue(), actual.value(), TOLERANCE);
            assertEquals(
                    expected.get("interval").get(0).doubleValue(),
                    actual.interval().low(),
                    TOLERANCE);
            assertEquals(
                    expected.get("interval").get(1).doubleValue(),
                    actual.interval().high(),
                    TOLERANCE);
            assertEquals(expected.get("p").doubleValue(), actual.p(), TOLERANCE);
        }
    }

    @Test
    void ofEqualScoresTheFirstRanksHigher() {
        ScoreMatrix equal =
                new ScoreMatrix(
                        new float[][] {{0.5f, 0.5f}, {0.5f, 0.5f}},
                        new boolean[][] {{true, false}, {false, true}});
        assertEquals(0.5, TopAccuracy.of(equal, 1));
        assertEquals(1, TopAccuracy.of(equal, 2));
    }

    @Test
    void topAccuracyRefusesImagesOfSeveralLabels() {
        ScoreMatrix two =
                new ScoreMatrix(new float[][] {{0.5f, 0.5f}}, new boolean[][] {{true, true}});
        Exception e = assertThrows(IllegalArgumentException.class, () -> TopAccuracy.of(two, 1));
        assertEquals(
                "Top-k accuracy takes images of exactly one label, row 0 has 2", e.getMessage());
    }

    private static Decisions decisions(JsonNode c, String logits) {
        float[][] scores = scores(c, logits);
        boolean[][] given = new boolean[scores.length][scores[0].length];
        for (int n = 0; n < given.length; n++) {
            int best = 0;
            for (int l = 1; l < scores[n].length; l++) {
                best = scores[n][l] > scores[n][best] ? l : best;
            }
            given[n][best] = true;
        }
        return new Decisions(given, targets(c));
    }

    private static boolean[][] targets(JsonNode c) {
        boolean[][] targets = new boolean[c.get("truth").size()][c.get("logits").get(0).size()];
        for (int n = 0; n < targets.length; n++) {
            targets[n][c.get("truth").get(n).intValue()] = true;
        }
        return targets;
    }

    private static float[][] scores(JsonNode c, String name) {
        float[][] scores = new float[c.get(name).size()][];
        for (int n = 0; n < scores.length; n++) {
            float[] logits = new float[c.get(name).get(n).size()];
            for (int l = 0; l < logits.length; l++) {
                logits[l] = c.get(name).get(n).get(l).floatValue();
            }
            scores[n] = Softmax.of(logits);
        }
        return scores;
    }
}
