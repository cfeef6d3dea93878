package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * The end of a network whose embedding is the mean of the last convolution's map: what follows can
 * be applied to each position of that map alone, which tells where in the image a logit comes from
 * (Zhou et al. 2016, "Learning Deep Features for Discriminative Localization"). Or that of a fully
 * convolutional network, whose logits are such a mean themselves. Or that of a transformer, whose
 * embedding is one token: what follows can be applied to the tokens of patches (Vilas et al. 2023,
 * NeurIPS, "Analyzing Vision Transformers for Image Classification in Class Embedding Space").
 *
 * @param map index of the node whose result is averaged, or of which one token is taken
 * @param head the nodes after that, in order: batch norm, linear layers, ReLU, dropout and
 *     flattening; none where the means are the logits
 * @param patches the map of which the last tokens are the positions; empty for a map
 */
public record PooledHead(int map, List<Node> head, Optional<Dims> patches) {

    public PooledHead {
        head = List.copyOf(head);
    }

    /**
     * Returns how a network ends.
     *
     * @return empty unless it goes from pixels to logits, averages one whole map, and does nothing
     *     but {@link #head} afterwards, with a linear layer at last if with anything
     */
    public static Optional<PooledHead> of(Graph graph) {
        List<Node> nodes = graph.nodes();
        int last = nodes.size() - 1;
        if (graph.inputs().size() > 1
                || !Input.isPixels(nodes.get(0).op())
                || !graph.outputs().stream().map(Output::node).toList().equals(List.of(last))
                || !(nodes.get(last).op() instanceof Linear || isMean(nodes.get(last).op()))) {
            return Optional.empty();
        }
        for (int i = last; i > 1; i--) {
            Node node = nodes.get(i);
            if (!node.inputs().equals(List.of(i - 1))) {
                return Optional.empty();
            }
            List<Node> head = nodes.subList(i + 1, last + 1);
            if (isMean(node.op())) {
                return Optional.of(new PooledHead(i - 1, head, Optional.empty()));
            }
            if (node.op() instanceof AdaptiveAvgPool pool) {
                return pool.size() == 1
                        ? Optional.of(new PooledHead(i - 1, head, Optional.empty()))
                        : Optional.empty();
            }
            if (node.op() instanceof TakeToken) {
                return nodes.stream()
                        .filter(each -> each.op() instanceof ToTokens)
                        .map(each -> nodes.get(each.inputs().get(0)).dims())
                        .reduce((first, second) -> second)
                        .map(
                                patches ->
                                        new PooledHead(
                                                node.inputs().get(0), head, Optional.of(patches)));
            }
            if (node.op().atPositions() == Op.AtPositions.NOT) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isMean(Op op) {
        return op instanceof OverPlaces of && of.kind() == OverPlaces.Kind.AVERAGE;
    }
}
