package org.tagzoo.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.weights.BareNames;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The network that a file of weights is for.
 *
 * @param card says which network, and what it expects of a pixel
 */
record WeightsTarget(WeightsCard card) {

    /**
     * Finds a network by the name of an architecture or of a card, or by a file that is named after
     * a card.
     *
     * @param name may be null
     */
    static Optional<WeightsTarget> find(String name, Path file) {
        WeightsRegistry registry = WeightsRegistry.standard();
        if (name == null) {
            String fileName = String.valueOf(file.getFileName());
            return registry.cards().stream()
                    .filter(card -> fileName.startsWith(card.name() + "."))
                    .findFirst()
                    .map(WeightsTarget::new);
        }
        try {
            return Optional.of(new WeightsTarget(registry.named(name).get(0)));
        } catch (WeightsException e) {
            throw new UsageException("--architecture: " + e.getMessage());
        }
    }

    /** Returns the network's body. */
    Backbone backbone() {
        return Backbones.of(card.architecture(), card.strideOnFirst1x1());
    }

    /** Returns a source by the network's own names, see {@link BareNames}. */
    TensorSource bare(TensorSource source) throws WeightsException {
        return BareNames.of(
                source,
                graph(1).parameters().stream().map(Parameter::name).collect(Collectors.toSet()));
    }

    /**
     * Returns the network with as many outputs as the source's head has.
     *
     * @throws WeightsException if it has no such head
     */
    Graph graph(TensorSource source) throws WeightsException {
        String head = backbone().headName() + ".weight";
        if (!source.names().contains(head) || source.shape(head).length != 2) {
            throw new WeightsException(
                    "%s has no %s of two dimensions, which %s ends in"
                            .formatted(source.origin(), head, card.architecture()));
        }
        return graph(Math.toIntExact(source.shape(head)[0]));
    }

    /** Checks names and shapes; a head may be missing as a whole. */
    void check(TensorSource source) throws WeightsException {
        String head = backbone().headName() + ".";
        if (source.names().stream().anyMatch(name -> name.startsWith(head))) {
            LoadedValues.ofWhole(source, graph(source), backbone()).requireFinite();
        } else {
            LoadedValues.of(source, graph(1), backbone()).requireFinite();
        }
    }

    private Graph graph(int outputs) {
        return new Network(backbone(), Head.linear(outputs))
                .graph(
                        card.preprocessing().cropWidth(),
                        new Normalization(card.preprocessing().mean(), card.preprocessing().std()));
    }
}
