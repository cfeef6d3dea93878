package org.tagzoo.zoo.evaluator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * The logits and targets of a batch, copied out of the engine.
 *
 * @param logits {@code [N, L]}
 * @param targets {@code [N, L]}; one true in each row where labels are class indices
 * @param unknown which of the targets are {@link Unknown}
 * @param classes whether labels are class indices
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EvaluatedBatch(float[][] logits, boolean[][] targets, boolean[][] unknown, boolean classes) {

    /**
     * Copies the first array of each list, and of labels the second, if there is one.
     *
     * @param labels multi-hot {@code [N, L]}, each 0 or 1, or class indices {@code [N]} or {@code
     *     [N, 1]}, each 0 to L - 1. A shape that equals the predictions' is multi-hot.
     * @param predictions logits, float32 {@code [N, L]}
     * @throws IllegalArgumentException if shapes or values are others, or a logit is NaN
     */
    static EvaluatedBatch of(NDList labels, NDList predictions) {
        NDArray label = labels.head();
        NDArray prediction = predictions.head();
        Shape shape = prediction.getShape();
        if (shape.dimension() != 2 || shape.size() == 0) {
            throw new IllegalArgumentException(
                    "Predictions must be logits [N, L], but are %s".formatted(shape));
        }
        int images = Math.toIntExact(shape.get(0));
        int width = Math.toIntExact(shape.get(1));
        Shape given = label.getShape();
        boolean classes = !given.equals(shape);
        if (classes && !given.equals(new Shape(images)) && !given.equals(new Shape(images, 1))) {
            throw new IllegalArgumentException(
                    "For logits of %s labels must be multi-hot %s or class indices (%d), but are %s"
                            .formatted(shape, shape, images, given));
        }
        float[][] logits = rows(prediction.toFloatArray(), width);
        for (int n = 0; n < images; n++) {
            for (int l = 0; l < width; l++) {
                if (Float.isNaN(logits[n][l])) {
                    throw new IllegalArgumentException(
                            "The logit of image %d, label %d is NaN: training has diverged, try a lower learning rate"
                                    .formatted(n, l));
                }
            }
        }
        boolean[][] targets = new boolean[images][width];
        // A copy even of what has the type already, so that it can be closed.
        try (NDArray numbers = label.toType(DataType.FLOAT32, true)) {
            float[] values = numbers.toFloatArray();
            for (int i = 0; i < values.length; i++) {
                int image = classes ? i : i / width;
                float most = classes ? width - 1 : 1;
                float value = values[i];
                if (!(value >= 0 && value <= most && value == Math.rint(value))) {
                    Check.that(
                            false,
                            classes
                                    ? "The class of image " + image
                                    : "Label %d of image %d".formatted(i % width, image),
                            classes ? "0 to " + (width - 1) : "0 or 1",
                            value);
                }
                targets[image][classes ? (int) value : i % width] |= classes || value == 1;
            }
        }
        return new EvaluatedBatch(logits, targets, unknown(labels, shape), classes);
    }

    private static boolean[][] unknown(NDList labels, Shape shape) {
        if (labels.size() == 1) {
            return Unknown.NONE;
        }
        if (!labels.get(1).getShape().equals(shape)) {
            throw new IllegalArgumentException(
                    "Which labels are known must be %s, but is %s"
                            .formatted(shape, labels.get(1).getShape()));
        }
        int width = Math.toIntExact(shape.get(1));
        List<boolean[]> unknown = new ArrayList<>();
        try (NDArray numbers = labels.get(1).toType(DataType.FLOAT32, true)) {
            for (float[] row : rows(numbers.toFloatArray(), width)) {
                boolean[] not = new boolean[width];
                for (int l = 0; l < width; l++) {
                    not[l] = row[l] == 0;
                }
                unknown.add(not);
            }
        }
        return Unknown.of(unknown);
    }

    private static float[][] rows(float[] flat, int width) {
        return IntStream.range(0, flat.length / width)
                .mapToObj(n -> Arrays.copyOfRange(flat, n * width, (n + 1) * width))
                .toArray(float[][]::new);
    }

    /** Returns {@code L}. */
    /** Returns rows that say which targets are unknown, as many as images. */
    boolean[][] unknownRows() {
        return unknown.length == 0 ? new boolean[targets.length][labels()] : unknown;
    }

    int labels() {
        return logits[0].length;
    }

    /**
     * Returns the batch, if it has as many labels as the ones before.
     *
     * @throws IllegalArgumentException if not
     */
    EvaluatedBatch after(int labelsBefore) {
        if (labels() != labelsBefore) {
            throw new IllegalArgumentException(
                    "A batch of %d labels came after batches of %d"
                            .formatted(labels(), labelsBefore));
        }
        return this;
    }

    /** Returns the scores that the task of these labels makes of logits. */
    ScoreMatrix scores() {
        Task task = classes ? Classes.INSTANCE : Tags.INSTANCE;
        return new ScoreMatrix(task.scores(logits), targets, unknown);
    }

    /** Returns the labels that are predicted; classes ask for no threshold. */
    Decisions decisions(double threshold) {
        return classes
                ? Classes.INSTANCE.decide(scores(), Optional.empty())
                : Thresholds.same(threshold, labels()).decide(scores());
    }
}
