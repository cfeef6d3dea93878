package org.tagzoo.zoo.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.optimizer.OptimizerState;
import org.tagzoo.zoo.optimizer.OptimizerState.ParameterState;
import org.tagzoo.zoo.optimizer.WeightAverage;
import org.tagzoo.zoo.optimizer.WeightAverageState;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The numbers of a training as tensors of a checkpoint, and back: {@code weights/<name>}, {@code
 * optimizer/<name>/<slot>} with {@code updates/<name>}, {@code average/<name>}, and the logits of
 * the epoch so far.
 */
final class TrainingTensors {

    private static final String WEIGHTS = "weights/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String UPDATES = "updates/";
    private static final String AVERAGE = "average/";
    private static final String AVERAGE_UPDATES = "average-updates";
    private static final String LOGITS = "logits";

    private final ScriptModule module;
    private final FineTuneTrainer trainer;
    private final Optional<WeightAverage> average;

    /**
     * @param module what is trained
     * @param trainer of it; for all but {@link #result}, with an optimiser of TagZoo's
     */
    TrainingTensors(ScriptModule module, FineTuneTrainer trainer) {
        this.module = module;
        this.trainer = trainer;
        this.average = trainer.average();
    }

    private ExactOptimizer optimizer() {
        return (ExactOptimizer) trainer.optimizer();
    }

    /**
     * Returns everything; to be read before the next update.
     *
     * @param logits of the epoch's examples so far, in the order of the epoch
     */
    TensorSource all(float[][] logits) throws WeightsException {
        TensorMap all = new TensorMap("a training");
        all.putAll(WEIGHTS, module.tensors());
        for (Map.Entry<String, ParameterState> entry :
                optimizer().state().parameters().entrySet()) {
            putCount(all, UPDATES + entry.getKey(), entry.getValue().updates());
            all.putAll(OPTIMIZER + entry.getKey() + "/", entry.getValue().slots());
        }
        if (average.isPresent()) {
            WeightAverageState state = average.get().state();
            putCount(all, AVERAGE_UPDATES, state.updates());
            all.putAll(AVERAGE, state.averages());
        }
        if (logits.length > 0) {
            FloatBuffer rows = FloatBuffer.allocate(logits.length * logits[0].length);
            Arrays.stream(logits).forEach(rows::put);
            long[] shape = {logits.length, logits[0].length};
            all.put(LOGITS, shape, () -> rows.duplicate().flip());
        }
        return all;
    }

    /** Two halves, since a float32 holds whole numbers up to 2^24 exactly. */
    private static void putCount(TensorMap all, String name, long count) {
        float[] halves = {count >>> 20, count & 0xFFFFF};
        all.put(name, new long[] {2}, () -> FloatBuffer.wrap(halves));
    }

    private static long count(TensorSource all, String name) throws WeightsException {
        FloatBuffer halves = all.read(name);
        return ((long) halves.get(0) << 20) | (long) halves.get(1);
    }

    /**
     * Takes over what {@link #all} gave.
     *
     * @return the logits that it was given
     */
    float[][] restore(TensorSource all) throws WeightsException {
        module.restore(TensorMap.below(all, WEIGHTS));
        optimizer().restore(module.manager(), optimizerState(all));
        if (average.isPresent()) {
            long updates = count(all, AVERAGE_UPDATES);
            average.get().restore(new WeightAverageState(updates, TensorMap.below(all, AVERAGE)));
        }
        if (!all.names().contains(LOGITS)) {
            return new float[0][];
        }
        long[] shape = all.shape(LOGITS);
        FloatBuffer values = all.read(LOGITS);
        float[][] logits = new float[(int) shape[0]][(int) shape[1]];
        Arrays.stream(logits).forEach(values::get);
        return logits;
    }

    private static OptimizerState optimizerState(TensorSource all) throws WeightsException {
        Map<String, ParameterState> parameters = new HashMap<>();
        for (String id : TensorMap.below(all, UPDATES).names()) {
            TensorMap slots = TensorMap.below(all, OPTIMIZER + id + "/");
            parameters.put(id, new ParameterState(count(all, UPDATES + id), slots));
        }
        return new OptimizerState(parameters);
    }

    /** Returns what the training is for: the weights, or their average if one is kept. */
    TensorSource result() throws WeightsException {
        TensorMap result = new TensorMap("a training");
        result.putAll("", module.tensors());
        if (average.isPresent()) {
            TensorSource averages = average.get().state().averages();
            for (String id : averages.names()) {
                result.put(id, result.shape(id), () -> averages.read(id));
            }
        }
        return result;
    }
}
