package org.tagzoo.zoo.weights;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters and buffers of a TorchScript archive by their dotted names, as its {@code
 * state_dict} has them. Constants of its code have no names and are left out.
 */
final class ScriptTensors {

    private static final int LONGEST_NAME = 1000;

    private static final int DEEPEST = 64;

    /** A module may be part of two others, and those of two others each, and so on. */
    private static final int MOST_VISITED = 100_000;

    private final Map<String, PickledTensor> tensors = new LinkedHashMap<>();
    private final ScriptClasses classes;
    private final String origin;
    private int visited;

    private ScriptTensors(ScriptClasses classes, String origin) {
        this.classes = classes;
        this.origin = origin;
    }

    static Map<String, PickledTensor> of(Object saved, ScriptClasses classes, String origin)
            throws WeightsException {
        if (!(saved instanceof ScriptObject root)) {
            throw new WeightsException(origin + " is a TorchScript archive without a module");
        }
        ScriptTensors found = new ScriptTensors(classes, origin);
        found.visit(root, "", 0);
        if (found.tensors.isEmpty()) {
            throw new WeightsException(
                    origin
                            + " has no named tensors (in a frozen module they are constants of its code)");
        }
        return found.tensors;
    }

    private void visit(ScriptObject module, String prefix, int depth) throws WeightsException {
        if (depth > DEEPEST) {
            throw new WeightsException(
                    "%s has modules nested more than %d deep".formatted(origin, DEEPEST));
        }
        for (Map.Entry<String, Object> attribute : module.attributes().entrySet()) {
            if (++visited > MOST_VISITED) {
                throw new WeightsException(
                        "%s has more than %d attributes".formatted(origin, MOST_VISITED));
            }
            String name = prefix + attribute.getKey();
            if (name.length() > LONGEST_NAME) {
                throw new WeightsException(
                        "%s has a tensor or module with a name of more than %d characters"
                                .formatted(origin, LONGEST_NAME));
            }
            if (attribute.getValue() instanceof PickledTensor tensor) {
                if (classes.isState(module.className(), attribute.getKey())) {
                    tensors.put(name, tensor);
                }
            } else if (attribute.getValue() instanceof ScriptObject child) {
                visit(child, name + ".", depth + 1);
            }
        }
    }
}
