package org.tagzoo.zoo.network;

import java.util.List;

/**
 * A small convolutional network: 3x3 convolutions with ReLU, each followed by a max-pool that
 * halves the map.
 *
 * @param name such as {@code cnn}
 * @param channels of each convolution
 * @param mapSize side of the map that is flattened, to which the last is averaged; 0: the last is
 */
public record SmallCnn(String name, List<Integer> channels, int mapSize) implements Backbone {

    public SmallCnn {
        channels = List.copyOf(channels);
    }

    @Override
    public Value embed(Scope root, Value image) {
        Value x = image;
        for (int i = 0; i < channels.size(); i++) {
            x = Layers.relu(Layers.conv(root.child("features").child(i), x, channels.get(i), 3, 1));
            x = Layers.maxPool(x, 2, 2, 0);
        }
        return Layers.flatten(mapSize == 0 ? x : Layers.adaptiveAvgPool(x, mapSize));
    }
}
