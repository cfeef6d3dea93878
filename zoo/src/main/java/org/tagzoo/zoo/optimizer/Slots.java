package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tagzoo.zoo.optimizer.OptimizerState.ParameterState;
import org.tagzoo.zoo.torchscript.EngineValues;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The running values that an optimiser keeps of each parameter, in the engine's memory. A slot
 * begins with zeros when it is first asked for, or with what was restored.
 */
final class Slots implements AutoCloseable {

    private final NDManager manager;
    private final Set<String> names;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    /**
     * A parameter's values: those asked for since, and those restored and not yet asked for, whose
     * shape is not known.
     */
    private static final class Kept {
        private long updates;
        private final Map<String, NDArray> arrays = new LinkedHashMap<>();
        private final Map<String, NDArray> restored = new LinkedHashMap<>();
    }

    Slots(NDManager parent, List<String> names) {
        this.manager = parent.newSubManager();
        this.names = Set.copyOf(names);
    }

    /** Returns how many updates of a parameter were counted. */
    long updates(String id) {
        Kept parameter = kept.get(id);
        return parameter == null ? 0 : parameter.updates;
    }

    /** Counts one more update of a parameter and returns how many there were, this one too. */
    long count(String id) {
        return ++kept.computeIfAbsent(id, key -> new Kept()).updates;
    }

    /** Returns whether a slot of a parameter holds anything yet. */
    boolean has(String id, String name) {
        Kept parameter = kept.get(id);
        return parameter != null
                && (parameter.arrays.containsKey(name) || parameter.restored.containsKey(name));
    }

    /** Returns a slot of a parameter that was counted, of the weight's shape, type and layout. */
    NDArray get(String id, String name, NDArray weight) {
        Kept parameter = kept.get(id);
        NDArray array = parameter.arrays.get(name);
        if (array == null) {
            NDArray values = parameter.restored.get(name);
            array =
                    values == null
                            ? weight.zerosLike()
                            : EngineCopy.shaped(
                                    values, name + " of '" + id + "'", weight.getShape());
            array.attach(manager);
            parameter.restored.remove(name);
            parameter.arrays.put(name, array);
        }
        return array;
    }

    OptimizerState state() {
        Map<String, ParameterState> parameters = new LinkedHashMap<>();
        kept.forEach(
                (id, parameter) -> {
                    TensorMap slots = new TensorMap("an optimiser");
                    parameter.restored.forEach(
                            (name, array) -> EngineCopy.put(slots, name, id, array));
                    parameter.arrays.forEach(
                            (name, array) -> EngineCopy.put(slots, name, id, array));
                    parameters.put(id, new ParameterState(parameter.updates, slots));
                });
        return new OptimizerState(parameters);
    }

    void restore(OptimizerState state) throws WeightsException {
        state.parameters().forEach((id, parameter) -> check(id, parameter.slots().names()));
        for (Kept parameter : kept.values()) {
            parameter.arrays.values().forEach(NDArray::close);
            parameter.restored.values().forEach(NDArray::close);
        }
        kept.clear();
        for (Map.Entry<String, ParameterState> entry : state.parameters().entrySet()) {
            ParameterState parameter = entry.getValue();
            Kept taken = new Kept();
            taken.updates = parameter.updates();
            kept.put(entry.getKey(), taken);
            for (String name : parameter.slots().names()) {
                taken.restored.put(
                        name, EngineValues.vector(manager, parameter.slots().read(name)));
            }
        }
    }

    private void check(String id, Set<String> slots) {
        if (!names.containsAll(slots)) {
            throw new IllegalArgumentException(
                    "The state of parameter '%s' has slots %s, this optimiser knows %s: it was kept by another kind of optimiser"
                            .formatted(id, slots, names));
        }
    }

    @Override
    public void close() {
        kept.clear();
        manager.close();
    }
}
