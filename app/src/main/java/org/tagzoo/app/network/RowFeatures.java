package org.tagzoo.app.network;

import java.util.function.UnaryOperator;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.zoo.embedding.ImageFeatures;
import org.tagzoo.zoo.network.Graph;

/** What a row's trained network makes of images. */
public final class RowFeatures {

    private RowFeatures() {}

    /**
     * @param rebuilt the row's network, open as long as the features are computed
     * @param part which makes of the network a graph from pixels to features
     */
    public static ImageFeatures of(
            RowNetwork network, RebuiltNetwork rebuilt, UnaryOperator<Graph> part) {
        return of(network, rebuilt, part, weights(network));
    }

    /**
     * As above.
     *
     * @param sha256 of all that the weights are
     */
    public static ImageFeatures of(
            RowNetwork network, RebuiltNetwork rebuilt, UnaryOperator<Graph> part, String sha256) {
        return new ImageFeatures(
                part.apply(rebuilt.graph()),
                rebuilt.values(),
                network.architecture(),
                sha256,
                network.normalization(),
                EvaluationTransform.of(network.imageSize(), network.resize(), network.decoding()));
    }

    /** Returns the hash of all that its weights are. */
    public static String weights(RowNetwork network) {
        String pretrained = network.weights().map(PretrainedWeights::sha256).orElse("");
        return Sha256.of(network.tensorsSha256() + " " + pretrained);
    }
}
