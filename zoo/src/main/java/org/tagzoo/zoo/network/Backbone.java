package org.tagzoo.zoo.network;

/** The body of a network, from images to one vector each, the embedding. */
public interface Backbone {

    /** Returns the name as users write it, such as {@code resnet50}. */
    String name();

    /**
     * Builds the body.
     *
     * @param root where its parameters are declared
     * @param image normalised images {@code [N, 3, H, W]}
     * @return embeddings {@code [N, F]}
     */
    Value embed(Scope root, Value image);

    /** Returns where the head's parameters are declared; by default {@code fc}, as in a ResNet. */
    default String headName() {
        return "fc";
    }

    /**
     * Returns whether a published file's tensor is of a part that this body goes without on
     * purpose, and no sign that the file is of another network.
     *
     * @param tensor its name in the file
     */
    default boolean leavesOut(String tensor) {
        return false;
    }
}
