package org.tagzoo.zoo.network;

/**
 * A body and a head. Parameters have the same names whether the two are cut apart or not.
 *
 * @param backbone images to embeddings
 * @param head embeddings to logits
 */
public record Network(Backbone backbone, Head head) {

    public Network {
        if (head.form().flatten() && !(backbone instanceof Unpooled)) {
            backbone = new Unpooled(backbone, head.form().separable() == 0);
        }
    }

    /** Returns the body alone, from pixels to embeddings: what lies before the head. */
    public Graph backboneGraph(int imageSize, Normalization normalization) {
        return Graph.ofPixels(imageSize, normalization, backbone::embed);
    }

    /** Returns the whole network, from pixels to logits. */
    public Graph graph(int imageSize, Normalization normalization) {
        return Graph.ofPixels(
                imageSize,
                normalization,
                (root, x) ->
                        head.classify(
                                root.child(backbone.headName()),
                                backbone.embed(root, x).beginStage(Stage.HEAD)));
    }
}
