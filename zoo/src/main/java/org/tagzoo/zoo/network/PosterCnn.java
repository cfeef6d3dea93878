package org.tagzoo.zoo.network;

/**
 * A small network for film posters, as a study built it in Keras: convolutions without padding
 * (5x5, then 3x3) with ReLU, each followed by a max-pool of 3, from the second on with dropout
 * before it. With images of 138 x 92 pixels, a head of one hidden layer of 64 and 7 labels, it has
 * 264,423 parameters of 2 blocks and 44,823 of 3.
 *
 * @param name such as {@code poster_cnn2}
 * @param blocks how many convolutions: 2 or 3
 */
public record PosterCnn(String name, int blocks) implements Backbone {

    private static final int[] CHANNELS = {16, 32, 48};
    private static final double DROPOUT = 0.25;

    @Override
    public Value embed(Scope root, Value image) {
        Scope features = root.child("features");
        Value x = image;
        // As torch.nn.Sequential numbers them: convolution, ReLU, dropout if any, max-pool.
        for (int block = 0, index = 0; block < blocks; block++) {
            boolean drops = block > 0;
            int kernel = drops ? 3 : 5;
            x = Layers.relu(Layers.conv(features.child(index), x, CHANNELS[block], kernel, 0));
            x = Layers.maxPool(drops ? Layers.dropout(x, DROPOUT) : x, 3, 3, 0);
            index += drops ? 4 : 3;
        }
        return Layers.flatten(x);
    }
}
