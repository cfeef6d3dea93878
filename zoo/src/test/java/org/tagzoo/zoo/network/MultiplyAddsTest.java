package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageSize;

class MultiplyAddsTest {

    private static final Normalization PLAIN =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    @Test
    void countsByHand() {
        // 3 x 3 over 3 channels to 4, at 6 x 5 places; then 2 x 3 x 4 elements to 7.
        Graph graph =
                Graph.ofPixels(
                        new ImageSize(6, 5),
                        PLAIN,
                        (root, x) -> {
                            Value map = Layers.relu(Layers.conv(root.child("a"), x, 4, 3, 1));
                            Value half = Layers.maxPool(map, 2, 2, 0);
                            return Layers.linear(root.child("b"), Layers.flatten(half), 7);
                        });
        long convolution = 6 * 5 * (3 * 3 * 3 * 4);
        long linear = 3 * 2 * 4 * 7;
        assertEquals(
                new MultiplyAdds(convolution + linear, 2 * convolution + 3 * linear),
                MultiplyAdds.of(graph));
    }

    @Test
    void whatHasNoLayersTakesNone() {
        Graph graph = Graph.ofPixels(8, PLAIN, (root, x) -> Layers.flatten(x));
        assertEquals(new MultiplyAdds(0, 0), MultiplyAdds.of(graph));
    }
}
