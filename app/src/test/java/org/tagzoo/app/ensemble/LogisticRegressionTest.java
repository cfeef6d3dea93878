package org.tagzoo.app.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;

/** Against scikit-learn; make_stack.py. */
class LogisticRegressionTest {

    private record Golden(
            double[][] features, int[][] truth, double[][] asked, double[][] probabilities) {}

    private static ScoreMatrix truth(int[][] rows) {
        boolean[][] targets = new boolean[rows.length][rows[0].length];
        for (int n = 0; n < rows.length; n++) {
            for (int l = 0; l < targets[n].length; l++) {
                targets[n][l] = rows[n][l] == 1;
            }
        }
        return new ScoreMatrix(new float[rows.length][rows[0].length], targets);
    }

    @Test
    void equalsScikitLearns() throws IOException {
        Golden golden;
        try (InputStream in = LogisticRegressionTest.class.getResourceAsStream("logistic.json")) {
            golden = new ObjectMapper().readValue(in, Golden.class);
        }
        LogisticRegression regression =
                new LogisticRegression(golden.features(), truth(golden.truth()));
        for (int n = 0; n < golden.asked().length; n++) {
            double[] found = regression.probabilities(golden.asked()[n]);
            for (int l = 0; l < found.length; l++) {
                assertEquals(golden.probabilities()[l][n], found[l], 1e-7);
            }
        }
    }

    @Test
    void aLabelThatAllHaveOrNoneHasAConstant() {
        LogisticRegression regression =
                new LogisticRegression(
                        new double[][] {{0.1}, {0.9}}, truth(new int[][] {{1, 0}, {1, 0}}));
        assertArrayEquals(new double[] {1, 0}, regression.probabilities(new double[] {0.5}));
    }
}
