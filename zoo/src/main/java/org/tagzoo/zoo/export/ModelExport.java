package org.tagzoo.zoo.export;

import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.calibration.Calibration;
import org.tagzoo.zoo.modelzoo.LoadedNetwork;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.Thresholds;
import org.tagzoo.zoo.torchscript.EngineModules;
import org.tagzoo.zoo.weights.LoadedValues;

/**
 * Exports a model that a DJL program loaded from TagZoo's model zoo and trained, with {@code
 * EasyTrain} or in any other way. What is written is what {@code tagzoo export} writes of a row, as
 * {@link ExportWriter} says, and any DJL program loads it.
 *
 * <pre>{@code
 * ModelExport.builder()
 *         .setModel(model)
 *         .setThresholds(thresholds) // of a task that has some
 *         .optLabels(labels) // unless the argument "labels" of Criteria had their names
 *         .build()
 *         .write(Path.of("export"));
 * }</pre>
 *
 * <p>Weights and running statistics are those that the model has when {@link #write} is called. The
 * export stretches images to a square of the model's {@code imageSize}, as {@link
 * ExportDescription#transform} says; a program must have trained on images made in this way.
 */
public final class ModelExport {

    private final Model model;
    private final LoadedNetwork network;
    private final ExportDescription description;
    private final Map<String, String> texts;

    private ModelExport(Builder builder) {
        model = builder.model;
        if (model == null) {
            throw new IllegalArgumentException("setModel must be called");
        }
        if (builder.thresholds.isPresent() != builder.task.hasThresholds()) {
            throw new IllegalArgumentException(
                    builder.task.hasThresholds()
                            ? "The task %s has thresholds; one of setThresholds and setThreshold must be called"
                                    .formatted(builder.task.name())
                            : "The task %s has no thresholds; leave out setThresholds and setThreshold"
                                    .formatted(builder.task.name()));
        }
        network = LoadedNetwork.of(model);
        LabelSet labels = labels(network, builder.labels);
        description =
                new ExportDescription(
                        builder.name.orElse(model.getName()),
                        network.architecture(),
                        builder.task,
                        labels,
                        builder.thresholds.map(of -> of.apply(labels.size())),
                        network.imageSize(),
                        builder.decoding,
                        builder.resize,
                        SideInputs.NONE,
                        builder.calibration,
                        builder.sure);
        texts = Map.copyOf(builder.texts);
    }

    private static LabelSet labels(LoadedNetwork network, Optional<List<String>> given) {
        List<String> known = network.labels();
        if (given.isEmpty() && known.isEmpty()) {
            throw new IllegalArgumentException(
                    "The model was loaded with a number of labels; optLabels must be called with their %d names"
                            .formatted(network.head().labels()));
        }
        List<String> names = given.orElse(known);
        if (names.size() != network.head().labels()) {
            throw new IllegalArgumentException(
                    "The model has %d logits, and there are names of %d labels"
                            .formatted(network.head().labels(), names.size()));
        }
        if (!known.isEmpty() && !names.equals(known)) {
            throw new IllegalArgumentException(
                    "The model was loaded for the labels %s, not %s".formatted(known, names));
        }
        return new LabelSet(names);
    }

    /** Returns what makes one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns what the export says about its network. */
    public ExportDescription description() {
        return description;
    }

    /**
     * Writes the export. An export that is there is replaced, and nothing else ever is.
     *
     * @param folder made with those above it if it is missing
     * @throws IOException if something else is there, or a file can't be written
     * @throws IllegalArgumentException if the model's block is not the one it was loaded with
     */
    public void write(Path folder) throws IOException {
        ExportTarget target = new ExportTarget(folder, "choose another folder");
        target.check();
        Graph graph = network.graph();
        EngineModules.tensors(
                model.getBlock(),
                tensors -> {
                    try (LoadedValues values =
                            LoadedValues.ofWhole(tensors, graph, network.backbone())) {
                        target.write(
                                aside ->
                                        ExportWriter.write(
                                                aside, graph, values, description, texts));
                    }
                });
    }

    /** Takes what an export is made of. */
    public static final class Builder {

        private Model model;
        private Task task = Tasks.usual();

        /** By the number of labels that the model turns out to have. */
        private Optional<IntFunction<Thresholds>> thresholds = Optional.empty();

        private Optional<List<String>> labels = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Decoding decoding = Decoding.WHOLE;
        private Resize resize = Resize.STRETCH;
        private Map<String, String> texts = Map.of();
        private Optional<Calibration> calibration = Optional.empty();
        private Optional<SureLimits> sure = Optional.empty();

        private Builder() {}

        /**
         * Sets the model: what {@code Criteria} of the zoo loaded with the argument {@code labels}.
         */
        public Builder setModel(Model trained) {
            model = trained;
            return this;
        }

        /** Sets a threshold for each label, such as {@code ChosenThresholds.perLabel()}. */
        public Builder setThresholds(Thresholds perLabel) {
            thresholds = Optional.of(count -> perLabel);
            return this;
        }

        /**
         * Sets one threshold of 0 to 1 for all labels, such as {@code ChosenThresholds.forAll()}.
         */
        public Builder setThreshold(double forAll) {
            thresholds = Optional.of(count -> Thresholds.same(forAll, count));
            return this;
        }

        /** Sets what the model predicts; without it, tags. */
        public Builder optTask(Task predicted) {
            task = predicted;
            return this;
        }

        /** Sets the labels' names, in the order of the logits. */
        public Builder optLabels(List<String> names) {
            labels = Optional.of(List.copyOf(names));
            return this;
        }

        /** Sets what the export calls itself; without it, the model's name. */
        public Builder optName(String exportName) {
            name = Optional.of(exportName);
            return this;
        }

        /** Sets how files are decoded; without it, whole. It must be as in training. */
        public Builder optDecoding(Decoding ofFiles) {
            decoding = ofFiles;
            return this;
        }

        /** Sets how images become a square; without it, stretched. It must be as in training. */
        public Builder optResize(Resize ofImages) {
            resize = ofImages;
            return this;
        }

        /**
         * Sets what makes probabilities of scores, such as {@code CrossFitted.calibration()};
         * thresholds are of these then. Without it, scores are as the network gives them.
         */
        public Builder optCalibration(Calibration ofScores) {
            calibration = Optional.of(ofScores);
            return this;
        }

        /** Sets from which scores on answers are sure; without it, all count as sure. */
        public Builder optSure(SureLimits limits) {
            sure = Optional.of(limits);
            return this;
        }

        /** Sets the text of a {@code README.md} beside the export's own files. */
        public Builder optCard(String markdown) {
            texts = Map.of(ExportTarget.CARD, markdown);
            return this;
        }

        /**
         * Checks what was set against the model.
         *
         * @throws IllegalArgumentException if something required is missing, the model is none of
         *     the zoo's or only a part of a network, or labels and thresholds don't fit it; one
         *     line
         */
        public ModelExport build() {
            return new ModelExport(this);
        }
    }
}
