package org.tagzoo.zoo.finetune;

import ai.djl.training.loss.Loss;
import ai.djl.util.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.training.EarlyStopping;
import org.tagzoo.zoo.training.TrainingResult;
import org.tagzoo.zoo.training.UpdateSettings;

/**
 * Fine-tunes a network on a corpus, phase by phase. What frozen stages make of images is computed
 * once and kept in a cache. With a folder, a training that is killed at any moment goes on where it
 * was, and ends with the same bits. For one thread.
 */
public final class FineTuning {

    /** The trained weights in a training's folder: those of the last phase, which has all. */
    public static final String WEIGHTS = "weights.safetensors";

    final SplitCorpus data;
    final Task task;
    final Network network;
    final Optional<ResolvedWeights> weights;
    final ImageSettings images;
    final List<Phase> phases;
    final Loss loss;
    final Phase.OptimizerMaker optimizer;
    final int batchSize;
    final long seed;
    final double threshold;
    final UpdateSettings updates;
    final Optional<EarlyStopping> earlyStopping;
    final Compute compute;
    final Progress progress;
    final Consumer<String> log;
    private final Optional<Path> folder;
    final UnaryOperator<String> key;
    private final Normalization normalization;
    private final Graph graph;
    private final PhaseSources sources;

    private FineTuning(Builder builder) throws IOException {
        data = builder.data;
        task = builder.task;
        network = builder.network;
        weights = builder.weights;
        images = builder.images;
        phases = List.copyOf(builder.phases);
        loss = builder.loss.orElseGet(this::defaultLoss);
        optimizer = builder.optimizer;
        batchSize = builder.batchSize;
        seed = builder.seed;
        threshold = builder.threshold;
        updates = builder.updates;
        earlyStopping = builder.earlyStopping;
        compute = builder.compute;
        progress = builder.progress;
        log = builder.log;
        folder = builder.folder;
        key = builder.key;
        checkPhases();
        sources = new PhaseSources(this);
        normalization = sources.normalization();
        graph = network.graph(images.size(), normalization);
    }

    /** Before an image is read: whoever wrote a stage wrong should not wait for that. */
    private void checkPhases() {
        Normalization any = new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        PhaseStages.check(phases, network.graph(images.size(), any));
        if (weights.isEmpty() && !phases.stream().allMatch(p -> p.train().equals(Phase.ALL))) {
            throw new IllegalArgumentException(
                    "Without weights everything is trained, from the first phase on: give weights,"
                            + " or have each phase train all");
        }
    }

    private Loss defaultLoss() {
        return task.defaultLoss(
                new LabelStatistics(data.images(Part.TRAIN), data.labels()).posWeight());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns the whole network, from pixels to logits. */
    public Graph graph() {
        return graph;
    }

    /** Returns how pixels are normalised. */
    public Normalization normalization() {
        return normalization;
    }

    /** Trains all phases, or goes on where an earlier process was killed. */
    public FineTuned train() throws IOException {
        if (folder.isPresent()) {
            return train(folder.get());
        }
        Path scratch = Files.createTempDirectory("tagzoo-training");
        try {
            return train(scratch);
        } finally {
            PhaseResult.delete(scratch);
        }
    }

    private FineTuned train(Path where) throws IOException {
        List<TrainingResult> results = new ArrayList<>();
        List<OptionalDouble> featureSeconds = new ArrayList<>();
        for (int i = 0; ; i++) {
            PhaseSources.Source source = sources.of(i, where);
            boolean isLast = false;
            try {
                featureSeconds.add(source.featureSeconds());
                results.add(new PhaseTraining(this, where, i).run(source));
                isLast = i == phases.size() - 1;
                if (isLast) {
                    return new FineTuned(this, sources, source, results, featureSeconds);
                }
            } finally {
                if (!isLast) {
                    source.close();
                }
            }
        }
    }

    /** Collects the settings of a {@link FineTuning}. */
    public static final class Builder {

        private SplitCorpus data;
        private Task task = Tasks.usual();
        private Network network;
        private Optional<ResolvedWeights> weights = Optional.empty();
        private ImageSettings images;
        private final List<Phase> phases = new ArrayList<>();
        private Optional<Loss> loss = Optional.empty();
        private Phase.OptimizerMaker optimizer;
        private int batchSize = 64;
        private long seed;
        private double threshold = 0.5;
        private UpdateSettings updates = UpdateSettings.DEFAULT;
        private Optional<EarlyStopping> earlyStopping = Optional.empty();
        private Compute compute = Compute.onProcessor();
        private Optional<Path> folder = Optional.empty();
        private UnaryOperator<String> key = part -> part;
        private Progress progress = new QuietProgress();
        private Consumer<String> log = line -> {};

        private Builder() {}

        /** Sets images, labels and parts. */
        public Builder setData(SplitCorpus value) {
            data = value;
            return this;
        }

        /** Sets body and head; the head has a logit for each label of the data. */
        public Builder setNetwork(Network value) {
            network = value;
            return this;
        }

        public Builder setImages(ImageSettings value) {
            images = value;
            return this;
        }

        /** Adds a phase; each trains at least what the one before it trained. */
        public Builder addPhase(Phase value) {
            phases.add(value);
            return this;
        }

        /**
         * Sets the loss, TagZoo's or DJL's, which takes the task's targets; else the task's own.
         */
        public Builder optLoss(Loss value) {
            loss = Optional.of(value);
            return this;
        }

        /** Sets what makes an optimiser for each phase, of TagZoo's, whose state can be kept. */
        public Builder setOptimizer(Phase.OptimizerMaker value) {
            optimizer = value;
            return this;
        }

        /** Sets what is predicted; tags by default. */
        public Builder optTask(Task value) {
            task = value;
            return this;
        }

        /** Sets the initial values of the body; random ones by default, then all is trained. */
        public Builder optWeights(ResolvedWeights value) {
            weights = Optional.of(value);
            return this;
        }

        /** Sets how many images an update sees; 64 by default. */
        public Builder optBatchSize(int value) {
            batchSize = value;
            return this;
        }

        /** Sets the seed of initial values, order, dropout and augmentation; 0 by default. */
        public Builder optSeed(long value) {
            seed = value;
            return this;
        }

        /** Sets the score from which a label is predicted while training; 0.5 by default. */
        public Builder optThreshold(double value) {
            threshold = value;
            return this;
        }

        /** Sets clipping, micro-batches and an average of the weights, not the seed. */
        public Builder optUpdates(UpdateSettings value) {
            updates = value;
            return this;
        }

        /** Sets when to stop early; then the best epoch's weights are kept. */
        public Builder optEarlyStopping(EarlyStopping value) {
            earlyStopping = Optional.of(value);
            return this;
        }

        /** Sets where and how it computes; on the processor in float32 by default. */
        public Builder optCompute(Compute value) {
            compute = value;
            return this;
        }

        /**
         * Sets where weights and checkpoints are kept, from which a training goes on.
         *
         * @param trainingKey names all that the training depends on, for a part of it; a checkpoint
         *     of another key is passed over
         */
        public Builder optFolder(Path value, UnaryOperator<String> trainingKey) {
            folder = Optional.of(value);
            key = trainingKey;
            return this;
        }

        /** Sets what is told how far each step is, such as DJL's {@code ProgressBar}. */
        public Builder optProgress(Progress value) {
            progress = value;
            return this;
        }

        /** Sets what is told, in one line each, what a person should know. */
        public Builder optLog(Consumer<String> value) {
            log = value;
            return this;
        }

        /**
         * Returns the fine-tuning.
         *
         * @throws IllegalArgumentException if a setting is missing, or phases don't fit the network
         * @throws IOException if images can't be read, which is where a network without weights
         *     learns how to normalise them
         */
        public FineTuning build() throws IOException {
            if (data == null || network == null || images == null || optimizer == null) {
                throw new IllegalArgumentException(
                        "A fine-tuning needs data, a network, images and an optimiser");
            }
            return new FineTuning(this);
        }
    }
}
