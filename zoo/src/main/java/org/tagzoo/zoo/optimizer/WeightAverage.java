package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.zoo.torchscript.ScriptFunctions;
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
    private final LongToDoubleFunction share;
    private final KeptArrays averages;
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
        this(parent, share(decay, warmUp));
    }

    private static LongToDoubleFunction share(double decay, boolean warmUp) {
        ExactOptimizerBuilder.checkShare("decay", decay);
        return update -> 1 - (warmUp ? Math.min(decay, (1.0 + update) / (10.0 + update)) : decay);
    }

    private WeightAverage(NDManager parent, LongToDoubleFunction share) {
        this.share = share;
        manager = parent.newSubManager();
        averages = new KeptArrays(manager);
        functions = ScriptFunctions.load(manager, SOURCE);
    }

    /**
     * Creates a mean of nothing yet, in which all updates count alike. Equal to PyTorch's {@code
     * AveragedModel} as it is by default (arXiv:1803.05407).
     *
     * @param parent what the mean lives under
     */
    public static WeightAverage mean(NDManager parent) {
        return new WeightAverage(parent, update -> 1 / (update + 1.0));
    }

    /**
     * Takes in the weights as they are now.
     *
     * @param weights by id; an id stays with one shape and type
     * @throws IllegalArgumentException if a restored average has another size than its weight
     */
    public void update(Map<String, NDArray> weights) {
        Map<Boolean, List<String>> known =
                weights.keySet().stream().collect(Collectors.partitioningBy(averages::has));
        run("lerp", known.get(true), weights, IValue.from(share.applyAsDouble(updates)));
        for (String id : known.get(false)) {
            try (NDArray detached = weights.get(id).stopGradient()) {
                averages.put(id, detached.duplicate());
            }
        }
        updates++;
    }

    /** Runs a function on averages that there are and their weights. */
    private void run(
            String function, List<String> ids, Map<String, NDArray> weights, IValue... more) {
        if (ids.isEmpty()) {
            return;
        }
        IValue[] lists = {
            list(ids, id -> averages.get(id, "average of weight '" + id + "'", shape(weights, id))),
            list(ids, weights::get)
        };
        functions.run(function, ArrayUtils.addAll(lists, more));
    }

    private static Shape shape(Map<String, NDArray> weights, String id) {
        return weights.get(id).getShape();
    }

    private static IValue list(List<String> ids, Function<String, NDArray> array) {
        return IValue.listFrom(ids.stream().map(array).toArray(PtNDArray[]::new));
    }

    /**
     * Exchanges the averages and the weights, in place; a second call puts both back. Weights
     * without an average stay as they are.
     *
     * @param weights by id
     */
    public void swap(Map<String, NDArray> weights) {
        run("swap", weights.keySet().stream().filter(averages::has).toList(), weights);
    }

    /**
     * Returns the averages. They are copied out of the engine when they are read, one at a time,
     * which must be before the next update.
     *
     * @throws IllegalStateException if a weight is not float32
     */
    public WeightAverageState state() {
        return new WeightAverageState(updates, averages.tensors("the average of weights", null));
    }

    /**
     * Forgets everything and takes over a state, which is read at once, one average at a time.
     *
     * @param state of another average, or kept in a file
     * @throws WeightsException if an average can't be read
     */
    public void restore(WeightAverageState state) throws WeightsException {
        averages.restore(state.averages());
        updates = state.updates();
    }

    /** Frees the averages. */
    @Override
    public void close() {
        functions.close();
        manager.close();
    }
}
