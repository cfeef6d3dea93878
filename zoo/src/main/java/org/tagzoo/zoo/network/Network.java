package org.tagzoo.zoo.network;

import org.tagzoo.datasets.image.ImageSize;

/**
 * A body and a head. Parameters have the same names whether the two are cut apart or not.
 *
 * @param backbone images to embeddings
 * @param head embeddings to logits
 */
public record Network(Backbone backbone, Head head) {

    public Network {
        boolean onMap = head.form().flatten() || head.form().map() != null;
        if (onMap && !(backbone instanceof Unpooled)) {
            backbone = new Unpooled(backbone, head.form());
        }
    }

    /** Returns the body alone, from pixels to embeddings: what lies before the head. */
    public Graph backboneGraph(ImageSize imageSize, Normalization normalization) {
        return Graph.ofPixels(imageSize, normalization, backbone::embed);
    }

    /** Returns the body alone for square images. */
    public Graph backboneGraph(int imageSize, Normalization normalization) {
        return backboneGraph(ImageSize.square(imageSize), normalization);
    }

    /** Returns the whole network for square images. */
    public Graph graph(int imageSize, Normalization normalization) {
        return graph(ImageSize.square(imageSize), normalization);
    }

    /** Returns the whole network, from pixels to logits. */
    public Graph graph(ImageSize imageSize, Normalization normalization) {
        return Graph.ofPixels(
                imageSize,
                normalization,
                (root, x) ->
                        head.classify(
                                root.child(backbone.headName()),
                                backbone.embed(root, x).beginStage(Stage.HEAD)));
    }
}
