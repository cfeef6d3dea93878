package org.tagzoo.zoo.evaluator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.evaluator.Evaluator;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.Sigmoid;

/**
 * Rows at random, cut into unequal batches.
 *
 * @param logits {@code [N, L]}, few different ones, so that there are ties
 * @param targets {@code [N, L]}
 * @param sizes of the batches
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Batches(float[][] logits, boolean[][] targets, int... sizes) {

    static final String KEY = "key";

    static Batches tags(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = {5, 1, 3, 7};
        float[][] logits = new float[16][4];
        boolean[][] targets = new boolean[16][4];
        for (int n = 0; n < 16; n++) {
            for (int l = 0; l < 4; l++) {
                logits[n][l] = random.nextInt(-4, 5) / 2f;
                // Label 3 is rare: some batches have none, so that means of batches go astray.
                targets[n][l] = random.nextInt(l == 3 ? 8 : 3) == 0;
            }
        }
        return new Batches(logits, targets, sizes);
    }

    static Batches classes(long seed) {
        Batches tags = tags(seed);
        SplittableRandom random = new SplittableRandom(~seed);
        for (boolean[] row : tags.targets) {
            Arrays.fill(row, false);
            row[random.nextInt(4)] = true;
        }
        return tags;
    }

    ScoreMatrix scores() {
        return new ScoreMatrix(Sigmoid.of(logits), targets);
    }

    /** Feeds all batches of multi-hot labels and returns what has accumulated. */
    float accumulated(Evaluator evaluator) {
        return accumulated(evaluator, false);
    }

    float accumulated(Evaluator evaluator, boolean classes) {
        try (NDManager manager = NDManager.newBaseManager()) {
            evaluator.addAccumulator(KEY);
            int from = 0;
            for (int size : sizes) {
                evaluator.updateAccumulator(
                        KEY,
                        labels(manager, from, size, classes),
                        predictions(manager, from, size));
                from += size;
            }
            return evaluator.getAccumulator(KEY);
        }
    }

    /** Returns the mean of the batches' own results, each weighed by its images. */
    double meanOfBatches(Evaluator evaluator) {
        try (NDManager manager = NDManager.newBaseManager()) {
            double sum = 0;
            int from = 0;
            for (int size : sizes) {
                sum +=
                        size
                                * evaluator
                                        .evaluate(
                                                labels(manager, from, size, false),
                                                predictions(manager, from, size))
                                        .getFloat();
                from += size;
            }
            return sum / from;
        }
    }

    NDList predictions(NDManager manager, int from, int size) {
        return new NDList(manager.create(Arrays.copyOfRange(logits, from, from + size)));
    }

    NDList labels(NDManager manager, int from, int size, boolean classes) {
        int width = targets[0].length;
        NDArray labels;
        if (classes) {
            long[] indices = new long[size];
            for (int n = 0; n < size; n++) {
                for (int l = 0; l < width; l++) {
                    indices[n] += targets[from + n][l] ? l : 0;
                }
            }
            labels = manager.create(indices);
        } else {
            float[] hot = new float[size * width];
            for (int i = 0; i < hot.length; i++) {
                hot[i] = targets[from + i / width][i % width] ? 1 : 0;
            }
            labels = manager.create(hot, new Shape(size, width));
        }
        return new NDList(labels);
    }
}
