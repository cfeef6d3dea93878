package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.torchscript.MicroBatches;

/**
 * Runs a network over examples, as in use: batch norm and dropout don't act as in training. Where
 * memory runs out, half as many examples go through at once from then on; the results are the same
 * (to the last bits, which depend on how many go through at once).
 */
public final class Scorer {

    private Scorer() {}

    /**
     * Returns the logits of all examples, {@code [N, L]}, and after them what else the network
     * gives.
     *
     * @param batchSize examples at a time
     * @param threads that prepare inputs; results don't depend on it
     * @throws IOException if an input can't be read
     */
    public static float[][] logits(
            TrainableNetwork network, Examples examples, int batchSize, int threads)
            throws IOException {
        try (BatchLoader loader = new BatchLoader(threads)) {
            return logits(
                    inputs -> network.forward(inputs, false),
                    network.newManager(),
                    examples,
                    batchSize,
                    loader);
        }
    }

    /**
     * Returns the same of any function.
     *
     * @param parent of all arrays; closed
     */
    static float[][] logits(
            Function<NDList, NDList> network,
            NDManager parent,
            Examples examples,
            int batchSize,
            BatchLoader loader)
            throws IOException {
        float[][] logits = new float[examples.size()][];
        InputRows inputs = examples.inputs();
        MicroBatches microBatches = new MicroBatches(batchSize);
        try (parent) {
            loader.read(
                    BatchLoader.batches(IntStream.range(0, examples.size()).toArray(), batchSize),
                    inputs.bytes(),
                    inputs.filler(InputRows.NO_EPOCH),
                    (items, rows) ->
                            microBatches.run(
                                    items.length,
                                    (first, count) -> {
                                        int size = inputs.bytes();
                                        ByteBuffer some = rows.slice(first * size, count * size);
                                        int[] own = Arrays.copyOfRange(items, first, first + count);
                                        try (NDManager manager = parent.newSubManager()) {
                                            NDList output =
                                                    network.apply(
                                                            examples.arrays(manager, own, some));
                                            copy(output, items[first], count, logits);
                                        }
                                    }));
        }
        return logits;
    }

    /**
     * Returns the scores of a DJL dataset by a DJL model, beside what is true, in the order of its
     * batches.
     *
     * @param dataset whose batches have one input and one array of targets, as the task takes them:
     *     {@code [N, L]}, or with classes their indices {@code [N]} as well; or a second array, 1
     *     where a target is known
     * @throws IllegalArgumentException if there are more or fewer targets than outputs
     * @throws IndexOutOfBoundsException if a class index is none of the outputs
     * @throws IOException if an input can't be read
     */
    public static ScoreMatrix scores(Model model, Dataset dataset, Task task) throws IOException {
        List<float[]> scores = new ArrayList<>();
        List<boolean[]> targets = new ArrayList<>();
        List<boolean[]> unknown = new ArrayList<>();
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (NDManager manager = model.getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            for (Batch batch : dataset.getData(manager)) {
                try (batch) {
                    NDList output = model.getBlock().forward(store, batch.getData(), false);
                    float[][] logits = new float[batch.getSize()][];
                    copy(new NDList(output.singletonOrThrow()), 0, logits.length, logits);
                    NDList labels = batch.getLabels();
                    for (int n = 0; n < logits.length; n++) {
                        scores.add(task.scores(logits[n]));
                        int outputs = logits[n].length;
                        targets.add(truth(labels.head().get(n), outputs, task.targetForm()));
                        boolean[] missing = new boolean[outputs];
                        if (labels.size() > 1) {
                            Number[] known = labels.get(1).get(n).toArray();
                            for (int l = 0; l < outputs; l++) {
                                missing[l] = known[l].doubleValue() == 0;
                            }
                        }
                        unknown.add(missing);
                    }
                }
            }
        } catch (TranslateException e) {
            throw new IOException("An input can't be prepared: " + e.getMessage(), e);
        } finally {
            JniUtils.setGradMode(gradMode);
        }
        return new ScoreMatrix(
                scores.toArray(float[][]::new),
                targets.toArray(boolean[][]::new),
                Unknown.of(unknown));
    }

    private static boolean[] truth(NDArray target, int labels, TargetForm form) {
        Number[] values = target.toArray();
        boolean[] truth = new boolean[labels];
        if (form == TargetForm.CLASS_INDEX && values.length == 1) {
            truth[Objects.checkIndex(values[0].intValue(), labels)] = true;
            return truth;
        }
        if (values.length != labels) {
            throw new IllegalArgumentException(
                    "An image has %d targets, for a network with %d outputs; it needs one for each%s"
                            .formatted(
                                    values.length,
                                    labels,
                                    form == TargetForm.CLASS_INDEX
                                            ? ", or its class's index"
                                            : ""));
        }
        for (int label = 0; label < labels; label++) {
            truth[label] = values[label].doubleValue() == 1;
        }
        return truth;
    }

    /** Copies the rows of outputs, side by side, into rows that begin at one. */
    static void copy(NDList outputs, int first, int count, float[][] logits) {
        for (int k = 0; k < outputs.size(); k++) {
            float[] values = outputs.get(k).toFloatArray();
            int width = values.length / count;
            for (int i = 0; i < count; i++) {
                float[] own = Arrays.copyOfRange(values, i * width, (i + 1) * width);
                logits[first + i] = k == 0 ? own : ArrayUtils.addAll(logits[first + i], own);
            }
        }
    }
}
