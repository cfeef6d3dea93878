package org.tagzoo.zoo.torchscript;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InputOp;
import org.tagzoo.zoo.network.Output;

/**
 * The arguments and results of a module's {@code forward}: an only input is {@code x}, several have
 * their names; an only output is a tensor, several are a tuple in their order. DJL makes an {@code
 * NDList} in that order of a tuple. A dictionary would have names there, but DJL gives its arrays
 * in an order of its own, which what counts on the first output, as losses do, can't work with.
 */
final class Signature {

    /** The method that gives the names of several outputs, in order. */
    static final String OUTPUT_NAMES = "output_names";

    /** What the code names itself; Python's own words are refused by the engine. */
    private static final Set<String> TAKEN =
            Set.of("self", "torch", "ops", "annotate", FusedSource.LAYOUT);

    private final List<String> inputs;
    private final List<String> outputs;

    Signature(Graph graph) {
        inputs = graph.inputs().stream().map(node -> ((InputOp) node.op()).name()).toList();
        outputs = graph.outputs().stream().map(Output::name).toList();
        for (String name : inputs) {
            if (inputs.size() > 1 && (TAKEN.contains(name) || name.matches("x[0-9].*"))) {
                throw new IllegalArgumentException(
                        "One of several inputs can't be named '%s', as none of %s and x with a number"
                                .formatted(name, TAKEN));
            }
        }
    }

    /** Returns the name of an input in the code. */
    String argument(InputOp input) {
        return inputs.size() == 1 ? "x" : input.name();
    }

    /** Returns the name of an input that is a map, once its channels come first. */
    String map(InputOp input) {
        return inputs.size() == 1 ? "x0" : "x0_" + input.name();
    }

    /** Returns the name of the first input in the code. */
    String first() {
        return inputs.size() == 1 ? "x" : inputs.get(0);
    }

    /** Returns a method that takes the inputs and gives one tensor. */
    String toOne(String name, String body) {
        return method(name, "Tensor", body);
    }

    /** Returns the method {@code forward}. */
    String forward(String body) {
        if (outputs.size() == 1) {
            return toOne("forward", body);
        }
        String types = outputs.stream().map(output -> "Tensor").collect(Collectors.joining(", "));
        return method("forward", "Tuple[%s]".formatted(types), body)
                + "  def %s(self: __torch__.Net) -> List[str]:\n    return [%s]\n"
                        .formatted(
                                OUTPUT_NAMES,
                                outputs.stream()
                                        .map("\"%s\""::formatted)
                                        .collect(Collectors.joining(", ")));
    }

    private String method(String name, String result, String body) {
        Stream<String> arguments = inputs.size() == 1 ? Stream.of("x") : inputs.stream();
        return "  def %s(self: __torch__.Net, %s) -> %s:\n%s"
                .formatted(
                        name,
                        arguments.map("%s: Tensor"::formatted).collect(Collectors.joining(", ")),
                        result,
                        body);
    }

    /** Returns the expression of what {@code forward} gives. */
    static String result(List<String> outputs) {
        return outputs.size() == 1 ? outputs.get(0) : "(" + String.join(", ", outputs) + ")";
    }
}
