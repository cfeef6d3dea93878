package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

/** Holds every figure against scikit-learn's; {@code make_metrics.py} says how they were made. */
class MetricsGoldenTest {

    private static final double TOLERANCE = 1e-12;

    @TestFactory
    Stream<DynamicTest> figuresEqualScikitLearn() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode c : Golden.read("metrics.json").get("cases")) {
            tests.add(DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
        }
        assertTrue(tests.size() > 10);
        return tests.stream();
    }

    private static void check(JsonNode c) {
        ScoreMatrix scores = scores(c);
        JsonNode expected = c.get("expected");
        Decisions decisions =
                new Thresholds(Arrays.stream(Golden.numbers(c.get("thresholds"))).boxed().toList())
                        .decide(scores);
        Evaluation evaluation = Evaluation.of(decisions);
        assertFigures(expected.get("micro"), evaluation.micro());
        assertFigures(expected.get("macro"), evaluation.macro());
        assertFigures(expected.get("weighted"), evaluation.weighted());
        assertFigures(expected.get("samples"), evaluation.samples());
        assertEquals(expected.get("mAP").doubleValue(), AveragePrecision.mean(scores), TOLERANCE);

        LabelSet names = names(scores.labels());
        List<LabelReport> reports =
                LabelReport.of(names, scores, decisions, F1Intervals.of(decisions, 1));
        for (int l = 0; l < scores.labels(); l++) {
            LabelReport report = reports.get(l);
            JsonNode figures = expected.get("labels");
            assertEquals(names.name(l), report.label());
            assertEquals(expected.get("support").get(l).longValue(), report.support());
            assertEquals(at(figures, 0, l), report.metrics().precision(), TOLERANCE);
            assertEquals(at(figures, 1, l), report.metrics().recall(), TOLERANCE);
            assertEquals(at(figures, 2, l), report.metrics().f1(), TOLERANCE);
            assertEquals(
                    expected.get("averagePrecision").get(l).doubleValue(),
                    report.averagePrecision(),
                    TOLERANCE);
        }
    }

    @Test
    void oneLabelAnImageEqualsTheMultiClassFigures() throws IOException {
        JsonNode c = Golden.read("metrics.json").get("singleLabel");
        boolean[][] targets = oneOfFour(c.get("truth"));
        boolean[][] predicted = oneOfFour(c.get("given"));
        Evaluation evaluation = Evaluation.of(new Decisions(predicted, targets));
        JsonNode expected = c.get("expected");
        assertFigures(expected.get("micro"), evaluation.micro());
        assertFigures(expected.get("macro"), evaluation.macro());
        assertFigures(expected.get("weighted"), evaluation.weighted());
        assertEquals(evaluation.micro().f1(), evaluation.samples().f1(), TOLERANCE);
    }

    private static boolean[][] oneOfFour(JsonNode classes) {
        boolean[][] rows = new boolean[classes.size()][4];
        for (int n = 0; n < rows.length; n++) {
            rows[n][classes.get(n).intValue()] = true;
        }
        return rows;
    }

    private static void assertFigures(JsonNode expected, PrecisionRecallF1 actual) {
        assertEquals(expected.get(0).doubleValue(), actual.precision(), TOLERANCE);
        assertEquals(expected.get(1).doubleValue(), actual.recall(), TOLERANCE);
        assertEquals(expected.get(2).doubleValue(), actual.f1(), TOLERANCE);
    }

    private static double at(JsonNode figures, int figure, int label) {
        return figures.get(figure).get(label).doubleValue();
    }

    private static ScoreMatrix scores(JsonNode c) {
        boolean[][] targets = Golden.rows(c.get("targets"));
        float[][] scores = new float[targets.length][];
        for (int n = 0; n < scores.length; n++) {
            double[] row = Golden.numbers(c.get("scores").get(n));
            scores[n] = new float[row.length];
            for (int l = 0; l < row.length; l++) {
                scores[n][l] = (float) row[l];
            }
        }
        return new ScoreMatrix(scores, targets);
    }

    private static LabelSet names(int labels) {
        return new LabelSet(IntStream.range(0, labels).mapToObj(l -> "label " + l).toList());
    }
}
