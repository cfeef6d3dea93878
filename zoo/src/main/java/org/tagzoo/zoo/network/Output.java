package org.tagzoo.zoo.network;

/**
 * What a network gives, as float32: vectors {@code [N, F]} or maps {@code [N, H, W, C]}.
 *
 * @param name unique in a graph, such as {@code logits}
 * @param node whose result it is
 */
public record Output(String name, int node) {

    /** The name of an output that has none of its own. */
    public static final String RESULT = "result";

    /** Returns the same output of a graph in which {@code place[i]} is where node i stands now. */
    public Output at(int[] place) {
        return new Output(name, place[node]);
    }
}
