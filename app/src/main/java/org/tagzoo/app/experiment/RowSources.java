package org.tagzoo.app.experiment;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.embedding.Embedder;
import org.tagzoo.zoo.embedding.EmbeddingKey;
import org.tagzoo.zoo.embedding.EmbeddingStatistics;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.weights.LoadedValues;

/**
 * Makes what a row trains: finds weights, computes embeddings or decodes pictures, compiles the
 * network.
 */
final class RowSources {

    /** Pictures that a body takes at a time. */
    private static final int EMBEDDING_BATCH = 32;

    private final ComparisonSettings settings;
    private final PreparedCorpus corpus;
    private final WeightsLookup lookup;
    private final Path cache;
    private final Device device;

    RowSources(
            ComparisonSettings settings,
            PreparedCorpus corpus,
            WeightsLookup lookup,
            Path cache,
            Device device) {
        this.settings = settings;
        this.corpus = corpus;
        this.lookup = lookup;
        this.cache = cache;
        this.device = device;
    }

    /**
     * @throws org.tagzoo.zoo.registry.WeightsUnavailableException if the row's weights can't be had
     */
    RowSource of(RowRecipe row) throws IOException {
        Optional<ResolvedWeights> weights = weights(row);
        Backbone backbone = backbone(row, weights);
        Head head =
                new Head(corpus.labels().size(), row.hidden(), row.dropout(), row.standardized());
        Network network = new Network(backbone, head);
        return row.train() == RowRecipe.Train.HEAD
                ? head(row, network, weights.orElseThrow())
                : whole(row, network, weights);
    }

    private Optional<ResolvedWeights> weights(RowRecipe row) throws IOException {
        return switch (row.weights()) {
            case RowRecipe.NO_WEIGHTS -> Optional.empty();
            case RowRecipe.PRETRAINED -> Optional.of(lookup.find(row.model()));
            default -> Optional.of(lookup.find(row.weights()));
        };
    }

    private static Backbone backbone(RowRecipe row, Optional<ResolvedWeights> weights) {
        Backbone backbone =
                Backbones.byName(row.model())
                        .orElseThrow(() -> new IllegalArgumentException("No model " + row.model()));
        boolean keras = weights.map(found -> found.card().strideOnFirst1x1()).orElse(false);
        return keras ? Backbones.keras(backbone) : backbone;
    }

    private RowSource head(RowRecipe row, Network network, ResolvedWeights weights)
            throws IOException {
        Normalization normalization = normalization(weights.card().preprocessing());
        Graph body = network.backboneGraph(row.imageSize(), normalization);
        RowFile embeddings = embeddings(row, network.backbone(), body, normalization, weights);
        Graph head = network.headGraph(body.output().channels());
        ParameterValues values = new InitialValues(settings.seed());
        if (row.standardized()) {
            values = EmbeddingStatistics.of(embeddings, corpus.rows().get(Part.TRAIN)).over(values);
        }
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            examples.put(
                    part,
                    Examples.ofEmbeddings(
                            embeddings, corpus.rows().get(part), corpus.targets().get(part)));
        }
        return new RowSource(
                ScriptModule.load(head, values, Precision.FLOAT32, MemoryFormat.CONTIGUOUS, device),
                examples,
                Optional.of(weights.name()),
                OptionalDouble.of(embeddings.seconds()),
                body.weightCount() + head.weightCount());
    }

    private RowFile embeddings(
            RowRecipe row,
            Backbone backbone,
            Graph body,
            Normalization normalization,
            ResolvedWeights weights)
            throws IOException {
        EmbeddingKey key =
                new EmbeddingKey(
                        backbone.name(),
                        weights.sha256(),
                        normalization,
                        row.imageSize(),
                        settings.precision(),
                        settings.memoryFormat(),
                        settings.device(),
                        EMBEDDING_BATCH,
                        corpus.scanned().hash());
        try (Progress progress = progress(row.name() + ": embeddings")) {
            return new Embedder(cache.resolve("embeddings"), settings.threads())
                    .embed(
                            key,
                            body.output().channels(),
                            corpus.images(),
                            () -> load(body, weights, backbone.headName()),
                            progress::step);
        }
    }

    private ScriptModule load(Graph body, ResolvedWeights weights, String headName)
            throws IOException {
        try (LoadedValues values = LoadedValues.of(weights.open(), body, headName)) {
            return ScriptModule.load(
                    body, values, settings.precision(), settings.memoryFormat(), device);
        }
    }

    private RowSource whole(RowRecipe row, Network network, Optional<ResolvedWeights> weights)
            throws IOException {
        int size = row.imageSize();
        RowFile pixels;
        try (Progress progress = progress(row.name() + ": pictures")) {
            pixels =
                    Pixels.of(
                            corpus.scanned(),
                            size,
                            cache.resolve("pixels"),
                            settings.threads(),
                            progress::step);
        }
        Normalization normalization =
                weights.isPresent()
                        ? normalization(weights.get().card().preprocessing())
                        : Pixels.normalization(pixels, size, corpus.rows().get(Part.TRAIN));
        Graph graph = network.graph(size, normalization);
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            examples.put(
                    part,
                    Examples.ofPixels(
                            pixels, size, corpus.rows().get(part), corpus.targets().get(part)));
        }
        return new RowSource(
                weights.isPresent() ? fineTuned(network, graph, weights.get()) : fromScratch(graph),
                examples,
                weights.map(ResolvedWeights::name),
                OptionalDouble.empty(),
                graph.weightCount());
    }

    private ScriptModule fromScratch(Graph graph) throws IOException {
        return ScriptModule.load(
                graph,
                new InitialValues(settings.seed()),
                settings.precision(),
                settings.memoryFormat(),
                device);
    }

    private ScriptModule fineTuned(Network network, Graph graph, ResolvedWeights weights)
            throws IOException {
        ParameterValues first = new InitialValues(settings.seed());
        String headName = network.backbone().headName() + ".";
        try (LoadedValues loaded =
                LoadedValues.of(weights.open(), graph, network.backbone().headName())) {
            ParameterValues values =
                    loaded.butFor(parameter -> parameter.name().startsWith(headName), first);
            return ScriptModule.load(
                    graph, values, settings.precision(), settings.memoryFormat(), device);
        }
    }

    private Progress progress(String task) {
        return Progress.start(task, corpus.images().size(), "images");
    }

    private static Normalization normalization(Preprocessing preprocessing) {
        return new Normalization(preprocessing.mean(), preprocessing.std());
    }
}
