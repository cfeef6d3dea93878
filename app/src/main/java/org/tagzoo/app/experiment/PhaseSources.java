package org.tagzoo.app.experiment;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.batch.PixelFile;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.embedding.EmbeddingStatistics;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.AugmentedRows;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.FileRows;
import org.tagzoo.zoo.training.InputRows;
import org.tagzoo.zoo.training.TrainableNetwork;
import org.tagzoo.zoo.training.ViewRows;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.TensorSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Makes what a phase trains and what it trains on: compiles the trained stages, and has the frozen
 * ones run once over all pictures, or runs them along where pictures differ in each epoch.
 */
final class PhaseSources {

    private final ComparisonSettings settings;
    private final PreparedCorpus corpus;
    private final Path cache;
    private final Device device;

    PhaseSources(ComparisonSettings settings, PreparedCorpus corpus, Path cache, Device device) {
        this.settings = settings;
        this.corpus = corpus;
        this.cache = cache;
        this.device = device;
    }

    /**
     * @param index of the phase, from 0
     * @param before what the phases before this one have trained, by parameter; empty in the first
     */
    PhaseSource of(RowPlan plan, int index, Optional<TensorSource> before) throws IOException {
        PhaseRecipe phase = plan.row().phases().get(index);
        if (phase.train().equals(PhaseRecipe.ALL)) {
            // Pictures first: what fails must not leave a network behind in native memory.
            Map<Part, Examples> pictures = pixels(plan, plan.row().epochsBefore(index));
            ScriptModule module = load(plan, plan.graph(), new InitialValues(plan.seed()), before);
            return new PhaseSource(TrainableNetwork.of(module), pictures, OptionalDouble.empty());
        }
        FrozenStages frozen = frozen(plan, phase);
        Graph trained = plan.graph().from(phase.train());
        ParameterValues first = new InitialValues(plan.seed());
        if (plan.row().augmented() && plan.row().views() == 0) {
            Map<Part, Examples> pictures = pixels(plan, plan.row().epochsBefore(index));
            return new PhaseSource(
                    both(frozen, load(plan, trained, first, before)),
                    pictures,
                    OptionalDouble.empty());
        }
        RowFile plain = frozen.plain();
        if (plan.row().head().standardized()) {
            first = EmbeddingStatistics.of(plain, corpus.rows().get(Part.TRAIN)).over(first);
        }
        double seconds = plain.seconds();
        Dims dims = trained.nodes().get(0).dims();
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            InputRows rows = features(plain, dims, corpus.rows().get(part));
            if (part == Part.TRAIN && plan.row().augmented()) {
                List<InputRows> views = new ArrayList<>();
                int[] all = IntStream.range(0, corpus.rows().get(part).length).toArray();
                for (int view = 1; view <= plan.row().views(); view++) {
                    RowFile file = frozen.view(view, altered(plan, 0), corpus.rows().get(part));
                    seconds += file.seconds();
                    views.add(features(file, dims, all));
                }
                rows = new ViewRows(rows, views);
            }
            examples.put(part, new Examples(rows, corpus.targets().get(part)));
        }
        return new PhaseSource(
                TrainableNetwork.of(load(plan, trained, first, before)),
                examples,
                OptionalDouble.of(seconds));
    }

    private static TrainableNetwork both(FrozenStages frozen, ScriptModule trained)
            throws IOException {
        try {
            return new TrainableNetwork(Optional.of(frozen.load()), trained);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            trained.close();
            throw e;
        }
    }

    private FrozenStages frozen(RowPlan plan, PhaseRecipe phase) {
        return new FrozenStages(settings, corpus, cache, device, plan, phase.train());
    }

    /**
     * Loads the frozen stages that a row's network lacks because its examples are what those made
     * of pictures; the caller closes them.
     *
     * @param network of the row's last phase
     * @return empty if the network takes pictures as it is
     */
    Optional<ScriptModule> stagesBefore(RowPlan plan, TrainableNetwork network) throws IOException {
        PhaseRecipe phase = plan.row().lastPhase();
        return network.frozen().isPresent() || phase.train().equals(PhaseRecipe.ALL)
                ? Optional.empty()
                : Optional.of(frozen(plan, phase).load());
    }

    private static InputRows features(RowFile file, Dims dims, int[] rows) {
        Shape shape =
                dims.isMap()
                        ? new Shape(dims.height(), dims.width(), dims.channels())
                        : new Shape(dims.channels());
        return new FileRows(file, shape, DataType.FLOAT32, rows);
    }

    private Map<Part, Examples> pixels(RowPlan plan, int epochsBefore) throws IOException {
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            boolean altered = part == Part.TRAIN && plan.row().augmented();
            examples.put(
                    part,
                    new Examples(
                            altered ? altered(plan, epochsBefore) : pixelRows(plan, part),
                            corpus.targets().get(part)));
        }
        return examples;
    }

    private InputRows altered(RowPlan plan, int epochsBefore) throws IOException {
        List<String> ids =
                Arrays.stream(corpus.rows().get(Part.TRAIN))
                        .mapToObj(row -> corpus.images().get(row).id())
                        .toList();
        return new AugmentedRows(
                pixelRows(plan, Part.TRAIN),
                plan.row().augmentation(),
                plan.seed(),
                epochsBefore,
                ids);
    }

    private InputRows pixelRows(RowPlan plan, Part part) throws IOException {
        return FileRows.ofPixels(
                pixelFile(plan.row()), plan.row().imageSize(), corpus.rows().get(part));
    }

    /** Returns the pixels of all pictures, as a row has them. */
    RowFile pixelFile(RowRecipe row) throws IOException {
        try (Progress progress =
                Progress.start(row.name() + ": pictures", corpus.images().size(), "images")) {
            return PixelFile.of(
                    corpus.scanned(),
                    row.imageSize(),
                    row.decoding(),
                    cache.resolve("pixels"),
                    settings.threads(),
                    progress::step);
        }
    }

    /** Loads trained stages: a body with its weights, a head with random ones, or what is known. */
    private ScriptModule load(
            RowPlan plan, Graph graph, ParameterValues first, Optional<TensorSource> before)
            throws IOException {
        String headName = plan.network().backbone().headName();
        boolean hasBody =
                graph.parameters().stream().anyMatch(p -> !p.name().startsWith(headName + "."));
        if (plan.weights().isEmpty() || !hasBody) {
            return compile(plan, graph, known(before, first));
        }
        try (LoadedValues loaded =
                LoadedValues.of(
                        plan.weights().get().open(), plan.graph(), plan.network().backbone())) {
            ParameterValues body =
                    parameter ->
                            parameter.name().startsWith(headName + ".")
                                    ? first.values(parameter)
                                    : loaded.values(parameter);
            return compile(plan, graph, known(before, body));
        }
    }

    private static ParameterValues known(Optional<TensorSource> before, ParameterValues others) {
        if (before.isEmpty()) {
            return others;
        }
        TensorSource source = before.get();
        return parameter -> {
            if (!source.names().contains(parameter.name())
                    || parameter.role() == Parameter.Role.COUNTER) {
                return others.values(parameter);
            }
            try {
                float[] values = new float[parameter.count()];
                source.read(parameter.name()).get(values);
                return values;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private ScriptModule compile(RowPlan plan, Graph graph, ParameterValues values)
            throws IOException {
        boolean vectors = !graph.nodes().get(0).dims().isMap();
        return ScriptModule.load(
                graph,
                values,
                vectors ? Precision.FLOAT32 : settings.precision().of(plan.row()),
                vectors ? MemoryFormat.CONTIGUOUS : settings.memoryFormat(),
                device);
    }
}
