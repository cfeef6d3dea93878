package org.tagzoo.zoo.network;

import java.util.List;

/**
 * How many multiplications, each with its addition, a network takes for one image: those of
 * convolutions and linear layers, as papers count them. Two floating-point operations each.
 *
 * @param forward of a pass through the network; for torchvision's networks, what torchvision
 *     publishes as their operations
 * @param training of a pass and its backward pass, where all parameters are trained: each layer
 *     once more for the gradient of its weights, and once more for that of its input, which what
 *     comes first has no need of
 */
public record MultiplyAdds(long forward, long training) {

    /** Counts those of a graph; 0 if it has neither convolutions nor linear layers. */
    public static MultiplyAdds of(Graph graph) {
        long forward = 0;
        long first = 0;
        List<Node> nodes = graph.nodes();
        boolean[] carriesGradient = new boolean[nodes.size()];
        long[] times = perImage(nodes);
        for (int n = 0; n < nodes.size(); n++) {
            Node node = nodes.get(n);
            List<Dims> inputs = node.inputs().stream().map(i -> nodes.get(i).dims()).toList();
            long count = times[n] * node.op().multiplyAdds(inputs, node.dims());
            boolean inputDoes = node.inputs().stream().anyMatch(input -> carriesGradient[input]);
            carriesGradient[n] = inputDoes || !node.op().parameters().isEmpty();
            forward += count;
            first += inputDoes ? 0 : count;
        }
        return new MultiplyAdds(forward, 3 * forward - first);
    }

    /** Returns how often each step computes for an image: once, or for each of its views. */
    static long[] perImage(List<Node> nodes) {
        long[] times = new long[nodes.size()];
        for (int n = 0; n < times.length; n++) {
            Node node = nodes.get(n);
            long before = node.inputs().stream().mapToLong(i -> times[i]).max().orElse(1);
            times[n] =
                    node.op() instanceof Views several
                            ? several.views().size()
                            : node.op() instanceof MeanOfViews ? 1 : before;
        }
        return times;
    }
}
