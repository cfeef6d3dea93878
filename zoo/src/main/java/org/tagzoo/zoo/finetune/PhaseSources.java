package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.statistics.ChannelStatistics;
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
     * @param unlabelled images without labels; empty for a phase without pseudo-labels
     * @param featureSeconds time that the output of the frozen stages took; empty if none is kept
     */
    record Source(
            TrainableNetwork network,
            Map<Part, Examples> examples,
            Optional<Examples> unlabelled,
            OptionalDouble featureSeconds)
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
        if (index == 0 && tuning.start.isEmpty()) {
            return of(index, Optional.empty());
        }
        Path file =
                index == 0 ? tuning.start.get() : PhaseTraining.weights(tuning, folder, index - 1);
        try (PhaseResult before = before(file)) {
            return of(index, Optional.of(before.weights()));
        }
    }

    /**
     * Returns random values, but boxes begin at the mean of the training images', and their factors
     * are the standard deviations.
     */
    private ParameterValues initial() {
        ParameterValues random = new InitialValues(tuning.seed, tuning.initial);
        if (tuning.task.outputsBeside() == 0) {
            return random;
        }
        ObjectBoxes objects = new PhaseInputs(tuning).objects(Part.TRAIN);
        float[] mean = objects.mean();
        float[] factors = objects.deviation();
        float[] bias = new float[mean.length];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = mean[i] / factors[i];
        }
        return p ->
                p.name().endsWith(".box.bias")
                        ? bias
                        : p.name().endsWith(".box.factors") ? factors : random.values(p);
    }

    private static PhaseResult before(Path file) throws IOException {
        try {
            return PhaseResult.require(file);
        } catch (IOException e) {
            throw new IOException(
                    "Training can't start from %s: %s; have that trained anew first"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** Makes the source of a phase as if nothing were trained before it. */
    Source fresh(int index) throws IOException {
        return of(index, Optional.empty());
    }

    private Source of(int index, Optional<TensorSource> before) throws IOException {
        String train = tuning.phases.get(index).train();
        boolean isPseudo = tuning.phases.get(index).pseudoLabels().isPresent();
        int epochsBefore = tuning.phases.subList(0, index).stream().mapToInt(Phase::epochs).sum();
        ParameterValues initial = initial();
        boolean isAll = train.equals(Phase.ALL);
        Graph trained = isAll ? tuning.graph() : tuning.graph().from(train);
        if (tuning.updates.activityL1() > 0) {
            trained = trained.withHiddenOutputs();
        }
        if (!isAll && (!tuning.images.augmented() || tuning.images.views() > 0)) {
            return features(new FrozenStages(tuning, train), trained, initial, before, isPseudo);
        }
        // Images first: what fails must not leave a network behind in native memory.
        PhaseInputs inputs = new PhaseInputs(tuning);
        Map<Part, Examples> images = inputs.pixels(epochsBefore);
        Optional<Examples> unlabelled =
                isPseudo ? Optional.of(inputs.unlabelledPixels(epochsBefore)) : Optional.empty();
        ScriptModule module = load(trained, initial, before);
        try {
            Optional<ScriptModule> frozen =
                    isAll ? Optional.empty() : Optional.of(new FrozenStages(tuning, train).load());
            return new Source(
                    new TrainableNetwork(frozen, module),
                    images,
                    unlabelled,
                    OptionalDouble.empty());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            module.close();
            throw e;
        }
    }

    private Source features(
            FrozenStages frozen,
            Graph trained,
            ParameterValues initial,
            Optional<TensorSource> before,
            boolean isPseudo)
            throws IOException {
        CachedRows plain = frozen.plain("", tuning.data.images(), tuning.data.scanned().contents());
        ParameterValues first =
                tuning.network.head().standardized()
                        ? tuning.shared
                                .statistics(plain, tuning.data.rows().get(Part.TRAIN))
                                .to(tuning.deviation)
                                .over(trained, initial)
                        : initial;
        Dims dims = trained.nodes().get(0).dims();
        PhaseInputs inputs = new PhaseInputs(tuning);
        Map<Part, Examples> examples = inputs.features(frozen, plain, dims);
        Optional<Examples> unlabelled =
                isPseudo ? Optional.of(inputs.unlabelledFeatures(frozen, dims)) : Optional.empty();
        return new Source(
                TrainableNetwork.of(load(trained, first, before)),
                examples,
                unlabelled,
                OptionalDouble.of(inputs.seconds()));
    }

    /** Returns what the weights expect; without weights, what the training images are like. */
    Normalization normalization() throws IOException {
        if (tuning.fixedNormalization.isPresent()) {
            return tuning.fixedNormalization.get();
        }
        if (tuning.weights.isPresent()) {
            Preprocessing preprocessing = tuning.weights.get().card().preprocessing();
            return new Normalization(preprocessing.mean(), preprocessing.std());
        }
        ChannelStatistics statistics =
                ChannelStatistics.of(
                        new PhaseInputs(tuning).pixelFile(),
                        tuning.images.size(),
                        tuning.data.rows().get(Part.TRAIN));
        int same = ArrayUtils.indexOf(statistics.std(), 0);
        if (same >= 0) {
            throw new IOException(
                    "%s is the same in all pixels of the training images, so that it can't be given variance 1: set normalization: unit, or take pretrained weights"
                            .formatted(List.of("Red", "Green", "Blue").get(same)));
        }
        return new Normalization(
                Arrays.stream(statistics.mean()).boxed().toList(),
                Arrays.stream(statistics.std()).boxed().toList());
    }

    /** Loads trained stages: a body with its weights, a head with random ones, or what is known. */
    private ScriptModule load(Graph graph, ParameterValues first, Optional<TensorSource> before)
            throws IOException {
        if (tuning.network.head().form().known() != null) {
            try (LoadedValues own =
                    LoadedValues.ofWholePublished(
                            tuning.weights.orElseThrow().open(),
                            tuning.graph(),
                            tuning.network.backbone())) {
                return compile(graph, own);
            }
        }
        String head = tuning.network.backbone().headName() + ".";
        if (tuning.weights.isEmpty()
                || graph.parameters().stream().allMatch(p -> p.name().startsWith(head))) {
            return compile(graph, known(before, first));
        }
        try (LoadedValues loaded =
                LoadedValues.of(
                        tuning.weights.get().open(), tuning.graph(), tuning.network.backbone())) {
            return compile(
                    graph, known(before, loaded.butFor(p -> p.name().startsWith(head), first)));
        }
    }

    private static ParameterValues known(Optional<TensorSource> before, ParameterValues others) {
        return parameter -> {
            if (before.isEmpty()
                    || !before.get().names().contains(parameter.name())
                    || parameter.role() == Parameter.Role.COUNTER) {
                return others.values(parameter);
            }
            try {
                long[] shape = before.get().shape(parameter.name());
                List<Integer> needed = parameter.shape();
                if (!Arrays.equals(shape, needed.stream().mapToLong(n -> n).toArray())) {
                    throw new IOException(
                            "%s: %s is of shape %s, but must be of %s: start from a network with the same layers and image size"
                                    .formatted(
                                            before.get().origin(),
                                            parameter.name(),
                                            Arrays.toString(shape),
                                            needed));
                }
                float[] values = new float[parameter.count()];
                before.get().read(parameter.name()).get(values);
                return values;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private ScriptModule compile(Graph graph, ParameterValues values) throws IOException {
        boolean vectors = graph.nodes().get(0).dims().isVector();
        return ScriptModule.load(
                graph,
                values,
                vectors ? Precision.FLOAT32 : tuning.compute.precision().ofTrained(),
                vectors ? MemoryFormat.CONTIGUOUS : tuning.compute.memoryFormat(),
                tuning.compute.device());
    }
}
