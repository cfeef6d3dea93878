package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.RandomScores;
import org.tagzoo.zoo.threshold.Thresholds;

class ConfusionMatrixTest {

    private static boolean[] has(int... labels) {
        boolean[] row = new boolean[3];
        for (int label : labels) {
            row[label] = true;
        }
        return row;
    }

    private static long[][] of(boolean[] truth, boolean[] predicted) {
        Decisions one = new Decisions(new boolean[][] {predicted}, new boolean[][] {truth});
        return ConfusionMatrix.of(one).counts();
    }

    private static long[][] cells(int[]... ones) {
        long[][] counts = new long[4][4];
        for (int[] cell : ones) {
            counts[cell[0]][cell[1]] = 1;
        }
        return counts;
    }

    private static int[] at(int row, int column) {
        return new int[] {row, column};
    }

    @Test
    void eachKindOfImageByHand() {
        int none = 3;
        assertArrayEquals(cells(at(none, none)), of(has(), has()));
        assertArrayEquals(cells(at(none, 0), at(none, 2)), of(has(), has(0, 2)));
        assertArrayEquals(cells(at(0, none), at(2, none)), of(has(0, 2), has()));
        assertArrayEquals(cells(at(0, 0), at(2, none)), of(has(0, 2), has(0)));
        assertArrayEquals(cells(at(0, 0), at(2, 1)), of(has(0, 2), has(0, 1)));
        assertArrayEquals(cells(at(0, 0), at(0, 1)), of(has(0), has(0, 1)));
        assertArrayEquals(cells(at(0, 1), at(0, 2)), of(has(0), has(1, 2)));
        assertArrayEquals(
                cells(at(0, 0), at(1, 1), at(0, 2), at(1, 2)), of(has(0, 1), has(0, 1, 2)));
    }

    @Test
    void diagonalIsTruePositivesAndOrderOfLabelsChangesNothing() {
        for (int seed = 0; seed < 30; seed++) {
            Decisions decisions =
                    Thresholds.same(0.5, 5)
                            .decide(RandomScores.draw(new SplittableRandom(seed), 40, 5, 7));
            long[][] counts = ConfusionMatrix.of(decisions).counts();
            List<Counts> labels = Evaluation.of(decisions).labels();
            long[][] backwards =
                    ConfusionMatrix.of(
                                    new Decisions(
                                            backwards(decisions.predicted()),
                                            backwards(decisions.targets())))
                            .counts();
            for (int i = 0; i < 5; i++) {
                assertEquals((long) labels.get(i).truePositives(), counts[i][i], "seed " + seed);
                assertEquals(counts[5][i], backwards[5][4 - i], "seed " + seed);
                for (int j = 0; j < 5; j++) {
                    assertEquals(counts[i][j], backwards[4 - i][4 - j], "seed " + seed);
                }
            }
        }
    }

    private static boolean[][] backwards(boolean[][] rows) {
        boolean[][] turned = new boolean[rows.length][rows[0].length];
        for (int n = 0; n < rows.length; n++) {
            for (int l = 0; l < rows[n].length; l++) {
                turned[n][rows[n].length - 1 - l] = rows[n][l];
            }
        }
        return turned;
    }

    @Test
    void nothingToCountIsRefused() {
        Decisions none = new Decisions(new boolean[0][], new boolean[0][]);
        assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(none));
    }
}
