package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.training.Golden;

class ZlprLossTest {

    static Stream<JsonNode> cases() {
        return Golden.stream("loss/zlpr.json", "zlpr");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsPyTorch(JsonNode golden) {
        int rows = golden.get("logits").size();
        double[][] logits = new double[rows][];
        boolean[][] targets = new boolean[rows][4];
        for (int n = 0; n < rows; n++) {
            logits[n] = Golden.numbers(golden.get("logits").get(n));
            for (int label = 0; label < 4; label++) {
                targets[n][label] = golden.get("labels").get(n).get(label).intValue() == 1;
            }
        }
        LossChecks.equalsPyTorch(golden, new ZlprLoss(), logits, targets);
    }

    /** Logits log 3 of the true label, log 2 and 0 of the others: log(1 + 2 + 1) + log(1 + 1/3). */
    @Test
    void byHand() {
        float[][] logits = {{(float) Math.log(3), (float) Math.log(2), 0}};
        boolean[][] one = {{true, false, false}};
        double expected = Math.log(4) + Math.log(4 / 3.0);
        assertEquals(expected, new ZlprLoss().evaluate(logits, one), 1e-7);
        boolean[][] none = {{false, false, false}};
        assertEquals(Math.log(7), new ZlprLoss().evaluate(logits, none), 1e-7);
        assertEquals(
                0,
                new ZlprLoss()
                        .evaluate(new float[][] {{500, -500}}, new boolean[][] {{true, false}}));
    }

    @Test
    void badArguments() {
        ZlprLoss loss = new ZlprLoss();
        assertThrows(
                IllegalArgumentException.class,
                () -> loss.evaluate(new float[0][], new boolean[0][]));
    }
}
