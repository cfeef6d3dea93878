package org.tagzoo.zoo.network;

import java.util.Arrays;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageSize;

/**
 * A body and a head. Parameters have the same names whether the two are cut apart or not.
 *
 * @param backbone images to embeddings
 * @param head embeddings to logits
 * @param heads how many heads of this form there are, whose mean the logits are; 1, or 2 to 100
 */
public record Network(Backbone backbone, Head head, int heads) {

    private static final int MOST = 100;

    public Network {
        Check.within("heads", heads, 1, MOST);
        Check.that(
                heads == 1
                        || (!head.form().box()
                                && head.form().known() == null
                                && head.form().sideInputs().all().isEmpty()),
                "heads",
                "1 where a network gives a box, is used unchanged, or takes more than pixels",
                heads);
        boolean onMap = head.form().flatten() || head.form().map() != null;
        Check.that(
                !onMap || !(backbone instanceof JoinedBackbone),
                "flatten and map",
                "left out where a network joins several, or views of an image: there is no one map",
                backbone.name());
        if (onMap && !(backbone instanceof Unpooled)) {
            backbone = new Unpooled(backbone, head.form());
        }
    }

    /** A network of one head. */
    public Network(Backbone backbone, Head head) {
        this(backbone, head, 1);
    }

    /**
     * Returns the name below which the parameters of one of several heads are, below the head's
     * own.
     *
     * @param number from 1
     */
    public static String headName(int number) {
        return "fold" + number;
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
                        classify(
                                root.child(backbone.headName()),
                                backbone.embed(root, x).beginStage(Stage.HEAD)));
    }

    private Value classify(Scope scope, Value embedding) {
        if (heads == 1) {
            return head.classify(scope, embedding);
        }
        Value[] each = new Value[heads];
        for (int i = 0; i < heads; i++) {
            each[i] = head.classify(scope.child(headName(i + 1)), embedding);
        }
        return Layers.concatenate(each[0], Arrays.copyOfRange(each, 1, heads))
                .then(new MeanOfHeads(heads));
    }
}
