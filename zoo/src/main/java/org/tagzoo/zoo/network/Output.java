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

    /** The scores of labels before the activation, of a network that gives a box too. */
    public static final String LOGITS = "logits";

    /** Height, width, x and y of an object's box, {@code [N, 4]}. */
    public static final String BOX = "box";

    /** How outputs begin that are no results, see {@link Graph#withHiddenOutputs}. */
    static final String HIDDEN = "hidden";

    /** Returns the same output of a graph in which {@code place[i]} is where node i stands now. */
    public Output at(int[] place) {
        return new Output(name, place[node]);
    }
}
