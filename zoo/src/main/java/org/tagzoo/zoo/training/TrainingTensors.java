package org.tagzoo.zoo.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tagzoo.zoo.optimizer.Optimizer;
import org.tagzoo.zoo.optimizer.OptimizerState;
import org.tagzoo.zoo.optimizer.OptimizerState.ParameterState;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The numbers of a training as tensors of a checkpoint, and back: {@code weights/<name>}, {@code
 * optimizer/<name>/<slot>} with {@code updates/<name>}, and the logits of the epoch so far.
 */
final class TrainingTensors {

    private static final String WEIGHTS = "weights/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String UPDATES = "updates/";
    private static final String LOGITS = "logits";

    private final ScriptModule module;
    private final Optimizer optimizer;

    TrainingTensors(ScriptModule module, Optimizer optimizer) {
        this.module = module;
        this.optimizer = optimizer;
    }

    /**
     * Returns everything; to be read before the next update.
     *
     * @param logits of the epoch's examples so far, in the order of the epoch
     */
    TensorSource all(float[][] logits) throws WeightsException {
        TensorMap all = new TensorMap("a training");
        all.putAll(WEIGHTS, module.tensors());
        optimizer.state().parameters().forEach((id, state) -> put(all, id, state));
        if (logits.length > 0) {
            FloatBuffer rows = FloatBuffer.allocate(logits.length * logits[0].length);
            Arrays.stream(logits).forEach(rows::put);
            long[] shape = {logits.length, logits[0].length};
            all.put(LOGITS, shape, () -> rows.duplicate().flip());
        }
        return all;
    }

    private static void put(TensorMap all, String id, ParameterState state) {
        // Two halves, since a float32 holds whole numbers up to 2^24 exactly.
        float[] updates = {state.updates() >>> 20, state.updates() & 0xFFFFF};
        all.put(UPDATES + id, new long[] {2}, () -> FloatBuffer.wrap(updates));
        state.slots()
                .forEach(
                        (slot, values) ->
                                all.put(
                                        OPTIMIZER + id + "/" + slot,
                                        new long[] {values.length},
                                        () -> FloatBuffer.wrap(values)));
    }

    /**
     * Takes over what {@link #all} gave.
     *
     * @return the logits that it was given
     */
    float[][] restore(TensorSource all) throws WeightsException {
        module.restore(TensorMap.below(all, WEIGHTS));
        optimizer.restore(optimizerState(all));
        if (!all.names().contains(LOGITS)) {
            return new float[0][];
        }
        long[] shape = all.shape(LOGITS);
        FloatBuffer values = all.read(LOGITS);
        float[][] logits = new float[(int) shape[0]][(int) shape[1]];
        for (float[] row : logits) {
            values.get(row);
        }
        return logits;
    }

    private static OptimizerState optimizerState(TensorSource all) throws WeightsException {
        TensorMap slots = TensorMap.below(all, OPTIMIZER);
        Map<String, Map<String, float[]>> bySlot = new TreeMap<>();
        for (String name : slots.names()) {
            int slash = name.lastIndexOf('/');
            bySlot.computeIfAbsent(name.substring(0, slash), id -> new HashMap<>())
                    .put(name.substring(slash + 1), array(slots.read(name)));
        }
        Map<String, ParameterState> parameters = new HashMap<>();
        TensorMap updates = TensorMap.below(all, UPDATES);
        for (String id : updates.names()) {
            FloatBuffer halves = updates.read(id);
            long count = ((long) halves.get(0) << 20) | (long) halves.get(1);
            parameters.put(id, new ParameterState(count, bySlot.getOrDefault(id, Map.of())));
        }
        return new OptimizerState(parameters);
    }

    private static float[] array(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
