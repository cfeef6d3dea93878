package org.tagzoo.zoo.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.CalibrationMetrics;
import org.tagzoo.zoo.metric.Reliability;
import org.tagzoo.zoo.score.ScoreMatrix;

/** Fits and metrics against scikit-learn's and SciPy's; make_calibration.py. */
class CalibrationGoldenTest {

    private static JsonNode golden;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = CalibrationGoldenTest.class.getResourceAsStream("calibration.json")) {
            golden = new ObjectMapper().readTree(in);
        }
    }

    private static float[] floats(JsonNode node) {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).floatValue();
        }
        return values;
    }

    private static boolean[] targets(JsonNode node) {
        boolean[] values = new boolean[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).booleanValue();
        }
        return values;
    }

    /** One label's scores, a row an image. */
    private static ScoreMatrix matrix(JsonNode label) {
        float[] scores = floats(label.get("scores"));
        boolean[] targets = targets(label.get("targets"));
        float[][] rows = new float[scores.length][];
        boolean[][] truths = new boolean[scores.length][];
        for (int n = 0; n < rows.length; n++) {
            rows[n] = new float[] {scores[n]};
            truths[n] = new boolean[] {targets[n]};
        }
        return new ScoreMatrix(rows, truths);
    }

    private static void assertApplies(JsonNode expected, LabelCalibration fitted, double within) {
        float[] asked = floats(golden.get("asked"));
        for (int i = 0; i < asked.length; i++) {
            assertEquals(
                    expected.get(i).doubleValue(), fitted.apply(asked[i]), within, "" + asked[i]);
        }
    }

    @Test
    void plattsCurveEqualsScikitLearns() {
        for (JsonNode label : golden.get("labels")) {
            LabelCalibration fitted =
                    PlattScaling.fit(floats(label.get("scores")), targets(label.get("targets")))
                            .orElseThrow();
            // what scikit-learn's own search leaves
            assertApplies(label.get("platt"), fitted, 2e-4);
        }
    }

    @Test
    void isotonicStepsEqualScikitLearns() {
        for (JsonNode label : golden.get("labels")) {
            LabelCalibration fitted =
                    IsotonicCalibration.fit(
                            floats(label.get("scores")), targets(label.get("targets")));
            assertApplies(label.get("isotonic"), fitted, 1e-7);
        }
    }

    @Test
    void metricsEqualScikitLearns() {
        for (JsonNode label : golden.get("labels")) {
            CalibrationMetrics metrics = CalibrationMetrics.of(matrix(label), 0);
            assertEquals(label.get("logLoss").doubleValue(), metrics.logLoss(), 1e-12);
            assertEquals(label.get("brier").doubleValue(), metrics.brier(), 1e-12);
            Reliability reliability = metrics.reliability();
            assertEquals(label.get("share").size(), reliability.bins().size());
            for (int b = 0; b < reliability.bins().size(); b++) {
                Reliability.Bin bin = reliability.bins().get(b);
                assertEquals(label.get("share").get(b).doubleValue(), bin.share(), 1e-12);
                assertEquals(label.get("mean").get(b).doubleValue(), bin.meanScore(), 1e-12);
            }
        }
    }

    @Test
    void temperatureIsTheOneOfLeastLogLoss() {
        for (JsonNode network : golden.get("classes")) {
            float[][] scores =
                    StreamSupport.stream(network.get("scores").spliterator(), false)
                            .map(CalibrationGoldenTest::floats)
                            .toArray(float[][]::new);
            boolean[][] targets = new boolean[scores.length][scores[0].length];
            for (int n = 0; n < targets.length; n++) {
                targets[n][network.get("truth").get(n).intValue()] = true;
            }
            TemperatureScaling fitted = TemperatureScaling.fit(new ScoreMatrix(scores, targets));
            assertEquals(network.get("temperature").doubleValue(), fitted.temperature(), 1e-4);
            for (int n = 0; n < scores.length; n++) {
                float[] expected = floats(network.get("probabilities").get(n));
                assertArrayEquals(expected, fitted.apply(scores[n]), 1e-5f);
            }
        }
    }
}
