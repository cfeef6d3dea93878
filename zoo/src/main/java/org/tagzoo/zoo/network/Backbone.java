package org.tagzoo.zoo.network;

import java.util.Optional;

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
     * Returns whether batch norm has a scale in Keras's network of this name; by default it has.
     */
    default boolean kerasScales() {
        return true;
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

    /**
     * Returns the parameter whose shape depends on the images' size, which weights are resampled
     * for where they are loaded; by default there is none.
     */
    default Optional<Positions> positions() {
        return Optional.empty();
    }

    /**
     * Returns the name here of a tensor in a published file; by default the same.
     *
     * @param tensor its name in the file
     */
    default String nameOf(String tensor) {
        return tensor;
    }
}
