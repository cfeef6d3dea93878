package org.tagzoo.zoo.torchscript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tagzoo.zoo.network.Parameter;

/**
 * Parameters by their dotted names as nested modules, as PyTorch nests them: {@code
 * layer1.0.conv1.weight} is tensor {@code weight} of module {@code conv1} of {@code 0} of {@code
 * layer1}.
 *
 * @param className the module's class in the archive's source, unique
 * @param tensors its own tensors by their last name, in order
 * @param children its modules by name, in order
 */
record ModuleTree(
        String className, Map<String, Parameter> tensors, Map<String, ModuleTree> children) {

    private static final Set<String> RESERVED =
            Set.of(
                    "training",
                    "forward",
                    "statistics",
                    ForwardWriter.LAST_MAP,
                    ForwardWriter.OUTPUT_NAMES,
                    TorchScriptArchive.ACTIVATIONS,
                    TorchScriptArchive.TOKEN_ACTIVATIONS);

    static ModuleTree of(List<Parameter> parameters) {
        ModuleTree root = empty("Net");
        int[] classes = {0};
        for (Parameter parameter : parameters) {
            String[] path = parameter.name().split("\\.", -1);
            ModuleTree module = root;
            for (int i = 0; i < path.length - 1; i++) {
                String name = path[i];
                module =
                        module.children.computeIfAbsent(
                                name, key -> empty("M" + classes[0]++ + "_" + key));
            }
            String last = path[path.length - 1];
            if (RESERVED.contains(last) || module.tensors.put(last, parameter) != null) {
                throw new IllegalArgumentException(
                        "A parameter can't be named " + parameter.name());
            }
        }
        return root;
    }

    /** Returns the same tree in which leaves with tensors of the same names share a class. */
    ModuleTree withSharedLeaves() {
        return below(new LinkedHashMap<>());
    }

    private ModuleTree shared(Map<List<String>, String> leaves) {
        if (isLeaf()) {
            List<String> key =
                    tensors.entrySet().stream()
                            .map(tensor -> tensor.getKey() + " " + kind(tensor.getValue()))
                            .toList();
            String shared = leaves.computeIfAbsent(key, unseen -> "Leaf" + leaves.size());
            return new ModuleTree(shared, tensors, children);
        }
        return below(leaves);
    }

    private ModuleTree below(Map<List<String>, String> leaves) {
        Map<String, ModuleTree> below = new LinkedHashMap<>();
        children.forEach((name, child) -> below.put(name, child.shared(leaves)));
        return new ModuleTree(className, tensors, below);
    }

    private static String kind(Parameter parameter) {
        return parameter.role() == Parameter.Role.COUNTER
                ? "counter"
                : String.valueOf(parameter.role().isWeight());
    }

    /**
     * Returns the expression that reads a parameter where modules are nested: {@code
     * getattr(self.layer1, "0").conv1.weight}.
     */
    static String reference(Parameter parameter) {
        String expression = "self";
        for (String name : parameter.name().split("\\.", -1)) {
            expression =
                    Character.isDigit(name.charAt(0))
                            ? "getattr(%s, \"%s\")".formatted(expression, name)
                            : expression + "." + name;
        }
        return expression;
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    private static ModuleTree empty(String className) {
        return new ModuleTree(className, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Returns this module and all below it, the innermost first. */
    List<ModuleTree> all() {
        List<ModuleTree> modules = new ArrayList<>();
        children.values().forEach(child -> modules.addAll(child.all()));
        modules.add(this);
        return modules;
    }
}
