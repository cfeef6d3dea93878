package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.zoo.torchscript.FittingParts;

/**
 * Runs a network over examples, as in use: batch norm and dropout don't act as in training. Where
 * memory runs out, half as many examples go through at once from then on; the results are the same
 * (to the last bits, which depend on how many go through at once).
 */
public final class Scorer {

    private Scorer() {}

    /**
     * Returns the logits of all examples, {@code [N, L]}.
     *
     * @param batchSize examples at a time
     * @throws IOException if an input can't be read
     */
    public static float[][] logits(TrainableNetwork network, Examples examples, int batchSize)
            throws IOException {
        return logits(network, examples, batchSize, 1);
    }

    /**
     * Returns the same for inputs that take time to prepare.
     *
     * @param threads that prepare them; results don't depend on it
     */
    public static float[][] logits(
            TrainableNetwork network, Examples examples, int batchSize, int threads)
            throws IOException {
        try (BatchLoader loader = new BatchLoader(threads)) {
            return logits(network, examples, batchSize, loader);
        }
    }

    static float[][] logits(
            TrainableNetwork network, Examples examples, int batchSize, BatchLoader loader)
            throws IOException {
        return logits(
                input -> network.forward(input, false),
                network.newManager(),
                examples,
                batchSize,
                loader);
    }

    /**
     * Returns the same of any function.
     *
     * @param parent of all arrays; closed
     */
    static float[][] logits(
            UnaryOperator<NDArray> network,
            NDManager parent,
            Examples examples,
            int batchSize,
            BatchLoader loader)
            throws IOException {
        float[][] logits = new float[examples.size()][];
        InputRows inputs = examples.inputs();
        FittingParts parts = new FittingParts(batchSize);
        try (parent) {
            loader.read(
                    BatchLoader.consecutive(0, examples.size(), batchSize),
                    inputs.bytes(),
                    (example, row) -> inputs.read(example, InputRows.AS_JUDGED, row),
                    (items, rows) ->
                            parts.run(
                                    items.length,
                                    (first, count) -> {
                                        int[] some =
                                                Arrays.copyOfRange(items, first, first + count);
                                        ByteBuffer part =
                                                rows.slice(
                                                        first * inputs.bytes(),
                                                        count * inputs.bytes());
                                        judge(network, parent, inputs, some, part, logits);
                                    }));
        }
        return logits;
    }

    private static void judge(
            UnaryOperator<NDArray> network,
            NDManager parent,
            InputRows inputs,
            int[] items,
            ByteBuffer rows,
            float[][] logits) {
        try (NDManager manager = parent.newSubManager()) {
            copy(
                    network.apply(array(manager, inputs, items.length, rows)),
                    items[0],
                    items.length,
                    logits);
        }
    }

    /** Returns inputs as an array that must not be used once the rows are written over. */
    static NDArray array(NDManager manager, InputRows inputs, int count, ByteBuffer rows) {
        return manager.create(rows, new Shape(count).addAll(inputs.shape()), inputs.type());
    }

    /** Copies the rows of an output into rows that begin at one. */
    static void copy(NDArray output, int first, int count, float[][] logits) {
        float[] values = output.toFloatArray();
        int labels = values.length / count;
        for (int i = 0; i < count; i++) {
            logits[first + i] = Arrays.copyOfRange(values, i * labels, (i + 1) * labels);
        }
    }
}
