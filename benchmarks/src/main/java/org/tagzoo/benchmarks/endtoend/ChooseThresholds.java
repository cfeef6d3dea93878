package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
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
        try (FileChannel scores = FileChannel.open(scoresFile);
                FileChannel truths = FileChannel.open(targetsFile)) {
            int images = Math.toIntExact(truths.size() / labels);
            ByteBuffer values = map(scores).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer flags = map(truths);
            float[][] rows = new float[images][labels];
            boolean[][] targets = new boolean[images][labels];
            for (int n = 0; n < images; n++) {
                for (int l = 0; l < labels; l++) {
                    rows[n][l] = values.getFloat();
                    targets[n][l] = flags.get() != 0;
                }
            }
            return new ScoreMatrix(rows, targets);
        }
    }

    private static ByteBuffer map(FileChannel channel) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
}
