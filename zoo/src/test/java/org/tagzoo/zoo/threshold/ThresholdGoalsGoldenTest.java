package org.tagzoo.zoo.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.OperatingPoints;
import org.tagzoo.zoo.score.ScoreMatrix;

/** Goals of thresholds against scikit-learn and SciPy: {@code make_thresholds.py}. */
class ThresholdGoalsGoldenTest {

    private static JsonNode golden;
    private static ScoreMatrix scores;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = OperatingPoints.class.getResourceAsStream("thresholds.json")) {
            golden = new ObjectMapper().readTree(in);
        }
        int images = golden.get("scores").size();
        int labels = golden.at("/scores/0").size();
        float[][] values = new float[images][labels];
        boolean[][] targets = new boolean[images][labels];
        boolean[][] unknown = new boolean[images][labels];
        for (int n = 0; n < images; n++) {
            String written = golden.get("targets").get(n).asText();
            for (int l = 0; l < labels; l++) {
                values[n][l] = golden.get("scores").get(n).get(l).floatValue();
                targets[n][l] = written.charAt(l) == '1';
                unknown[n][l] = written.charAt(l) == '?';
            }
        }
        scores = new ScoreMatrix(values, targets, unknown);
    }

    @Test
    void eachGoalTakesTheBestPoint() {
        for (JsonNode each : golden.get("chosen")) {
            OperatingPoints points = OperatingPoints.of(scores, each.get("label").intValue());
            int chosen = LabelGoal.parse(each.get("goal").asText()).choose(points);
            assertEquals(each.get("predicted").intValue(), points.predicted(chosen), "" + each);
            assertEquals(each.get("hits").intValue(), points.truePositives(chosen), "" + each);
        }
    }

    /** In any order of questions. */
    @Test
    void fewestHitsAreThoseOfTheExactInterval() {
        for (JsonNode each : golden.get("leastHits")) {
            LeastHits least =
                    new LeastHits(
                            each.get("share").doubleValue(), each.get("confidence").doubleValue());
            int trials = each.get("trials").intValue();
            assertEquals(each.get("hits").intValue(), least.of(trials), "" + each);
            assertEquals(1, least.of(0), "more than none");
            assertEquals(each.get("hits").intValue(), least.of(trials), "" + each);
        }
        // 0.025^(1/36) is 0.9026, 0.025^(1/35) is 0.8999
        assertEquals(36, new LeastHits(0.9, 0.95).ofHitsAlone());
    }

    @Test
    void logitsAreShrunk() {
        for (JsonNode each : golden.get("shrunk")) {
            ShrunkThresholds by =
                    new ShrunkThresholds(
                            each.get("common").doubleValue(), each.get("strength").doubleValue());
            assertEquals(
                    each.get("value").doubleValue(),
                    by.shrink(each.get("own").doubleValue(), each.get("positives").intValue()),
                    1e-12,
                    "" + each);
        }
        assertEquals(0.3, new ShrunkThresholds(0.3, Double.POSITIVE_INFINITY).shrink(0.9, 500));
        assertEquals(Thresholds.NEVER, new ShrunkThresholds(0.3, 0).shrink(Thresholds.NEVER, 0));
        assertEquals(0.3, new ShrunkThresholds(0.3, 5).shrink(Thresholds.NEVER, 0), 1e-12);
    }
}
