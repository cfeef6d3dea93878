package org.tagzoo.zoo.network;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A network as a list of steps. Node 0 is the input, the last node the result; each node's inputs
 * stand before it.
 *
 * @param nodes the steps
 * @param parameters the tensors, in the order of their declaration, which is torchvision's
 */
public record Graph(List<Node> nodes, List<Parameter> parameters) {

    public Graph {
        nodes = List.copyOf(nodes);
        parameters = List.copyOf(parameters);
    }

    /**
     * Traces a function of square pictures.
     *
     * @param size side of the pictures
     * @param network gets the root of the names and the normalised pictures {@code [N, 3, size,
     *     size]}
     */
    public static Graph ofPixels(
            int size, Normalization normalization, BiFunction<Scope, Value, Value> network) {
        return ofPixels(size, size, normalization, network);
    }

    /**
     * Traces a function of pictures.
     *
     * @param network gets the root of the names and the normalised pictures {@code [N, 3, height,
     *     width]}
     */
    public static Graph ofPixels(
            int height,
            int width,
            Normalization normalization,
            BiFunction<Scope, Value, Value> network) {
        return trace(new Op.Pixels(normalization), Dims.map(3, height, width), network);
    }

    /** Traces a function of vectors {@code [N, width]}. */
    public static Graph ofEmbeddings(int width, BiFunction<Scope, Value, Value> network) {
        return trace(new Op.Embeddings(), Dims.vector(width), network);
    }

    private static Graph trace(Op input, Dims dims, BiFunction<Scope, Value, Value> network) {
        Tracer tracer = new Tracer();
        Value result = network.apply(new Scope(tracer, ""), tracer.add(input, dims));
        return tracer.graph(result);
    }

    /** Returns the shape of the result. */
    public Dims output() {
        return nodes.get(nodes.size() - 1).dims();
    }

    /** Returns how many numbers are weights: what papers count, running statistics left out. */
    public long weightCount() {
        return parameters.stream()
                .filter(parameter -> parameter.role().isWeight())
                .mapToLong(Parameter::count)
                .sum();
    }
}
