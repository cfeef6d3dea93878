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
 *
 * @param tensors in the file's order
 * @param choice where they were found and which others were passed over, see {@link
 *     TensorSource#choice}
 */
record StateDict(Map<String, PickledTensor> tensors, String choice) {

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

    /** A dict of tensors, and the keys that lead to it. */
    private record Found(List<String> keys, Map<?, ?> dict) {}

    static StateDict of(Object saved, String origin) throws WeightsException {
        if (saved instanceof TensorUnpickler.Opaque other) {
            throw other.refusal(origin);
        }
        if (!(saved instanceof Map<?, ?> dict)) {
            throw new WeightsException(
                    origin + " holds no dict of tensors; save model.state_dict() in Python");
        }
        Optional<Found> found = find(dict, List.of(), origin);
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
        return new StateDict(
                unwrapped(tensors(found.get().dict(), origin)), choice(dict, found.get().keys()));
    }

    private static String choice(Map<?, ?> dict, List<String> keys) {
        if (keys.isEmpty()) {
            return "";
        }
        List<String> others = new ArrayList<>();
        dict.forEach(
                (key, value) -> {
                    if (!keys.get(0).equals(key) && value instanceof Map<?, ?> nested) {
                        long count = count(nested);
                        if (count > 0) {
                            others.add("'%s' (%d tensors)".formatted(key, count));
                        }
                    }
                });
        String taken = "'" + String.join(".", keys) + "'";
        return others.isEmpty() ? taken : taken + ", not " + String.join(", ", others);
    }

    private static Optional<Found> find(Map<?, ?> dict, List<String> keys, String origin)
            throws WeightsException {
        for (String key : KEYS) {
            if (keys.size() < DEEPEST && dict.get(key) instanceof Map<?, ?> nested) {
                Optional<Found> found = find(nested, with(keys, key), origin);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (holdsTensors(dict)) {
            return Optional.of(new Found(keys, dict));
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
        return others.stream()
                .findFirst()
                .map(key -> new Found(with(keys, key.toString()), (Map<?, ?>) dict.get(key)));
    }

    private static List<String> with(List<String> keys, String key) {
        List<String> more = new ArrayList<>(keys);
        more.add(key);
        return more;
    }

    private static boolean holdsTensors(Map<?, ?> dict) {
        return count(dict) > 0;
    }

    private static long count(Map<?, ?> dict) {
        return dict.entrySet().stream()
                .filter(
                        entry ->
                                entry.getKey() instanceof String
                                        && entry.getValue() instanceof PickledTensor)
                .count();
    }

    /** Counters, settings and the like are passed over, but not what may be a kind of tensor. */
    private static Map<String, PickledTensor> tensors(Map<?, ?> dict, String origin)
            throws WeightsException {
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
