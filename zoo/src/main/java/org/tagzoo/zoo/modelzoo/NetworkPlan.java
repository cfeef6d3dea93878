package org.tagzoo.zoo.modelzoo;

import ai.djl.Model;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.util.Optional;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The network that a program asks for.
 *
 * @param network the whole of it
 * @param transform what an image goes through before the network
 * @param graph what is loaded: the whole network or the part that is asked for, its frozen stages
 *     frozen
 */
record NetworkPlan(
        LoadedNetwork network,
        EvaluationTransform transform,
        Graph graph,
        LoadArguments arguments) {

    /**
     * @param card of the weights that the network begins with; empty for none
     */
    static NetworkPlan of(String architecture, LoadArguments arguments, Optional<WeightsCard> card)
            throws ModelNotFoundException {
        WeightsArguments chosen = arguments.weights();
        CardNetwork published =
                card.isPresent() ? CardNetwork.of(card.get()) : withoutCard(architecture, chosen);
        LoadedNetwork network = published.network();
        EvaluationTransform transform = published.transform();
        if (arguments.head().isPresent()) {
            network = network.with(arguments.head().get());
        }
        network = network.withImageSize(chosen.imageSize().orElse(network.imageSize()));
        if (arguments.head().isPresent() || chosen.imageSize().isPresent()) {
            // As tagzoo compare makes images of a size, and exports do.
            transform = EvaluationTransform.square(network.imageSize());
        }
        try {
            return new NetworkPlan(network, transform, graph(network, arguments), arguments);
        } catch (IllegalArgumentException e) {
            throw new ModelNotFoundException(
                    "%s can't be made as the arguments say: %s"
                            .formatted(architecture, e.getMessage()),
                    e);
        }
    }

    private static CardNetwork withoutCard(String architecture, WeightsArguments chosen) {
        int size = chosen.imageSize().orElseThrow();
        return new CardNetwork(
                new LoadedNetwork(
                        architecture,
                        false,
                        Head.linear(ImageNetClasses.names().size()),
                        ImageNetClasses.names(),
                        size,
                        chosen.normalization().orElseThrow()),
                EvaluationTransform.square(size));
    }

    private static Graph graph(LoadedNetwork network, LoadArguments arguments) {
        Graph whole = network.graph();
        if (arguments.frozen().isPresent()) {
            whole = whole.freezeBefore(arguments.frozen().get().stage());
        }
        Graph graph = whole;
        if (arguments.cut().isPresent()) {
            graph = arguments.cut().get().of(whole);
        } else if (arguments.output() == NetworkOutput.EMBEDDING) {
            graph = whole.before(Stage.HEAD);
        }
        if (arguments.trains()
                && graph.parameters().stream().noneMatch(p -> p.role() == Parameter.Role.TRAINED)) {
            throw new IllegalArgumentException("it has no parameters that are trained");
        }
        return graph;
    }

    /**
     * Checks weights against the whole network, whatever part of it is loaded.
     *
     * @param source closed with the result, or here if it does not fit
     */
    LoadedValues fit(TensorSource source) throws WeightsException {
        boolean isWhole = arguments.head().isEmpty() && arguments.output() == NetworkOutput.CLASSES;
        return isWhole
                ? LoadedValues.ofWhole(source, network.graph(), network.backbone())
                : LoadedValues.of(source, network.graph(), network.backbone());
    }

    /** Returns the parameters of a network that begins with weights; a new head's are drawn. */
    ParameterValues values(LoadedValues weights) {
        String head = network.backbone().headName() + ".";
        return arguments.head().isEmpty()
                ? weights
                : weights.butFor(p -> p.name().startsWith(head), drawn());
    }

    /** Returns the parameters of a network that begins with random values. */
    ParameterValues drawn() {
        return new InitialValues(arguments.seed());
    }

    /** Writes what the model is into its properties. */
    void describe(Model model) {
        String part = arguments.output() == NetworkOutput.CLASSES ? "whole" : "before head";
        network.describe(model, arguments.cut().map(StagePart::toString).orElse(part));
        model.setProperty("resize", String.valueOf(transform.shorterSide()));
        model.setProperty("cropWidth", String.valueOf(transform.width()));
        model.setProperty("cropHeight", String.valueOf(transform.height()));
    }
}
