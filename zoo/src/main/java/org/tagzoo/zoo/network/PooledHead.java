package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * The end of a network whose embedding is the mean of the last convolution's map: what follows can
 * be applied to each position of that map alone, which tells where in the picture a logit comes
 * from (Zhou et al. 2016, "Learning Deep Features for Discriminative Localization").
 *
 * @param map index of the node whose result is averaged
 * @param head the nodes after the average, in order: batch norm, linear layers, ReLU, dropout and
 *     flattening
 */
public record PooledHead(int map, List<Node> head) {

    public PooledHead {
        head = List.copyOf(head);
    }

    /**
     * Returns how a network ends.
     *
     * @return empty unless it goes from pixels to logits, averages one whole map, and does nothing
     *     but {@link #head} afterwards, with a linear layer at last
     */
    public static Optional<PooledHead> of(Graph graph) {
        List<Node> nodes = graph.nodes();
        int last = nodes.size() - 1;
        if (!(nodes.get(0).op() instanceof Op.Pixels)
                || !(nodes.get(last).op() instanceof Op.Linear)) {
            return Optional.empty();
        }
        for (int i = last; i > 1; i--) {
            Node node = nodes.get(i);
            if (!node.inputs().equals(List.of(i - 1))) {
                return Optional.empty();
            }
            if (node.op() instanceof Op.AdaptiveAvgPool pool) {
                return pool.size() == 1
                        ? Optional.of(new PooledHead(i - 1, nodes.subList(i + 1, last + 1)))
                        : Optional.empty();
            }
            if (!isPointwise(node.op())) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isPointwise(Op op) {
        return op instanceof Op.Linear
                || op instanceof Op.BatchNorm
                || op instanceof Op.Relu
                || op instanceof Op.Dropout
                || op instanceof Op.Flatten;
    }

    /**
     * Returns whether the head is affine outside training: then the mean of its results over all
     * positions is its result for the mean, the logit. Hidden layers with ReLU are not.
     */
    public boolean isAffine() {
        return head.stream().noneMatch(node -> node.op() instanceof Op.Relu);
    }
}
