package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.training.Golden;

class CostMatrixLossTest {

    private static final double[][] COSTS = {{1, 10}, {1, 1}};

    static Stream<JsonNode> cases() {
        return Golden.stream("metric/genres.json", "costs");
    }

    private static double[][] rows(JsonNode rows) {
        double[][] numbers = new double[rows.size()][];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = Golden.numbers(rows.get(n));
        }
        return numbers;
    }

    /** With ties of the highest, an image without labels, and costs of 0. */
    @ParameterizedTest
    @MethodSource("cases")
    void equalsThePublishedFormula(JsonNode golden) {
        double[][] labels = rows(golden.get("labels"));
        boolean[][] targets = new boolean[labels.length][labels[0].length];
        for (int n = 0; n < targets.length; n++) {
            for (int l = 0; l < targets[n].length; l++) {
                targets[n][l] = labels[n][l] == 1;
            }
        }
        LossChecks.equalsPyTorch(
                golden,
                new CostMatrixLoss(rows(golden.get("costs"))),
                rows(golden.get("logits")),
                targets);
    }

    /** Logits log 3 and 0, label 0 alone: (log(4/3) + log 2) / 2, ten times where 1 is taken. */
    @Test
    void byHand() {
        CostMatrixLoss loss = new CostMatrixLoss(COSTS);
        float three = (float) Math.log(3);
        boolean[][] first = {{true, false}};
        double right = (Math.log(4 / 3.0) + Math.log(2)) / 2;
        double wrong = 10 * (Math.log(2) + Math.log(4)) / 2;
        assertEquals(right, loss.evaluate(new float[][] {{three, 0}}, first), 1e-7);
        assertEquals(wrong, loss.evaluate(new float[][] {{0, three}}, first), 1e-6);
        boolean[][] none = {{false, false}};
        assertEquals(0, loss.evaluate(new float[][] {{0, three}}, none));
        assertEquals(
                (right + wrong) / 3,
                loss.evaluate(
                        new float[][] {{three, 0}, {0, three}, {0, three}},
                        new boolean[][] {first[0], first[0], none[0]}),
                1e-6);
    }

    @Test
    void badArguments() {
        for (double[][] costs :
                new double[][][] {{}, {{1, 2}}, {{1, -1}, {1, 1}}, {{1, Double.NaN}, {1, 1}}}) {
            assertThrows(IllegalArgumentException.class, () -> new CostMatrixLoss(costs));
        }
        boolean[][] targets = {{true, false, true}};
        CostMatrixLoss loss = new CostMatrixLoss(COSTS);
        assertThrows(IllegalArgumentException.class, () -> loss.evaluate(new float[1][3], targets));
        boolean[][] two = {{true, false}};
        assertThrows(
                IllegalArgumentException.class, () -> loss.evaluate(new float[1][2], two, two));
    }
}
