package org.tagzoo.zoo.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The named tensors in what {@code torch.save} was given.
 *
 * <p>That is a dict of tensors, or a dict that holds one under {@code state_dict}, {@code
 * model_state_dict} or {@code model}, as training programs save it. Where every name starts with
 * {@code module.} (a network saved in PyTorch's data-parallel wrapper), that start is left out.
 */
final class StateDict {

    private static final List<String> NESTED = List.of("state_dict", "model_state_dict", "model");
    private static final String WRAPPER = "module.";

    private StateDict() {}

    static Map<String, PickledTensor> of(Object saved, String origin) throws WeightsException {
        if (!(saved instanceof Map<?, ?> dict)) {
            throw new WeightsException(
                    origin + " holds no dict of tensors; save model.state_dict() in Python");
        }
        for (String key : NESTED) {
            if (!holdsTensors(dict)
                    && dict.get(key) instanceof Map<?, ?> nested
                    && holdsTensors(nested)) {
                return tensors(nested, origin);
            }
        }
        if (!holdsTensors(dict)) {
            throw new WeightsException(
                    "%s holds no tensors by name, neither itself nor under %s; its keys are %s"
                            .formatted(
                                    origin,
                                    String.join(", ", NESTED),
                                    dict.keySet().stream().limit(12).toList()));
        }
        return tensors(dict, origin);
    }

    private static boolean holdsTensors(Map<?, ?> dict) {
        return dict.values().stream().anyMatch(PickledTensor.class::isInstance);
    }

    private static Map<String, PickledTensor> tensors(Map<?, ?> dict, String origin)
            throws WeightsException {
        Map<String, PickledTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (!(entry.getKey() instanceof String name
                    && entry.getValue() instanceof PickledTensor tensor)) {
                throw new WeightsException(
                        "%s has an entry '%s' among its tensors that is none"
                                .formatted(origin, entry.getKey()));
            }
            tensors.put(name, tensor);
        }
        if (!tensors.keySet().stream().allMatch(name -> name.startsWith(WRAPPER))) {
            return tensors;
        }
        Map<String, PickledTensor> unwrapped = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> unwrapped.put(name.substring(WRAPPER.length()), tensor));
        return unwrapped;
    }
}
