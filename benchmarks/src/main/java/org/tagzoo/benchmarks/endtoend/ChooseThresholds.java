package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.PerLabelThresholds;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Chooses the threshold of each label that gives it the best F1. For each number on standard input
 * it does so that many times and prints the seconds of each as JSON; before, it prints the
 * thresholds.
 *
 * <p>Arguments: a file of scores {@code [N, L]}, little-endian float32, one of targets {@code [N,
 * L]}, a byte each, and the number of labels.
 */
public final class ChooseThresholds {

    private ChooseThresholds() {}

    public static void main(String[] args) throws Exception {
        ScoreMatrix scores = read(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        System.out.println(choose(scores).values());
        Turns.take(() -> choose(scores));
    }

    private static Thresholds choose(ScoreMatrix scores) {
        return PerLabelThresholds.choose(scores, PerLabelThresholds.Criterion.LABEL_F1);
    }

    private static ScoreMatrix read(Path scoresFile, Path targetsFile, int labels)
            throws IOException {
        boolean[][] targets = Flags.read(targetsFile, labels);
        FloatBuffer values =
                ByteBuffer.wrap(Files.readAllBytes(scoresFile))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        float[][] rows = new float[targets.length][labels];
        for (float[] row : rows) {
            values.get(row);
        }
        return new ScoreMatrix(rows, targets);
    }
}
