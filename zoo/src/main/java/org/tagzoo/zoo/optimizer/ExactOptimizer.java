package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.optimizer.OptimizerState.ParameterState;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.torchscript.ScriptFunctions;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * A DJL optimiser that computes what PyTorch's does, number for number, under any schedule, and
 * whose state can be kept. For one thread.
 *
 * <p>Parameters go by name: what {@link ExactOptimizerBuilder#optNames} calls their id, else the
 * full name that a weight has itself, which has a dot ({@code fc.weight}; DJL's networks from
 * TorchScript have such), else DJL's id, which is another in each process: stock blocks call every
 * layer's weight {@code weight}. Weight decay, multipliers and the state go by this name. {@code
 * FineTuneTrainer} has full names for all blocks.
 *
 * <p>A parameter may join at any update and may be left out of any: frozen, it is not updated, and
 * what is remembered of it stays as it was, as PyTorch leaves out a parameter without a gradient.
 *
 * <p>Updates are counted as DJL counts them: the parameter that was updated most often tells which
 * one it is. A trainer that counts by itself says so by {@link #beginUpdate}.
 *
 * <p>The optimiser owns the arrays that it keeps. They are freed when it is closed, or with the
 * weights of the network.
 */
public abstract sealed class ExactOptimizer extends Optimizer implements AutoCloseable
        permits Sgd, Adam, RmsProp {

    /** Matrices and convolutions; biases and normalisation have one dimension. */
    public static final BiPredicate<String, Shape> MATRICES =
            (name, shape) -> shape.dimension() > 1;

    /**
     * Up to so many values PyTorch's plain operations stay on one thread: its own grain size. For
     * more, its fused kernels read and write each value once, where one operation after the other
     * goes through memory up to ten times; but they wake all threads whatever the size.
     */
    static final int FEW = 32768;

    private final double weightDecay;
    private final BiPredicate<String, Shape> decayed;
    private final Map<String, String> names;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Double> multipliers;
    private final ParameterTracker learningRate;
    private final ParameterTracker momentum;
    private final String step;
    private final Set<String> slotNames;
    private final int updatesBefore;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private NDManager manager;
    private ScriptFunctions functions;
    private long latest;
    private boolean isCounted;
    private double rateFactor = 1;

    /**
     * @param step TorchScript of one update: the weight and its gradient in a list each, for fused
     *     kernels take lists, which must come in as arguments (TorchScript drops a call whose
     *     effects are on lists of its own making), numbers, and what {@link #step} adds. It changes
     *     the weight in place, may use the gradient as scratch space and sets it to zero.
     */
    ExactOptimizer(ExactOptimizerBuilder<?> builder, String step, String... slotNames) {
        super(builder);
        weightDecay = builder.weightDecay;
        decayed = builder.decayed;
        names = Map.copyOf(builder.names);
        multipliers = Map.copyOf(builder.multipliers);
        learningRate = builder.learningRate;
        momentum = builder.momentum;
        updatesBefore = builder.updatesBefore;
        latest = updatesBefore;
        this.step = step;
        this.slotNames = Set.of(slotNames);
        if (builder.manager != null) {
            open(builder.manager);
        }
    }

    private void open(NDManager parent) {
        manager = parent.newSubManager();
        String source =
                step.replace("SELF", ScriptFunctions.SELF).replace("FEW", String.valueOf(FEW));
        functions = ScriptFunctions.load(parent, source);
    }

    /**
     * Says which update the next calls of {@link #update} belong to; from now on updates are not
     * counted here, and {@link ExactOptimizerBuilder#optBeginNumUpdate} says nothing any more.
     *
     * @param number of the update, the first is 0
     * @param factor what the learning rates of its trackers are multiplied with
     */
    public final void beginUpdate(long number, double factor) {
        isCounted = true;
        latest = number + 1;
        rateFactor = factor;
    }

    /**
     * Returns what the tracker of the learning rate says of an update, before factor and
     * multipliers.
     *
     * @param number of the update, the first is 0
     */
    public final double learningRate(long number) {
        return ExactTracker.value(learningRate, "", number);
    }

    /**
     * Updates a parameter in place and sets its gradient to zero for the next backward pass (DJL
     * adds gradients up otherwise).
     *
     * @param parameterId DJL's id
     * @param weight the parameter, which requires a gradient, float32 or float64
     * @param grad its gradient, or a copy of it; used up
     * @throws IllegalStateException if the weight requires no gradient, or another parameter has
     *     its name
     * @throws IllegalArgumentException if a tracker gives a learning rate below 0 or a momentum
     *     outside of 0 to below 1, or what a state restored for this parameter has another size
     */
    @Override
    public final void update(String parameterId, NDArray weight, NDArray grad) {
        String name = name(parameterId, weight);
        step(name, weight, grad);
        try (NDArray own = JniUtils.getGradient((PtNDArray) weight)) {
            if (own != null) {
                JniUtils.zeroGrad((PtNDArray) weight);
            }
        }
    }

    /**
     * Updates a parameter from the gradient that is in it, without a copy of that. A parameter that
     * no backward pass has ever reached has no gradient and stays as it is, as in PyTorch.
     *
     * @param name of the parameter
     */
    public final void update(String name, NDArray weight) {
        requireTrained(name, weight);
        try (NDArray gradient = JniUtils.getGradient((PtNDArray) weight)) {
            if (gradient != null) {
                step(name, weight, gradient);
            }
        }
    }

    /**
     * Returns the name of a parameter: what {@link ExactOptimizerBuilder#optNames} calls it, or
     * another.
     *
     * @param parameterId DJL's id
     * @param otherwise what it is called where that says nothing
     */
    public final String name(String parameterId, String otherwise) {
        return names.getOrDefault(parameterId, otherwise);
    }

    private String name(String parameterId, NDArray weight) {
        String own = weight.getName();
        boolean isFull = own != null && own.contains(".");
        String name = name(parameterId, isFull ? own : parameterId);
        String owner = owners.putIfAbsent(name, parameterId);
        if (owner != null && !owner.equals(parameterId)) {
            throw new IllegalStateException(
                    "Two parameters are called '%s': give them names with optNames, by their ids %s and %s"
                            .formatted(name, owner, parameterId));
        }
        return name;
    }

    private static void requireTrained(String name, NDArray weight) {
        if (!weight.hasGradient()) {
            throw new IllegalStateException(
                    "Parameter '" + name + "' requires no gradient: it is frozen");
        }
    }

    private void step(String name, NDArray weight, NDArray gradient) {
        requireTrained(name, weight);
        if (manager == null) {
            open(weight.getManager());
        }
        long count = parameters.containsKey(name) ? parameters.get(name).updates + 1 : 1;
        if (!isCounted) {
            latest = Math.max(latest, updatesBefore + count);
        }
        double rate = ExactTracker.value(learningRate, name, latest - 1) * rateFactor;
        rate *= multipliers.getOrDefault(name, 1.0);
        double inertia = ExactTracker.value(momentum, name, latest - 1);
        Check.atLeast("The learning rate", rate, 0);
        ExactOptimizerBuilder.checkShare("The momentum", inertia);
        double decay = decayed.test(name, weight.getShape()) ? weightDecay : 0;
        Parameter parameter = parameters.computeIfAbsent(name, id -> new Parameter(manager));
        parameter.updates = count;
        KeptArrays slots = parameter.slots;
        step(new Update(functions, name, slots, weight, gradient, count, rate, inertia, decay));
    }

    /** What is kept of a parameter: how often it was updated, and its running values. */
    private static final class Parameter {

        private long updates;
        private final KeptArrays slots;

        Parameter(NDManager manager) {
            slots = new KeptArrays(manager);
        }
    }

    /** Runs the arithmetic of one update. */
    abstract void step(Update update);

    /**
     * Returns all that the optimiser remembers. Slots are copied out of the engine when they are
     * read, which must be before the next update, and one at a time: together they can be several
     * times the network. Another optimiser of the same settings that restores it goes on with the
     * same bits.
     *
     * @throws IllegalStateException if a weight is not float32
     */
    public final OptimizerState state() {
        Map<String, ParameterState> states = new LinkedHashMap<>();
        parameters.forEach(
                (id, parameter) -> {
                    TensorSource slots = parameter.slots.tensors("an optimiser", id);
                    states.put(id, new ParameterState(parameter.updates, slots));
                });
        return new OptimizerState(states);
    }

    /**
     * Forgets everything and takes over a state, whose slots are read at once, one at a time.
     *
     * @param parent what the state lives under, if nothing has been updated yet; on the device of
     *     the weights
     * @param state of another optimiser, or kept in a file
     * @throws IllegalArgumentException if the state is another kind of optimiser's
     * @throws WeightsException if a slot can't be read
     */
    public final void restore(NDManager parent, OptimizerState state) throws WeightsException {
        state.parameters().forEach((id, parameter) -> check(id, parameter.slots().names()));
        if (manager == null) {
            open(parent);
        }
        forget();
        latest = updatesBefore;
        for (Map.Entry<String, ParameterState> entry : state.parameters().entrySet()) {
            Parameter parameter = new Parameter(manager);
            parameters.put(entry.getKey(), parameter);
            parameter.updates = entry.getValue().updates();
            parameter.slots.restore(entry.getValue().slots());
            latest = Math.max(latest, updatesBefore + parameter.updates);
        }
    }

    private void check(String id, Set<String> slots) {
        if (!slotNames.containsAll(slots)) {
            throw new IllegalArgumentException(
                    "The state of parameter '%s' has slots %s, this optimiser knows %s: it was kept by another kind of optimiser"
                            .formatted(id, slots, slotNames));
        }
    }

    private void forget() {
        parameters.values().forEach(parameter -> parameter.slots.clear());
        parameters.clear();
        owners.clear();
    }

    /** Frees what the optimiser keeps, and forgets it. */
    @Override
    public final void close() {
        if (manager != null) {
            parameters.clear();
            owners.clear();
            functions.close();
            manager.close();
            manager = null;
        }
    }
}
