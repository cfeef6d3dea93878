package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tagzoo.zoo.optimizer.OptimizerState.ParameterState;

/**
 * The running values that an optimiser keeps of each parameter, in the engine's memory. A slot
 * begins with zeros when it is first asked for, or with what was restored.
 */
final class Slots implements AutoCloseable {

    private final NDManager manager;
    private final Set<String> names;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    /** A parameter's values: those asked for since, and those restored and not yet asked for. */
    private static final class Kept {
        private long updates;
        private final Map<String, NDArray> arrays = new LinkedHashMap<>();
        private final Map<String, float[]> restored = new LinkedHashMap<>();
    }

    Slots(NDManager parent, List<String> names) {
        this.manager = parent.newSubManager();
        this.names = Set.copyOf(names);
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
            float[] values = parameter.restored.remove(name);
            array =
                    values == null
                            ? weight.zerosLike()
                            : EngineCopy.of(
                                    manager, name + " of '" + id + "'", values, weight.getShape());
            array.attach(manager);
            parameter.arrays.put(name, array);
        }
        return array;
    }

    OptimizerState state() {
        Map<String, ParameterState> parameters = new LinkedHashMap<>();
        kept.forEach(
                (id, parameter) -> {
                    Map<String, float[]> slots = new LinkedHashMap<>();
                    parameter.restored.forEach((name, values) -> slots.put(name, values.clone()));
                    parameter.arrays.forEach(
                            (name, array) -> slots.put(name, EngineCopy.toJava(id, array)));
                    parameters.put(id, new ParameterState(parameter.updates, slots));
                });
        return new OptimizerState(parameters);
    }

    void restore(OptimizerState state) {
        state.parameters().forEach((id, parameter) -> check(id, parameter.slots().keySet()));
        kept.values().forEach(parameter -> parameter.arrays.values().forEach(NDArray::close));
        kept.clear();
        state.parameters()
                .forEach(
                        (id, parameter) -> {
                            Kept taken = new Kept();
                            taken.updates = parameter.updates();
                            taken.restored.putAll(parameter.slots());
                            kept.put(id, taken);
                        });
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
