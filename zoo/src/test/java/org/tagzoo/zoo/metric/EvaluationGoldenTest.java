package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.Decisions;

/**
 * Holds reports, confusion and comparisons against scikit-learn, NumPy and mlcm; {@code
 * make_evaluation.py} says how they were made.
 */
class EvaluationGoldenTest {

    private static final double TOLERANCE = 1e-12;

    @Test
    void reportEqualsScikitLearns() throws IOException {
        int lines = 0;
        for (JsonNode c : Golden.read("evaluation.json").get("cases")) {
            Evaluation evaluation = Evaluation.of(decisions(c, "attached"));
            Map<String, PrecisionRecallF1> averages =
                    Map.of(
                            "micro avg", evaluation.micro(),
                            "macro avg", evaluation.macro(),
                            "weighted avg", evaluation.weighted(),
                            "samples avg", evaluation.samples());
            for (int i = 0; i < c.get("report").size(); i++) {
                JsonNode line = c.get("report").get(i);
                PrecisionRecallF1 actual = averages.get(line.get(0).asText());
                double support = evaluation.support();
                if (actual == null) {
                    actual = evaluation.labels().get(i).metrics();
                    support = evaluation.labels().get(i).support();
                }
                assertEquals(line.get(1).doubleValue(), actual.precision(), TOLERANCE);
                assertEquals(line.get(2).doubleValue(), actual.recall(), TOLERANCE);
                assertEquals(line.get(3).doubleValue(), actual.f1(), TOLERANCE);
                assertEquals(line.get(4).doubleValue(), support, TOLERANCE);
                lines++;
            }
        }
        assertTrue(lines > 30);
    }

    @Test
    void confusionEqualsThePapersDefinition() throws IOException {
        JsonNode golden = Golden.read("evaluation.json");
        for (JsonNode c : golden.get("cases")) {
            assertCounts(c.get("confusion"), ConfusionMatrix.of(decisions(c, "attached")).counts());
        }
        JsonNode published = golden.get("mlcm");
        assertCounts(
                published.get("confusion"),
                ConfusionMatrix.of(decisions(published, "attached")).counts());
    }

    @Test
    void coOccurrenceEqualsTheProductOfTheTargets() throws IOException {
        for (JsonNode c : Golden.read("evaluation.json").get("cases")) {
            assertCounts(
                    c.get("coOccurrence"), CoOccurrence.of(Golden.rows(c.get("targets"))).counts());
        }
    }

    @Test
    void pairedBootstrapEqualsScikitLearnOnTheSameDraws() throws IOException {
        for (JsonNode c : Golden.read("evaluation.json").get("cases")) {
            JsonNode draws = c.get("draws");
            PairedBootstrap actual =
                    PairedBootstrap.of(
                            decisions(c, "attached"),
                            decisions(c, "other"),
                            draws.size(),
                            taker -> {
                                for (int r = 0; r < draws.size(); r++) {
                                    taker.take(
                                            r, Golden.times(draws.get(r), c.get("targets").size()));
                                }
                            });
            assertDifference(c.get("paired").get("micro"), actual.micro());
            assertDifference(c.get("paired").get("macro"), actual.macro());
        }
    }

    @Test
    void spreadEqualsNumPys() throws IOException {
        JsonNode c = Golden.read("evaluation.json").get("spread");
        double[] runs = Golden.numbers(c.get("runs"));
        Spread spread = Spread.of(runs);
        assertEquals(c.get("mean").doubleValue(), spread.mean(), TOLERANCE);
        assertEquals(c.get("min").doubleValue(), spread.min());
        assertEquals(c.get("max").doubleValue(), spread.max());
        assertEquals(
                c.get("standardDeviation").doubleValue(), spread.standardDeviation(), TOLERANCE);
        assertEquals(runs.length, spread.n());
    }

    private static void assertDifference(JsonNode expected, PairedBootstrap.Difference actual) {
        assertEquals(expected.get("value").doubleValue(), actual.value(), TOLERANCE);
        assertEquals(
                expected.get("interval").get(0).doubleValue(), actual.interval().low(), TOLERANCE);
        assertEquals(
                expected.get("interval").get(1).doubleValue(), actual.interval().high(), TOLERANCE);
        assertEquals(expected.get("p").doubleValue(), actual.p(), TOLERANCE);
    }

    private static void assertCounts(JsonNode expected, long[][] actual) {
        assertEquals(expected.size(), actual.length);
        for (int i = 0; i < actual.length; i++) {
            long[] row = Golden.counts(expected.get(i));
            assertArrayEquals(row, actual[i], "row " + i);
        }
    }

    private static Decisions decisions(JsonNode c, String predicted) {
        return new Decisions(Golden.rows(c.get(predicted)), Golden.rows(c.get("targets")));
    }
}
