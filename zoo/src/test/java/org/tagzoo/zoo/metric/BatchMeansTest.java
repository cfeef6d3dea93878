package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.training.Golden;

class BatchMeansTest {

    static Stream<JsonNode> cases() {
        return Golden.stream("metric/genres.json", "batches");
    }

    private static boolean[][] rows(JsonNode rows) {
        boolean[][] truths = new boolean[rows.size()][];
        for (int n = 0; n < truths.length; n++) {
            String row = rows.get(n).textValue();
            truths[n] = new boolean[row.length()];
            for (int l = 0; l < row.length(); l++) {
                truths[n][l] = row.charAt(l) == '1';
            }
        }
        return truths;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheMeanOfScikitLearns(JsonNode golden) {
        Decisions decisions = new Decisions(rows(golden.get("given")), rows(golden.get("targets")));
        BatchMeans found = BatchMeans.of(decisions, golden.get("size").intValue());
        assertEquals(golden.get("labelAccuracy").doubleValue(), found.labelAccuracy(), 1e-12);
        equals(golden.get("micro"), found.micro());
        equals(golden.get("macro"), found.macro());
    }

    private static void equals(JsonNode expected, PrecisionRecallF1 found) {
        double[] each = {found.precision(), found.recall(), found.f1()};
        for (int i = 0; i < each.length; i++) {
            assertEquals(expected.get(i).doubleValue(), each[i], 1e-12);
        }
    }

    /** Batches of two and one: precision 1 and 0, the mean 2/3, where all together have 1/2. */
    @Test
    void byHand() {
        boolean[][] given = {{true}, {false}, {true}};
        boolean[][] targets = {{true}, {false}, {false}};
        Decisions decisions = new Decisions(given, targets);
        assertEquals(2 / 3.0, BatchMeans.of(decisions, 2).micro().precision(), 1e-12);
        assertEquals(0.5, BatchMeans.of(decisions, 3).micro().precision());
        assertEquals(2 / 3.0, BatchMeans.of(decisions, 2).labelAccuracy(), 1e-12);
        boolean[][] unknown = {{false}, {true}, {false}};
        assertEquals(0.5, new Decisions(given, targets, unknown).labelAccuracy());
        assertThrows(IllegalArgumentException.class, () -> BatchMeans.of(decisions, 0));
    }
}
