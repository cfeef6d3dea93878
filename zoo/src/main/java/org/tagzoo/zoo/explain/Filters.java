package org.tagzoo.zoo.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * The filters of a network's first convolution as small images: gray (128) is a weight of 0,
 * lighter colours are above it, darker ones below; the largest weight of a filter, above or below,
 * is 127 away from gray.
 */
public final class Filters {

    private Filters() {}

    /**
     * Returns the filters in the order of the channels that they make, {@code kw x kh} pixels each.
     *
     * @param values of the network's parameters
     * @return empty if no convolution takes the three colours of an image
     */
    public static List<RgbImage> of(Graph graph, ParameterValues values) {
        Optional<Parameter> first =
                graph.nodes().stream()
                        .filter(node -> node.op() instanceof Conv2d)
                        .map(node -> ((Conv2d) node.op()).weight())
                        .filter(weight -> weight.shape().size() == 4 && weight.shape().get(1) == 3)
                        .findFirst();
        if (first.isEmpty()) {
            return List.of();
        }
        List<Integer> shape = first.get().shape();
        float[] weights = values.values(first.get());
        int pixels = shape.get(2) * shape.get(3);
        List<RgbImage> filters = new ArrayList<>(shape.get(0));
        for (int filter = 0; filter < shape.get(0); filter++) {
            filters.add(
                    new RgbImage(
                            shape.get(3),
                            shape.get(2),
                            pixels(weights, filter * 3 * pixels, pixels)));
        }
        return filters;
    }

    private static byte[] pixels(float[] weights, int start, int pixels) {
        float largest = 0;
        for (int i = 0; i < 3 * pixels; i++) {
            largest = Math.max(largest, Math.abs(weights[start + i]));
        }
        byte[] bytes = new byte[3 * pixels];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < pixels; i++) {
                float weight = weights[start + channel * pixels + i];
                float share = largest == 0 ? 0 : weight / largest;
                bytes[3 * i + channel] = (byte) Math.round(128 + 127 * share);
            }
        }
        return bytes;
    }
}
