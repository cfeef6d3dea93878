package org.tagzoo.zoo.torchscript;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Dropout;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Parameter;

/** Writes the classes of a graph's modules in the TorchScript subset of Python. */
final class SourceWriter {

    private SourceWriter() {}

    /**
     * @param emptyLeaves whether modules without others in them make their tensors themselves, of
     *     the shapes that their state lists; then there are no methods but those for training
     */
    static String write(
            Graph graph,
            ModuleTree root,
            Precision precision,
            MemoryFormat format,
            boolean emptyLeaves) {
        StringBuilder code = new StringBuilder();
        Set<String> declared = new HashSet<>();
        for (ModuleTree module : root.all()) {
            if (declared.add(module.className())) {
                boolean isRoot = module.className().equals(root.className());
                declare(module, isRoot ? rootAttributes(graph) : "", code);
                if (emptyLeaves && !isRoot && module.isLeaf()) {
                    emptyTensors(module, code);
                }
            }
        }
        ForwardWriter forward = new ForwardWriter(graph, precision, format, ModuleTree::reference);
        code.append(emptyLeaves ? forward.forward() : forward.forwardAndActivations());
        statistics(graph.parameters(), code);
        if (graph.hasOwnGenerator()) {
            code.append(seedDropout(graph));
        }
        if (FusedConv2d.isIn(graph)) {
            code.append(FusedConv2d.methods(graph, precision, ModuleTree::reference));
        }
        return code.toString();
    }

    private static String rootAttributes(Graph graph) {
        String attributes = channelConstants(graph);
        if (FusedConv2d.isIn(graph)) {
            attributes += "  %s : List[Tensor]\n".formatted(FusedConv2d.PACKED);
        }
        if (graph.hasOwnGenerator()) {
            attributes += "  %s : Optional[Generator]\n".formatted(Dropout.GENERATOR);
        }
        return attributes;
    }

    /** The method that gives dropout a generator where the parameters are. */
    private static String seedDropout(Graph graph) {
        return """
          def seed_dropout(self: __torch__.Net, seed: int) -> NoneType:
            g = torch.Generator(device=ops.prim.device(%s))
            _0 = torch.manual_seed(g, seed)
            self.%s = g
            return None
        """
                .formatted(ModuleTree.reference(graph.parameters().get(0)), Dropout.GENERATOR);
    }

    /** Declares what the inputs read for each channel. */
    static String channelConstants(Graph graph) {
        return graph.inputs().stream()
                .flatMap(node -> ((Input) node.op()).channelConstants().keySet().stream())
                .map("  %s : Tensor\n"::formatted)
                .collect(Collectors.joining());
    }

    private static void declare(ModuleTree module, String attributes, StringBuilder code) {
        code.append("class ").append(module.className()).append("(Module):\n");
        code.append("  __parameters__ = ").append(names(module, true)).append("\n");
        code.append("  __buffers__ = ").append(names(module, false)).append("\n");
        code.append("  training : bool\n");
        code.append(attributes);
        module.tensors().keySet().forEach(name -> attribute(name, "Tensor", code));
        module.children()
                .forEach((name, child) -> attribute(name, "__torch__." + child.className(), code));
    }

    private static void emptyTensors(ModuleTree module, StringBuilder code) {
        int index = 0;
        StringBuilder shapes = new StringBuilder();
        StringBuilder tensors = new StringBuilder();
        for (Map.Entry<String, Parameter> tensor : module.tensors().entrySet()) {
            String made =
                    tensor.getValue().role() == Parameter.Role.COUNTER
                            ? "torch.zeros(state[%d], dtype=4)"
                            : "torch.empty(state[%d], dtype=6)";
            shapes.append("torch.size(self.").append(tensor.getKey()).append("), ");
            tensors.append("    self.").append(tensor.getKey()).append(" = ");
            tensors.append(made.formatted(index++)).append("\n");
        }
        String self = "self: __torch__." + module.className();
        code.append("  def __getstate__(%s) -> List[List[int]]:\n".formatted(self));
        code.append("    return [").append(shapes).append("]\n");
        code.append("  def __setstate__(%s, state: List[List[int]]) -> None:\n".formatted(self));
        code.append("    self.training = True\n").append(tensors);
    }

    private static void attribute(String name, String type, StringBuilder code) {
        if (Character.isDigit(name.charAt(0))) {
            code.append("  __annotations__[\"%s\"] = %s\n".formatted(name, type));
        } else {
            code.append("  %s : %s\n".formatted(name, type));
        }
    }

    private static String names(ModuleTree module, boolean weights) {
        return module.tensors().entrySet().stream()
                .filter(e -> e.getValue().role().isWeight() == weights)
                .map(e -> "\"" + e.getKey() + "\", ")
                .collect(Collectors.joining("", "[", "]"));
    }

    /**
     * DJL shows a module's parameters, not its buffers; this method lets the running statistics be
     * read back.
     */
    private static void statistics(List<Parameter> parameters, StringBuilder code) {
        String references =
                parameters.stream()
                        .filter(parameter -> parameter.role() == Parameter.Role.STATISTIC)
                        .map(ModuleTree::reference)
                        .collect(Collectors.joining(", "));
        if (!references.isEmpty()) {
            code.append("  def statistics(self: __torch__.Net) -> List[Tensor]:\n");
            code.append("    return [").append(references).append("]\n");
        }
    }
}
