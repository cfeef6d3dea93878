package org.tagzoo.zoo.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/** Numbers in memory whose labels are known functions of them. */
final class LearnableRows {

    static final int WIDTH = 6;

    private LearnableRows() {}

    /** Returns so many examples; the same seed, the same examples. */
    static Examples examples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][WIDTH];
        boolean[][] targets = new boolean[count][];
        for (int n = 0; n < count; n++) {
            double[] x = random.doubles(WIDTH, -1, 1).toArray();
            for (int i = 0; i < WIDTH; i++) {
                rows[n][i] = (float) x[i];
            }
            targets[n] = new boolean[] {x[0] + x[1] > 0, x[2] - x[3] > 0.3, x[4] > 0.5};
        }
        return new Examples(inputs(rows), targets);
    }

    static InputRows inputs(float[][] rows) {
        return new InputRows(
                new Shape(WIDTH),
                DataType.FLOAT32,
                (example, epoch, row) -> row.asFloatBuffer().put(rows[example]));
    }
}
