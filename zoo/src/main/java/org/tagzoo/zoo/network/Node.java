package org.tagzoo.zoo.network;

import java.util.List;

/**
 * One step of a {@link Graph}.
 *
 * @param op what it computes
 * @param inputs indices of the nodes whose results it takes, all before its own
 * @param dims the shape of its result
 */
public record Node(Op op, List<Integer> inputs, Dims dims) {

    public Node {
        inputs = List.copyOf(inputs);
    }

    /** Returns the same step among others: what was node {@code i} stands at {@code place[i]}. */
    public Node at(int[] place) {
        return new Node(op, inputs.stream().map(input -> place[input]).toList(), dims);
    }
}
