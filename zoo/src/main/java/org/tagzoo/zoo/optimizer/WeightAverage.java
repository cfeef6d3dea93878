package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.zoo.torchscript.EngineValues;
import org.tagzoo.zoo.torchscript.ScriptFunctions;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The exponential moving average of weights: {@code average = average + (1 - decay) (weight -
 * average)} after each update, from the weight itself at the first. Equal to PyTorch's {@code
 * AveragedModel} with {@code get_ema_multi_avg_fn(decay)}, whose batch statistics are the network's
 * latest.
 *
 * <p>With warm-up, update {@code k}, counted from 0, uses {@code min(decay, (1 + k) / (10 + k))},
 * as TensorFlow's {@code ExponentialMovingAverage} does with {@code num_updates}: a mean that
 * follows closely at first.
 *
 * <p>A weight that joins late begins with its value of then; to average it from its start on, give
 * it from the first update, frozen or not. A weight left out keeps its average. For one thread.
 *
 * <pre>{@code
 * try (WeightAverage average = new WeightAverage(manager, 0.999, false)) {
 *     average.update(module.trained()); // after each update
 *     TensorSource averages = average.state().averages();
 * }
 * }</pre>
 */
public final class WeightAverage implements AutoCloseable {

    private static final String SOURCE =
            """
              def lerp(self: SELF, averages: List[Tensor], weights: List[Tensor], share: float) -> NoneType:
                torch._foreach_lerp_(averages, weights, share)
                return None
              def swap(self: SELF, averages: List[Tensor], weights: List[Tensor]) -> NoneType:
                for i in range(len(averages)):
                  weight = weights[i].clone()
                  weights[i].copy_(averages[i])
                  averages[i].copy_(weight)
                return None
            """
                    .replace("SELF", ScriptFunctions.SELF);

    private final NDManager manager;
    private final ScriptFunctions functions;
    private final double decay;
    private final boolean warmUp;
    private final Map<String, NDArray> averages = new LinkedHashMap<>();
    private final Map<String, NDArray> restored = new LinkedHashMap<>();
    private long updates;

    /**
     * Creates an average of nothing yet.
     *
     * @param parent what the averages live under, on the device of the weights
     * @param decay how much of the average stays at each update, at least 0 and below 1
     * @param warmUp whether early updates keep less
     * @throws IllegalArgumentException if the decay is out of its range
     */
    public WeightAverage(NDManager parent, double decay, boolean warmUp) {
        Setting.belowOne("decay", decay);
        this.decay = decay;
        this.warmUp = warmUp;
        manager = parent.newSubManager();
        functions = ScriptFunctions.load(manager, SOURCE);
    }

    /**
     * Takes in the weights as they are now.
     *
     * @param weights by id; an id stays with one shape and type
     * @throws IllegalArgumentException if a restored average has another size than its weight
     */
    public void update(Map<String, NDArray> weights) {
        // Lists: arrays of equal content are equal, and would be one key of a map.
        List<PtNDArray> knownAverages = new ArrayList<>();
        List<PtNDArray> knownWeights = new ArrayList<>();
        weights.forEach(
                (id, weight) -> {
                    NDArray average = average(id, weight);
                    if (average == null) {
                        keep(id, copy(weight));
                    } else {
                        knownAverages.add((PtNDArray) average);
                        knownWeights.add((PtNDArray) weight);
                    }
                });
        if (!knownAverages.isEmpty()) {
            functions.run(
                    "lerp",
                    IValue.listFrom(knownAverages.toArray(PtNDArray[]::new)),
                    IValue.listFrom(knownWeights.toArray(PtNDArray[]::new)),
                    IValue.from(1 - decayOf(updates)));
        }
        updates++;
    }

    private double decayOf(long update) {
        return warmUp ? Math.min(decay, (1.0 + update) / (10.0 + update)) : decay;
    }

    private NDArray keep(String id, NDArray average) {
        average.attach(manager);
        averages.put(id, average);
        return average;
    }

    private static NDArray copy(NDArray weight) {
        try (NDArray detached = weight.stopGradient()) {
            return detached.duplicate();
        }
    }

    /** Returns the average of a weight; null if there is none yet. */
    private NDArray average(String id, NDArray weight) {
        if (restored.containsKey(id)) {
            String what = "average of weight '" + id + "'";
            keep(id, EngineCopy.shaped(restored.get(id), what, weight.getShape()));
            restored.remove(id);
        }
        return averages.get(id);
    }

    /**
     * Exchanges the averages and the weights, in place; a second call puts both back. Weights
     * without an average stay as they are.
     *
     * @param weights by id
     */
    public void swap(Map<String, NDArray> weights) {
        List<PtNDArray> known = new ArrayList<>();
        List<PtNDArray> theirWeights = new ArrayList<>();
        weights.forEach(
                (id, weight) -> {
                    NDArray average = average(id, weight);
                    if (average != null) {
                        known.add((PtNDArray) average);
                        theirWeights.add((PtNDArray) weight);
                    }
                });
        functions.run(
                "swap",
                IValue.listFrom(known.toArray(PtNDArray[]::new)),
                IValue.listFrom(theirWeights.toArray(PtNDArray[]::new)));
    }

    /**
     * Returns the averages. They are copied out of the engine when they are read, one at a time,
     * which must be before the next update.
     *
     * @throws IllegalStateException if a weight is not float32
     */
    public WeightAverageState state() {
        TensorMap values = new TensorMap("the average of weights");
        restored.forEach((id, average) -> EngineCopy.put(values, id, id, average));
        averages.forEach((id, average) -> EngineCopy.put(values, id, id, average));
        return new WeightAverageState(updates, values);
    }

    /**
     * Forgets everything and takes over a state, which is read at once, one average at a time.
     *
     * @param state of another average, or kept in a file
     * @throws WeightsException if an average can't be read
     */
    public void restore(WeightAverageState state) throws WeightsException {
        averages.values().forEach(NDArray::close);
        restored.values().forEach(NDArray::close);
        averages.clear();
        restored.clear();
        for (String id : state.averages().names()) {
            restored.put(id, EngineValues.vector(manager, state.averages().read(id)));
        }
        updates = state.updates();
    }

    /** Frees the averages. */
    @Override
    public void close() {
        functions.close();
        manager.close();
    }
}
