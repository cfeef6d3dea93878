package org.tagzoo.app.experiment;

import java.io.IOException;
import java.util.Optional;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsLookup;

/** Finds a row's weights and builds its network. */
final class RowPlans {

    private final PreparedCorpus corpus;
    private final WeightsLookup lookup;
    private final PhaseSources sources;

    RowPlans(PreparedCorpus corpus, WeightsLookup lookup, PhaseSources sources) {
        this.corpus = corpus;
        this.lookup = lookup;
        this.sources = sources;
    }

    /**
     * @param seed of training
     * @throws org.tagzoo.zoo.registry.WeightsUnavailableException if the row's weights can't be had
     */
    RowPlan of(RowRecipe row, long seed) throws IOException {
        Optional<ResolvedWeights> weights =
                switch (row.weights()) {
                    case RowRecipe.NO_WEIGHTS -> Optional.empty();
                    case RowRecipe.PRETRAINED -> Optional.of(lookup.find(row.model()));
                    default -> Optional.of(lookup.find(row.weights()));
                };
        Head head =
                new Head(
                        corpus.labels().size(),
                        row.head().hidden(),
                        row.head().dropout(),
                        row.head().standardized());
        Network network = new Network(backbone(row, weights), head);
        Normalization normalization = normalization(row, weights);
        return new RowPlan(
                row,
                weights,
                network,
                normalization,
                network.graph(row.imageSize(), normalization),
                seed);
    }

    private static Backbone backbone(RowRecipe row, Optional<ResolvedWeights> weights) {
        Backbone backbone =
                Backbones.byName(row.model())
                        .orElseThrow(() -> new IllegalArgumentException("No model " + row.model()));
        boolean keras = weights.map(found -> found.card().strideOnFirst1x1()).orElse(false);
        return keras ? Backbones.keras(backbone) : backbone;
    }

    /** What the weights expect; without weights, what the training pictures are like. */
    private Normalization normalization(RowRecipe row, Optional<ResolvedWeights> weights)
            throws IOException {
        if (weights.isPresent()) {
            Preprocessing preprocessing = weights.get().card().preprocessing();
            return new Normalization(preprocessing.mean(), preprocessing.std());
        }
        return Pixels.normalization(
                sources.pixelFile(row), row.imageSize(), corpus.rows().get(Part.TRAIN));
    }
}
