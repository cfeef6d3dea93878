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
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            long count = count(node);
            boolean inputDoes = node.inputs().stream().anyMatch(input -> carriesGradient[input]);
            carriesGradient[i] = inputDoes || count > 0 || node.op() instanceof Op.BatchNorm;
            forward += count;
            first += inputDoes ? 0 : count;
        }
        return new MultiplyAdds(forward, 3 * forward - first);
    }

    private static long count(Node node) {
        // A switch over record patterns would read better, and needs Java 21.
        if (node.op() instanceof Op.Conv2d conv) {
            return count(conv, node.dims());
        }
        if (node.op() instanceof Op.FusedConv2d fused) {
            return count(fused.convolution(), node.dims());
        }
        return node.op() instanceof Op.Linear linear ? linear.weight().count() : 0;
    }

    private static long count(Op.Conv2d conv, Dims result) {
        return (long) result.height() * result.width() * conv.weight().count();
    }
}
