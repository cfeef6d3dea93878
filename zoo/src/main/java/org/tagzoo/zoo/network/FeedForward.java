package org.tagzoo.zoo.network;

import java.util.List;

/**
 * Linear layers on the pixels, ReLU between.
 *
 * @param name such as {@code ff2}
 * @param hidden widths of the layers before the last; none: the embedding is the pixels
 */
public record FeedForward(String name, List<Integer> hidden) implements Backbone {

    public FeedForward {
        hidden = List.copyOf(hidden);
    }

    @Override
    public Value embed(Scope root, Value image) {
        Value x = Layers.flatten(image);
        for (int i = 0; i < hidden.size(); i++) {
            x = Layers.relu(Layers.linear(root.child("hidden").child(i), x, hidden.get(i)));
        }
        return x;
    }
}
