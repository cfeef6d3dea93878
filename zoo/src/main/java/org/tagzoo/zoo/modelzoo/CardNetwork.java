package org.tagzoo.zoo.modelzoo;

import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.Interpolation;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The network that a card's weights fit.
 *
 * @param backbone its body
 * @param preprocessing what its weights expect of a picture
 */
record CardNetwork(Backbone backbone, Preprocessing preprocessing) {

    static CardNetwork of(WeightsCard card) {
        Backbone backbone =
                Backbones.byName(card.architecture())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no network " + card.architecture()));
        return new CardNetwork(
                card.strideOnFirst1x1() ? Backbones.keras(backbone) : backbone,
                card.preprocessing());
    }

    /** Returns the length of an embedding. */
    int featureWidth() {
        return graph(NetworkOutput.EMBEDDING).output().channels();
    }

    /** Returns the network from pixels on, normalisation included. */
    Graph graph(NetworkOutput output) {
        Network network = new Network(backbone, Head.linear(ImageNetClasses.names().size()));
        Normalization normalization = new Normalization(preprocessing.mean(), preprocessing.std());
        int size = preprocessing.cropWidth();
        return switch (output) {
            case CLASSES -> network.graph(size, normalization);
            case EMBEDDING -> network.backboneGraph(size, normalization);
        };
    }

    /**
     * Returns the parameters of a graph made here.
     *
     * @param source closed with the result, or here if it does not fit
     */
    LoadedValues values(TensorSource source, Graph graph, NetworkOutput output)
            throws WeightsException {
        return switch (output) {
            case CLASSES -> LoadedValues.ofWhole(source, graph, backbone);
            case EMBEDDING -> LoadedValues.of(source, graph, backbone);
        };
    }

    /** Returns what a picture goes through before the network. */
    EvaluationTransform transform() {
        return new EvaluationTransform(
                preprocessing.resize(),
                preprocessing.cropWidth(),
                preprocessing.cropHeight(),
                resampling(preprocessing.interpolation()),
                Decoding.WHOLE);
    }

    private static Resampling resampling(Interpolation interpolation) {
        return switch (interpolation) {
            case BILINEAR_ANTIALIASED -> Resampling.BILINEAR;
            case NEAREST -> Resampling.NEAREST;
            case BILINEAR, BICUBIC ->
                    throw new IllegalArgumentException(
                            "Pictures can be resized bilinear antialiased or nearest, not "
                                    + interpolation);
        };
    }
}
