package org.tagzoo.zoo.finetune;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
import org.tagzoo.datasets.batch.PixelFile;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.statistics.ChannelStatistics;
import org.tagzoo.zoo.embedding.EmbeddingStatistics;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.InputRows;
import org.tagzoo.zoo.training.TrainableNetwork;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * Makes what a phase trains and what it trains on: compiles the trained stages, and has the frozen
 * ones run once over all images, or runs them along where images differ in each epoch.
 */
final class PhaseSources {

    private final FineTuning tuning;

    PhaseSources(FineTuning tuning) {
        this.tuning = tuning;
    }

    /**
     * What a phase trains and what it trains on.
     *
     * @param network closed with this source
     * @param examples of each part
     * @param featureSeconds time that the output of the frozen stages took; empty if none is kept
     */
    record Source(
            TrainableNetwork network, Map<Part, Examples> examples, OptionalDouble featureSeconds)
            implements AutoCloseable {

        @Override
        public void close() {
            network.close();
        }
    }

    /**
     * Makes the source of a phase from what the one before it trained.
     *
     * @param index of the phase, from 0
     * @param folder with the weights of the phases before
     */
    Source of(int index, Path folder) throws IOException {
        if (index == 0) {
            return of(index, Optional.empty());
        }
        Path file = PhaseTraining.weights(tuning, folder, index - 1);
        try (PhaseResult before = PhaseResult.open(file, tuning.log).orElseThrow()) {
            return of(index, Optional.of(before.weights()));
        }
    }

    private Source of(int index, Optional<TensorSource> before) throws IOException {
        Phase phase = tuning.phases.get(index);
        int epochsBefore = tuning.phases.subList(0, index).stream().mapToInt(Phase::epochs).sum();
        ParameterValues initial = new InitialValues(tuning.seed);
        if (phase.train().equals(Phase.ALL)) {
            // Images first: what fails must not leave a network behind in native memory.
            Map<Part, Examples> images = pixels(epochsBefore);
            ScriptModule module = load(tuning.graph(), initial, before);
            return new Source(TrainableNetwork.of(module), images, OptionalDouble.empty());
        }
        FrozenStages frozen = new FrozenStages(tuning, phase.train());
        Graph trained = tuning.graph().from(phase.train());
        if (tuning.images.augmented() && tuning.images.views() == 0) {
            Map<Part, Examples> images = pixels(epochsBefore);
            return new Source(
                    both(frozen, load(trained, initial, before)), images, OptionalDouble.empty());
        }
        return features(frozen, trained, initial, before);
    }

    private Source features(
            FrozenStages frozen,
            Graph trained,
            ParameterValues initial,
            Optional<TensorSource> before)
            throws IOException {
        RowFile plain = frozen.plain();
        int[] trainRows = tuning.data.rows().get(Part.TRAIN);
        ParameterValues first =
                tuning.network.head().standardized()
                        ? EmbeddingStatistics.of(plain, trainRows).over(initial)
                        : initial;
        double seconds = plain.seconds();
        Dims dims = trained.nodes().get(0).dims();
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            InputRows rows = features(plain, dims, tuning.data.rows().get(part));
            if (part == Part.TRAIN && tuning.images.augmented()) {
                List<InputRows> views = new ArrayList<>();
                int[] all = IntStream.range(0, trainRows.length).toArray();
                for (int view = 1; view <= tuning.images.views(); view++) {
                    RowFile file = frozen.view(view, augmented(0), trainRows);
                    seconds += file.seconds();
                    views.add(features(file, dims, all));
                }
                rows = rows.withViews(views);
            }
            examples.put(part, examples(part, rows));
        }
        return new Source(
                TrainableNetwork.of(load(trained, first, before)),
                examples,
                OptionalDouble.of(seconds));
    }

    private Examples examples(Part part, InputRows rows) {
        return new Examples(rows, tuning.data.targets().get(part), tuning.task.targetForm());
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

    /**
     * Loads the frozen stages that the network lacks because its examples are what those made of
     * images; the caller closes them.
     *
     * @param network of the last phase
     * @return empty if the network takes images as it is
     */
    Optional<ScriptModule> stagesBefore(TrainableNetwork network) throws IOException {
        String train = tuning.phases.get(tuning.phases.size() - 1).train();
        return network.frozen().isPresent() || train.equals(Phase.ALL)
                ? Optional.empty()
                : Optional.of(new FrozenStages(tuning, train).load());
    }

    private static InputRows features(RowFile file, Dims dims, int[] rows) {
        Shape shape =
                dims.isMap()
                        ? new Shape(dims.height(), dims.width(), dims.channels())
                        : new Shape(dims.channels());
        return InputRows.of(file, shape, DataType.FLOAT32, rows);
    }

    private Map<Part, Examples> pixels(int epochsBefore) throws IOException {
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            boolean augmented = part == Part.TRAIN && tuning.images.augmented();
            examples.put(
                    part, examples(part, augmented ? augmented(epochsBefore) : pixelRows(part)));
        }
        return examples;
    }

    private InputRows augmented(int epochsBefore) throws IOException {
        List<String> ids = tuning.data.images(Part.TRAIN).stream().map(TaggedImage::id).toList();
        return pixelRows(Part.TRAIN)
                .augmented(tuning.images.augmentation(), tuning.seed, epochsBefore, ids);
    }

    private InputRows pixelRows(Part part) throws IOException {
        return InputRows.ofPixels(pixelFile(), tuning.images.size(), tuning.data.rows().get(part));
    }

    /** Returns the pixels of all images, decoded once and kept. */
    private RowFile pixelFile() throws IOException {
        tuning.progress.reset("images", tuning.data.images().size(), "images");
        try {
            return PixelFile.of(
                    tuning.data.scanned(),
                    tuning.images.size(),
                    tuning.images.decoding(),
                    tuning.compute.cache().resolve("pixels"),
                    tuning.compute.threads(),
                    tuning.progress::increment);
        } finally {
            tuning.progress.end();
        }
    }

    /** Returns what the weights expect; without weights, what the training images are like. */
    Normalization normalization() throws IOException {
        if (tuning.weights.isPresent()) {
            Preprocessing preprocessing = tuning.weights.get().card().preprocessing();
            return new Normalization(preprocessing.mean(), preprocessing.std());
        }
        ChannelStatistics statistics =
                ChannelStatistics.of(
                        pixelFile(), tuning.images.size(), tuning.data.rows().get(Part.TRAIN));
        return new Normalization(
                Arrays.stream(statistics.mean()).boxed().toList(),
                Arrays.stream(statistics.std()).boxed().toList());
    }

    /** Loads trained stages: a body with its weights, a head with random ones, or what is known. */
    private ScriptModule load(Graph graph, ParameterValues first, Optional<TensorSource> before)
            throws IOException {
        String headName = tuning.network.backbone().headName();
        boolean hasBody =
                graph.parameters().stream().anyMatch(p -> !p.name().startsWith(headName + "."));
        if (tuning.weights.isEmpty() || !hasBody) {
            return compile(graph, known(before, first));
        }
        try (LoadedValues loaded =
                LoadedValues.of(
                        tuning.weights.get().open(), tuning.graph(), tuning.network.backbone())) {
            ParameterValues body = loaded.butFor(p -> p.name().startsWith(headName + "."), first);
            return compile(graph, known(before, body));
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

    private ScriptModule compile(Graph graph, ParameterValues values) throws IOException {
        boolean vectors = !graph.nodes().get(0).dims().isMap();
        return ScriptModule.load(
                graph,
                values,
                vectors ? Precision.FLOAT32 : tuning.compute.precision(),
                vectors ? MemoryFormat.CONTIGUOUS : tuning.compute.memoryFormat(),
                tuning.compute.device());
    }
}
