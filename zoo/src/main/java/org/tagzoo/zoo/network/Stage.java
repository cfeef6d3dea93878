package org.tagzoo.zoo.network;

/**
 * A part of a network that can be trained while what lies before it stays frozen: all steps from
 * one node on.
 *
 * @param name such as {@code layer4}, unique in a graph
 * @param node the node whose result is all that the stage takes from before it
 * @param firstParameter index of the first parameter that is declared in the stage
 */
public record Stage(String name, int node, int firstParameter) {

    /** What lies before the first stage that a network names. */
    public static final String STEM = "stem";

    /** From the embedding to the logits. */
    public static final String HEAD = "head";
}
