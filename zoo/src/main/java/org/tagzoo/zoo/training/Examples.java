package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Task;

/**
 * What a network learns from or is tested on: inputs, and the labels of each.
 *
 * @param inputs {@code N} of them
 * @param side what the network takes of each besides, in the order of its further inputs: vectors
 *     {@code [N, width]}, not copied; empty where it has one input
 * @param targets what is true, {@code [N, L]}; not copied
 * @param unknown which of the targets are {@link Unknown}
 * @param form in which a loss takes them
 * @param soft numbers that the last examples have in place of targets, {@code [M, L]}, 0 to 1, of
 *     classes with the sum 1; not copied. Empty where all are true or false.
 * @param boxes of their objects, where they are to be predicted too
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Examples(
        InputRows inputs,
        List<float[][]> side,
        boolean[][] targets,
        boolean[][] unknown,
        TargetForm form,
        float[][] soft,
        Optional<ExampleBoxes> boxes) {

    public Examples {
        Unknown.check(targets, unknown);
        side = List.copyOf(side);
        for (float[][] vectors : side) {
            if (vectors.length != targets.length) {
                throw new IllegalArgumentException(
                        "%d examples have %d vectors beside their inputs"
                                .formatted(targets.length, vectors.length));
            }
        }
    }

    /** Examples of one input each. */
    public Examples(InputRows inputs, boolean[][] targets, boolean[][] unknown, TargetForm form) {
        this(inputs, List.of(), targets, unknown, form);
    }

    /** Examples whose targets are true or false. */
    public Examples(
            InputRows inputs,
            List<float[][]> side,
            boolean[][] targets,
            boolean[][] unknown,
            TargetForm form) {
        this(inputs, side, targets, unknown, form, new float[0][], Optional.empty());
    }

    /** Examples with any number of labels each. */
    public Examples(InputRows inputs, boolean[][] targets) {
        this(inputs, targets, TargetForm.MULTI_HOT);
    }

    /** Examples of which all labels are known. */
    public Examples(InputRows inputs, boolean[][] targets, TargetForm form) {
        this(inputs, targets, Unknown.NONE, form);
    }

    /** Returns {@code N}. */
    public int size() {
        return targets.length;
    }

    /**
     * Returns the network's inputs for some examples.
     *
     * @param rows their {@link #inputs}; the arrays must not be used once these are written over
     */
    NDList arrays(NDManager manager, int[] indices, ByteBuffer rows) {
        Shape shape = new Shape(indices.length).addAll(inputs.shape());
        NDList arrays = new NDList(manager.create(rows, shape, inputs.type()));
        for (float[][] vectors : side) {
            arrays.add(manager.create(pick(vectors, indices, float[][]::new)));
        }
        return arrays;
    }

    /** Returns some of the examples, in this order; whose targets are true or false. */
    public Examples only(int[] indices) {
        InputRows.Source source =
                (example, epoch, row) -> inputs.source().read(indices[example], epoch, row);
        return new Examples(
                new InputRows(inputs.shape(), inputs.type(), source),
                side.stream().map(v -> pick(v, indices, float[][]::new)).toList(),
                pick(targets, indices, boolean[][]::new),
                pick(unknown, indices, boolean[][]::new),
                form,
                new float[0][],
                boxes.map(all -> all.only(indices)));
    }

    /** Returns the same examples with boxes. */
    public Examples with(ExampleBoxes where) {
        return new Examples(inputs, side, targets, unknown, form, soft, Optional.of(where));
    }

    /**
     * Returns these examples and then others of the same form.
     *
     * @param numbers in place of the others' targets, or none
     */
    public Examples and(Examples others, float[][] numbers) {
        boolean[][] notKnown = Unknown.NONE;
        if (unknown.length + others.unknown.length > 0) {
            notKnown = ArrayUtils.addAll(known(this), known(others));
        }
        InputRows.Source source =
                (example, epoch, row) -> {
                    boolean isOwn = example < size();
                    InputRows rows = isOwn ? inputs : others.inputs;
                    rows.source().read(isOwn ? example : example - size(), epoch, row);
                };
        return new Examples(
                new InputRows(inputs.shape(), inputs.type(), source),
                IntStream.range(0, side.size())
                        .mapToObj(i -> ArrayUtils.addAll(side.get(i), others.side.get(i)))
                        .toList(),
                ArrayUtils.addAll(targets, others.targets),
                notKnown,
                form,
                numbers,
                Optional.empty());
    }

    private static boolean[][] known(Examples examples) {
        return examples.unknown.length > 0
                ? examples.unknown
                : new boolean[examples.size()][examples.targets[0].length];
    }

    /** Of no rows at all there are none of some. */
    private static <T> T[] pick(T[] rows, int[] indices, IntFunction<T[]> array) {
        return rows.length == 0
                ? rows
                : Arrays.stream(indices).mapToObj(n -> rows[n]).toArray(array);
    }

    /**
     * Returns the targets of some examples in their form, after them which are known if not all
     * are, and boxes where there are any.
     */
    NDList labels(NDManager manager, int[] indices, int epoch) {
        NDList labels =
                new NDList(
                        form == TargetForm.CLASS_INDEX && soft.length == 0
                                ? classes(manager, indices)
                                : rows(manager, indices, this::target));
        if (unknown.length > 0) {
            labels.add(rows(manager, indices, (n, label) -> unknown[n][label] ? 0 : 1));
        }
        boxes.ifPresent(all -> labels.add(all.array(manager, indices, epoch)));
        return labels;
    }

    private float target(int example, int label) {
        int place = example - (size() - soft.length);
        return place >= 0 ? soft[place][label] : targets[example][label] ? 1 : 0;
    }

    /**
     * Returns the scores of outputs beside what is true.
     *
     * @param epochOf of each example, as it was seen
     */
    public ScoreMatrix scored(Task task, float[][] outputs, IntUnaryOperator epochOf) {
        return new ScoreMatrix(
                task.scores(outputs),
                targets,
                unknown,
                boxes.map(all -> all.scored(outputs, epochOf)).orElse(List.of()));
    }

    /** Returns the first numbers of each output. */
    static float[][] logits(float[][] outputs, int labels) {
        return Arrays.stream(outputs)
                .map(row -> Arrays.copyOf(row, labels))
                .toArray(float[][]::new);
    }

    private interface Value {
        float of(int example, int label);
    }

    private NDArray classes(NDManager manager, int[] indices) {
        return manager.create(Arrays.stream(indices).mapToLong(this::classOf).toArray());
    }

    private int classOf(int example) {
        boolean[] labels = targets[example];
        int[] found = IntStream.range(0, labels.length).filter(n -> labels[n]).toArray();
        if (found.length == 1) {
            return found[0];
        }
        throw new IllegalArgumentException(
                "Example %d has %s: a class index needs exactly one"
                        .formatted(
                                example,
                                found.length == 0
                                        ? "no label"
                                        : "the labels %d and %d".formatted(found[0], found[1])));
    }

    private NDArray rows(NDManager manager, int[] indices, Value value) {
        int labels = targets[0].length;
        float[] values = new float[indices.length * labels];
        for (int i = 0; i < indices.length; i++) {
            for (int label = 0; label < labels; label++) {
                values[i * labels + label] = value.of(indices[i], label);
            }
        }
        return manager.create(values, new Shape(indices.length, labels));
    }
}
