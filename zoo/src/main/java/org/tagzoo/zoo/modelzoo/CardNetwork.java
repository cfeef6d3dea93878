package org.tagzoo.zoo.modelzoo;

import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.WeightsCard;

/**
 * The network that a card's weights fit.
 *
 * @param network with the head for ImageNet's classes
 * @param transform what an image goes through before the network
 */
record CardNetwork(LoadedNetwork network, EvaluationTransform transform) {

    static CardNetwork of(WeightsCard card) {
        Preprocessing preprocessing = card.preprocessing();
        return new CardNetwork(
                new LoadedNetwork(
                        card.architecture(),
                        card.strideOnFirst1x1(),
                        Head.linear(ImageNetClasses.names().size()),
                        ImageNetClasses.names(),
                        preprocessing.cropWidth(),
                        new Normalization(preprocessing.mean(), preprocessing.std())),
                new EvaluationTransform(
                        preprocessing.resize(),
                        preprocessing.cropWidth(),
                        preprocessing.cropHeight(),
                        resampling(preprocessing.interpolation()),
                        Decoding.WHOLE));
    }

    /** Returns the length of an embedding. */
    int featureWidth() {
        return network.graph().before(Stage.HEAD).output().channels();
    }

    private static Resampling resampling(Preprocessing.Interpolation interpolation) {
        return switch (interpolation) {
            case BILINEAR_ANTIALIASED -> Resampling.BILINEAR;
            case NEAREST -> Resampling.NEAREST;
            case BILINEAR, BICUBIC ->
                    throw new IllegalArgumentException(
                            "Images can be resized bilinear antialiased or nearest, not "
                                    + interpolation);
        };
    }
}
