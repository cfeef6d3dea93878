package org.tagzoo.app.comparison;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.app.recipe.HeadRecipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.weights.TensorSource;

/** Makes the head of a row's network, which depends on the corpus and on the weights. */
final class RowHead {

    private RowHead() {}

    /**
     * Returns the head.
     *
     * @param log told of columns of metadata that tell nothing
     * @throws IOException if the weights have no head, and the network is to be used unchanged
     */
    static Head of(
            RowRecipe row,
            SplitCorpus corpus,
            Backbone body,
            Optional<ResolvedWeights> weights,
            Consumer<String> log)
            throws IOException {
        Domains domains =
                new Domains(
                        corpus.images(Part.TRAIN).stream()
                                .flatMap(image -> image.domain().stream())
                                .distinct()
                                .sorted()
                                .toList());
        HeadRecipe recipe = row.head();
        int classes = recipe.classMap() == null ? 0 : classes(body, weights.orElseThrow());
        List<Map<String, String>> training = KnownColumns.of(corpus.images(Part.TRAIN));
        SideInputs side =
                new SideInputs(
                        domains,
                        Optional.ofNullable(row.metadata()).map(asked -> asked.of(training, log)),
                        Optional.ofNullable(row.text()).map(asked -> asked.of(training)));
        Head head = recipe.head(corpus.labels().names(), side, classes);
        return row.predicts().outputsBeside() > 0 ? head.withBox() : head;
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
