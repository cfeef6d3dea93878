package org.tagzoo.zoo.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The named tensors in what {@code torch.save} was given: a dict of tensors, or one that training
 * programs put them in among other things, under a usual key or under the only key that has any.
 *
 * <p>Where every name starts with {@code module.} or {@code _orig_mod.} (a network saved in
 * PyTorch's data-parallel wrapper, or compiled), that start is left out.
 */
final class StateDict {

    /** The first that holds tensors is taken: averaged weights only where there are no others. */
    private static final List<String> KEYS =
            List.of(
                    "state_dict",
                    "model_state_dict",
                    "model_state",
                    "model",
                    "module",
                    "network",
                    "net",
                    "ema_state_dict",
                    "state_dict_ema",
                    "model_ema",
                    "ema");

    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");

    /** One in another, as a model's in a checkpoint's. */
    private static final int DEEPEST = 3;

    private final String origin;

    private StateDict(String origin) {
        this.origin = origin;
    }

    static Map<String, PickledTensor> of(Object saved, String origin) throws WeightsException {
        if (saved instanceof TensorUnpickler.Opaque other) {
            throw other.refusal(origin);
        }
        if (!(saved instanceof Map<?, ?> dict)) {
            throw new WeightsException(
                    origin + " holds no dict of tensors; save model.state_dict() in Python");
        }
        StateDict state = new StateDict(origin);
        Optional<Map<?, ?>> found = state.find(dict, 0);
        if (found.isEmpty()) {
            for (Object value : dict.values()) {
                if (value instanceof TensorUnpickler.Opaque other) {
                    throw other.refusal(origin);
                }
            }
            throw new WeightsException(
                    "%s holds no tensors by name, neither itself nor under %s; its keys are %s"
                            .formatted(
                                    origin,
                                    String.join(", ", KEYS),
                                    dict.keySet().stream().limit(12).toList()));
        }
        return unwrapped(state.tensors(found.get()));
    }

    private Optional<Map<?, ?>> find(Map<?, ?> dict, int depth) throws WeightsException {
        for (String key : KEYS) {
            if (depth < DEEPEST && dict.get(key) instanceof Map<?, ?> nested) {
                Optional<Map<?, ?>> found = find(nested, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (holdsTensors(dict)) {
            return Optional.of(dict);
        }
        List<Object> others = new ArrayList<>();
        dict.forEach(
                (key, value) -> {
                    if (value instanceof Map<?, ?> nested && holdsTensors(nested)) {
                        others.add(key);
                    }
                });
        if (others.size() > 1) {
            throw new WeightsException(
                    ("%s holds tensors under %s, and which are the network's isn't known. In"
                                    + " Python, save them alone: torch.save(saved['%s'], path)")
                            .formatted(origin, others, others.get(0)));
        }
        return others.stream().findFirst().map(key -> (Map<?, ?>) dict.get(key));
    }

    private static boolean holdsTensors(Map<?, ?> dict) {
        return dict.entrySet().stream()
                .anyMatch(
                        entry ->
                                entry.getKey() instanceof String
                                        && entry.getValue() instanceof PickledTensor);
    }

    /** Counters, settings and the like are passed over, but not what may be a kind of tensor. */
    private Map<String, PickledTensor> tensors(Map<?, ?> dict) throws WeightsException {
        Map<String, PickledTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (entry.getValue() instanceof TensorUnpickler.Opaque other) {
                throw other.refusal(origin);
            }
            if (entry.getKey() instanceof String name
                    && entry.getValue() instanceof PickledTensor tensor) {
                tensors.put(name, tensor);
            }
        }
        return tensors;
    }

    private static Map<String, PickledTensor> unwrapped(Map<String, PickledTensor> tensors) {
        for (String wrapper : WRAPPERS) {
            if (tensors.keySet().stream().allMatch(name -> name.startsWith(wrapper))) {
                Map<String, PickledTensor> within = new LinkedHashMap<>();
                tensors.forEach(
                        (name, tensor) -> within.put(name.substring(wrapper.length()), tensor));
                return unwrapped(within);
            }
        }
        return tensors;
    }
}
