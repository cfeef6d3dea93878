package org.tagzoo.zoo.modelzoo;

import ai.djl.Model;
import ai.djl.util.JsonUtils;
import java.util.List;
import java.util.stream.Collectors;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.registry.WeightsCard;

/**
 * The whole network that a model of this zoo is of, or is a part of. The model's properties say it,
 * so that its graph can be built again once it is trained.
 *
 * @param architecture its body, such as {@code resnet50}
 * @param strideOnFirst1x1 whether it is a ResNet with the stride where Keras has it
 * @param head what follows the body
 * @param labels the names of the logits in order; empty if they are not known
 * @param imageSize of the images
 * @param normalization of pixels
 */
public record LoadedNetwork(
        String architecture,
        boolean strideOnFirst1x1,
        Head head,
        List<String> labels,
        ImageSize imageSize,
        Normalization normalization) {

    static final String WHOLE = "whole";

    /** The head, as a property has it. */
    private record Layers(double dropout, List<Integer> hidden, int labels) {}

    public LoadedNetwork {
        labels = List.copyOf(labels);
    }

    /** Returns the body. */
    public Backbone backbone() {
        return Backbones.of(architecture, strideOnFirst1x1);
    }

    /** Returns the whole network, from pixels to logits; nothing in it is frozen. */
    public Graph graph() {
        return new Network(backbone(), head).graph(imageSize, normalization);
    }

    /** Returns the network for ImageNet's classes that a card's weights fit. */
    static LoadedNetwork of(WeightsCard card) {
        return new LoadedNetwork(
                card.architecture(),
                card.strideOnFirst1x1(),
                NewHead.IMAGENET.head(),
                NewHead.IMAGENET.labels(),
                card.preprocessing().imageSize(),
                new Normalization(card.preprocessing().mean(), card.preprocessing().std()));
    }

    /** Returns the length of an embedding. */
    int featureWidth() {
        return graph().before(Stage.HEAD).output().channels();
    }

    /**
     * Writes this into the properties of a model.
     *
     * @param part of the network that the model is, in words; {@value #WHOLE} for all
     */
    void describe(Model model, String part) {
        model.setProperty("architecture", architecture);
        model.setProperty("strideOnFirst1x1", String.valueOf(strideOnFirst1x1));
        Layers layers = new Layers(head.dropout(), head.hidden(), head.labels());
        model.setProperty("head", JsonUtils.GSON.toJson(layers));
        model.setProperty("labels", JsonUtils.GSON.toJson(labels));
        model.setProperty("imageSize", String.valueOf(imageSize));
        model.setProperty("mean", numbers(normalization.mean()));
        model.setProperty("std", numbers(normalization.std()));
        model.setProperty("part", part);
    }

    static String numbers(List<Double> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * Reads the properties of a model.
     *
     * @throws IllegalArgumentException if this zoo did not load it, or it is no whole network from
     *     pixels to logits; one line
     */
    public static LoadedNetwork of(Model model) {
        String part = model.getProperty("part");
        if (part == null) {
            throw new IllegalArgumentException(
                    "The model %s was not loaded by TagZoo's model zoo: its properties don't say which network it is"
                            .formatted(model.getName()));
        }
        if (!part.equals(WHOLE)) {
            throw new IllegalArgumentException(
                    "The model %s is the network %s, not the whole one from pixels to logits"
                            .formatted(model.getName(), part));
        }
        Layers layers = JsonUtils.GSON.fromJson(model.getProperty("head"), Layers.class);
        String[] labels = JsonUtils.GSON.fromJson(model.getProperty("labels"), String[].class);
        return new LoadedNetwork(
                model.getProperty("architecture"),
                Boolean.parseBoolean(model.getProperty("strideOnFirst1x1")),
                new Head(layers.labels(), layers.hidden(), layers.dropout(), false),
                List.of(labels),
                ImageSize.of(model.getProperty("imageSize")),
                new Normalization(
                        channels(model.getProperty("mean")), channels(model.getProperty("std"))));
    }

    private static List<Double> channels(String text) {
        return Arguments.list(text).stream()
                .map(value -> Double.valueOf(value.toString()))
                .toList();
    }
}
