package org.tagzoo.app.comparison;

import java.io.IOException;
import java.util.Optional;
import org.tagzoo.app.recipe.HeadRecipe;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.weights.TensorSource;

/** Makes the head of a row's network, which depends on the corpus and on the weights. */
final class RowHead {

    private RowHead() {}

    /**
     * Returns the head.
     *
     * @throws IOException if the weights have no head, and the network is to be used unchanged
     */
    static Head of(
            HeadRecipe recipe, SplitCorpus corpus, Backbone body, Optional<ResolvedWeights> weights)
            throws IOException {
        Domains domains =
                new Domains(
                        corpus.images(Part.TRAIN).stream()
                                .flatMap(image -> image.domain().stream())
                                .distinct()
                                .sorted()
                                .toList());
        int classes = recipe.classMap() == null ? 0 : classes(body, weights.orElseThrow());
        return recipe.head(corpus.labels().names(), domains, classes);
    }

    /** Returns how many classes the head of pretrained weights has. */
    private static int classes(Backbone body, ResolvedWeights weights) throws IOException {
        String head = body.headName() + ".weight";
        try (TensorSource source = weights.open()) {
            for (String name : source.names()) {
                if (name.equals(head) || name.endsWith("." + head)) {
                    return Math.toIntExact(source.shape(name)[0]);
                }
            }
        }
        throw new IOException(
                "The weights %s have no %s: a network without its head can't be used unchanged"
                        .formatted(weights.name(), head));
    }
}
