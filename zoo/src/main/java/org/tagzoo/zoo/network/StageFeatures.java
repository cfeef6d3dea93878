package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A network that gives what each of its stages makes of an image, a vector each: the mean of a map
 * over its positions, also where the map is flattened next, the first token of a transformer, a
 * vector as it is. The last stage's is the embedding; after it comes {@code head}, what the head's
 * last layer takes, where the head has a hidden layer and takes nothing but the image.
 *
 * @param graph from pixels to all vectors, one after the other, {@code [N, F]}
 * @param stages where each is among them
 */
public record StageFeatures(Graph graph, List<Features> stages) {

    /**
     * The features of one stage.
     *
     * @param stage that ends with them; {@code stem} before the first
     * @param from index of the first
     * @param width how many
     */
    public record Features(String stage, int from, int width) {}

    public StageFeatures {
        stages = List.copyOf(stages);
    }

    /** Returns whether a network makes anything of its image; that of {@code no_image} does not. */
    public static boolean areIn(Graph network) {
        return network.nodes().stream().noneMatch(node -> node.op() instanceof NoFeatures);
    }

    /**
     * @param network from pixels to logits
     */
    public static StageFeatures of(Graph network) {
        Graph body = network.before(Stage.HEAD);
        int hidden = hidden(network, body.nodes().size() - 1);
        Graph kept = hidden < 0 ? body : withoutLast(network, hidden);
        List<Node> nodes = new ArrayList<>(kept.nodes());
        List<Features> stages = new ArrayList<>();
        List<Integer> vectors = new ArrayList<>();
        String stage = Stage.STEM;
        int from = 0;
        for (int i = 0; i <= network.stages().size(); i++) {
            boolean isLast = i == network.stages().size();
            int node = isLast ? hidden : network.stages().get(i).node();
            if (node >= 0) {
                int vector = vector(nodes, node);
                int width = nodes.get(vector).dims().channels();
                vectors.add(vector);
                stages.add(new Features(stage, from, width));
                from += width;
            }
            stage = isLast ? stage : network.stages().get(i).name();
        }
        List<Dims> dims = vectors.stream().map(v -> nodes.get(v).dims()).toList();
        Op all = new Concatenate();
        nodes.add(new Node(all, vectors, all.dims(dims)));
        return new StageFeatures(new Graph(nodes, kept.parameters(), List.of()), stages);
    }

    /**
     * Returns the body alone, from pixels to the embedding as one vector.
     *
     * @param network from pixels to logits
     */
    public static Graph embedding(Graph network) {
        Graph body = network.before(Stage.HEAD);
        List<Node> nodes = new ArrayList<>(body.nodes());
        vector(nodes, nodes.size() - 1);
        return new Graph(nodes, body.parameters(), List.of());
    }

    /**
     * Returns what the head's last layer takes, where the head has a hidden layer and takes nothing
     * but the image; else the embedding, see {@link #embedding}.
     *
     * @param network from pixels to logits
     */
    public static Graph penultimate(Graph network) {
        int hidden = hidden(network, network.before(Stage.HEAD).nodes().size() - 1);
        return hidden < 0 ? embedding(network) : withoutLast(network, hidden);
    }

    /**
     * Returns the node that the last layer takes, dropout aside; -1 if no layer is before it, what
     * it gives depends on more than the image, or the head is the pretrained one, unchanged.
     */
    private static int hidden(Graph network, int embedding) {
        List<Node> nodes = network.nodes();
        Node last = nodes.get(nodes.size() - 1);
        if (last.op() instanceof Scale) { // a box is scaled to pixels
            last = nodes.get(last.inputs().get(0));
        }
        if (network.inputs().size() > 1 || !(last.op() instanceof Linear)) {
            return -1;
        }
        int node = last.inputs().get(0);
        while (nodes.get(node).op() instanceof Dropout) {
            node = nodes.get(node).inputs().get(0);
        }
        boolean isHidden =
                nodes.subList(embedding + 1, Math.max(embedding, node) + 1).stream()
                        .anyMatch(each -> each.op() instanceof Linear);
        return isHidden ? node : -1;
    }

    /** Returns a network's steps up to one, with the parameters that these take. */
    private static Graph withoutLast(Graph network, int end) {
        List<Node> nodes = network.nodes().subList(0, end + 1);
        List<Parameter> taken =
                nodes.stream().flatMap(node -> node.op().parameters().stream()).toList();
        return new Graph(
                nodes, network.parameters().stream().filter(taken::contains).toList(), List.of());
    }

    /** Adds the steps that make one vector of a result; returns the last. */
    private static int vector(List<Node> nodes, int node) {
        Node taken = nodes.get(node);
        if (taken.op() instanceof Flatten) {
            return vector(nodes, taken.inputs().get(0));
        }
        if (taken.dims().isMap()) {
            return add(nodes, new Flatten(), add(nodes, new AdaptiveAvgPool(1), node));
        }
        return taken.dims().isTokens() ? add(nodes, new TakeToken(0), node) : node;
    }

    private static int add(List<Node> nodes, Op op, int input) {
        nodes.add(new Node(op, List.of(input), op.dims(List.of(nodes.get(input).dims()))));
        return nodes.size() - 1;
    }
}
