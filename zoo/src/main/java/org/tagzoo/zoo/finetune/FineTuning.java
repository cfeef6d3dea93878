package org.tagzoo.zoo.finetune;

import ai.djl.training.loss.Loss;
import ai.djl.util.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.apache.commons.io.FileUtils;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.corpus.UnlabelledImages;
import org.tagzoo.datasets.duplicate.OtherImages;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialScheme;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.training.EarlyStopping;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.UpdateSettings;

/**
 * Fine-tunes a network on a corpus, phase by phase. What frozen stages make of images is computed
 * once and kept in a cache. With a folder, a training that is killed at any moment goes on where it
 * was, and ends with the same bits. For one thread.
 */
// Over 300 lines: half of them are the setters of its builder.
public final class FineTuning implements Cloneable {

    /** The trained weights in a training's folder: those of the last phase, which has all. */
    public static final String WEIGHTS = "weights.safetensors";

    SplitCorpus data;
    Task task = Tasks.usual();
    Network network;
    Optional<ResolvedWeights> weights = Optional.empty();
    Optional<Path> start = Optional.empty();
    UnlabelledImages unlabelled = UnlabelledImages.NONE;
    Optional<OtherImages> others = Optional.empty();
    ImageSettings images;
    final List<Phase> phases = new ArrayList<>();
    Loss loss;
    Phase.OptimizerMaker optimizer;
    int batchSize = 64;
    long seed;
    double threshold = 0.5;
    double deviation = 1;
    UpdateSettings updates = UpdateSettings.DEFAULT;
    InitialScheme initial = InitialScheme.NETWORK;
    Optional<EarlyStopping> earlyStopping = Optional.empty();
    Compute compute = Compute.onProcessor();
    Optional<Progress> progress = Optional.empty();
    Consumer<String> log = line -> {};
    private Consumer<EpochMetrics> epochs = epoch -> {};
    int epochsBefore;
    UnaryOperator<String> key = part -> part;
    SharedFeatures shared = new SharedFeatures();
    boolean keepsCheckpoints;
    boolean keepsNothing;
    boolean shufflesBoxes;
    boolean foldsWithValidation;
    private Optional<Path> folder = Optional.empty();
    Optional<Normalization> fixedNormalization = Optional.empty();
    PhaseSources sources;
    private Normalization normalization;
    private Graph graph;

    private FineTuning() {}

    /** Returns the same for one of a network's heads, on its own parts of the data. */
    FineTuning ofFold(String name, SplitCorpus parts, Network one, long ownSeed) {
        FineTuning made = copy();
        made.data = parts;
        made.network = one;
        made.seed = ownSeed;
        made.key = part -> key.apply(name + " " + part);
        made.epochs = epoch -> {};
        // Statistics are of the training part; that weights are finite is known.
        made.shared = new SharedFeatures();
        weights.ifPresent(known -> made.shared.isNew(known.sha256()));
        made.sources = new PhaseSources(made);
        made.graph = one.graph(images.size(), normalization);
        return made;
    }

    private FineTuning copy() {
        try {
            return (FineTuning) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Work of which it is told how far it is. */
    @FunctionalInterface
    interface Step<T> {
        T run(IntConsumer done) throws IOException;
    }

    /** Shows progress while a step lasts. */
    <T> T shown(String what, long count, String unit, Step<T> step) throws IOException {
        progress.ifPresent(bar -> bar.reset(what, count, unit));
        try {
            return step.run(done -> progress.ifPresent(bar -> bar.increment(done)));
        } finally {
            progress.ifPresent(Progress::end);
        }
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

    /** Tells of an epoch of the phase that is being trained. */
    void tell(EpochMetrics epoch) {
        epochs.accept(epoch.numbered(epochsBefore));
    }

    /** Returns the phase that trains most. */
    Phase lastPhase() {
        return phases.get(phases.size() - 1);
    }

    /** Returns what the network takes of images besides their pixels. */
    List<float[][]> side(List<TaggedImage> of) {
        SideInputs inputs = network.head().form().sideInputs();
        try {
            return inputs.vectors(of.stream().map(TaggedImage::known).toList());
        } catch (IllegalArgumentException e) {
            throw named(inputs, of, e);
        }
    }

    /** Says of which image a network can't take what is known. */
    private static IllegalArgumentException named(
            SideInputs inputs, List<TaggedImage> of, IllegalArgumentException any) {
        for (TaggedImage image : of) {
            try {
                inputs.vectors(List.of(image.known()));
            } catch (IllegalArgumentException e) {
                return new IllegalArgumentException(
                        "Image '%s': %s".formatted(image.id(), e.getMessage()), e);
            }
        }
        return any;
    }

    /**
     * Returns how long each phase takes, by a short trial from its beginning; what frozen stages
     * give is computed for that, and kept for the training.
     *
     * @param time for updates of each
     */
    public List<PhaseTime> times(Duration time) throws IOException {
        return PhaseTime.all(this, time);
    }

    /**
     * Returns what the body with its pretrained weights makes of each image of the data, kept in
     * the cache: {@code [N, F]} float32, in the order of the corpus.
     */
    public CachedRows embeddings() throws IOException {
        return new FrozenStages(this, Phase.HEAD)
                .plain("", data.images(), data.scanned().contents());
    }

    /**
     * Computes what frozen stages of the first phase give, for this and for those that share it:
     * {@link #train} then finds that.
     */
    public void prepare() throws IOException {
        PhaseTraining.requireFinite(this);
        sources.fresh(0).close();
    }

    /** Trains all phases, or goes on where an earlier process was killed. */
    public FineTuned train() throws IOException {
        if (folder.isPresent()) {
            return PhaseTraining.all(this, folder.get());
        }
        Path scratch = Files.createTempDirectory("tagzoo-training");
        try {
            return PhaseTraining.all(this, scratch);
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }

    /** Collects the settings of a {@link FineTuning}. */
    public static final class Builder {

        private final FineTuning tuning = new FineTuning();

        private Builder() {}

        /** Sets images, labels and parts. */
        public Builder setData(SplitCorpus value) {
            tuning.data = value;
            return this;
        }

        /** Sets body and head; the head has a logit for each label of the data. */
        public Builder setNetwork(Network value) {
            tuning.network = value;
            return this;
        }

        public Builder setImages(ImageSettings value) {
            tuning.images = value;
            return this;
        }

        /** Adds a phase; each trains at least what the one before it trained. */
        public Builder addPhase(Phase value) {
            tuning.phases.add(value);
            return this;
        }

        /**
         * Sets the loss, TagZoo's or DJL's, which takes the task's targets; else the task's own.
         */
        public Builder optLoss(Loss value) {
            tuning.loss = value;
            return this;
        }

        /** Sets what makes an optimiser for each phase, of TagZoo's, whose state can be kept. */
        public Builder setOptimizer(Phase.OptimizerMaker value) {
            tuning.optimizer = value;
            return this;
        }

        /** Sets what is predicted; tags by default. */
        public Builder optTask(Task value) {
            tuning.task = value;
            return this;
        }

        /** Sets the body's pretrained weights; without, it begins at random, and all is trained. */
        public Builder optWeights(ResolvedWeights value) {
            tuning.weights = Optional.of(value);
            return this;
        }

        /**
         * Sets what another fine-tuning of this network, from the same weights, ended with: its
         * file {@value #WEIGHTS}. The first phase must train at least what that trained last.
         */
        public Builder optStart(Path value) {
            tuning.start = Optional.of(value);
            return this;
        }

        /**
         * Sets images without labels, for phases with {@link PseudoLabels}: {@link OtherImages#of}
         * leaves out those that the data show, so that no image of validation or test is learned
         * from.
         *
         * @param value of the corpus that the data are of
         */
        public Builder optUnlabelled(OtherImages value) {
            tuning.others = Optional.of(value);
            tuning.unlabelled = value.images();
            return this;
        }

        /** Sets how pixels are normalised, instead of what weights or training images ask for. */
        public Builder optNormalization(Normalization value) {
            tuning.fixedNormalization = Optional.of(value);
            return this;
        }

        /** Sets how many images an update sees; 64 by default. */
        public Builder optBatchSize(int value) {
            tuning.batchSize = value;
            return this;
        }

        /** Sets the seed of initial values, order, dropout and augmentation; 0 by default. */
        public Builder optSeed(long value) {
            tuning.seed = value;
            return this;
        }

        /** Sets the score from which a label is predicted while training; 0.5 by default. */
        public Builder optThreshold(double value) {
            tuning.threshold = value;
            return this;
        }

        /** Sets what standardised embeddings have as standard deviation, above 0; 1 by default. */
        public Builder optDeviation(double value) {
            Check.above0("deviation", value);
            tuning.deviation = value;
            return this;
        }

        /** Sets clipping, micro-batches and an average of the weights, not the seed. */
        public Builder optUpdates(UpdateSettings value) {
            tuning.updates = value;
            return this;
        }

        /** Sets how values are drawn that begin at random; as the network's authors by default. */
        public Builder optInitialValues(InitialScheme value) {
            tuning.initial = value;
            return this;
        }

        /** Sets when to stop early; then the best epoch's weights are kept. */
        public Builder optEarlyStopping(EarlyStopping value) {
            tuning.earlyStopping = Optional.of(value);
            return this;
        }

        /** Sets where and how it computes; on the processor in float32 by default. */
        public Builder optCompute(Compute value) {
            tuning.compute = value;
            return this;
        }

        /**
         * Sets where weights and checkpoints are kept, from which a training goes on.
         *
         * @param trainingKey names all that the training depends on, for a part of it; a checkpoint
         *     of another key is skipped
         */
        public Builder optFolder(Path value, UnaryOperator<String> trainingKey) {
            tuning.folder = Optional.of(value);
            tuning.key = trainingKey;
            return this;
        }

        /**
         * Keeps the checkpoints of phases that are over: the same training with more epochs then
         * goes on from the last of them, once {@link FineTuning#WEIGHTS} and its JSON file are
         * deleted. Only for one phase, of a schedule that does not depend on the epochs to come.
         */
        public Builder optKeepCheckpoints() {
            tuning.keepsCheckpoints = true;
            return this;
        }

        /**
         * Keeps nothing on disk: a training that is killed begins anew, and a loss that is not
         * finite ends it. Only for one phase without early stopping, else it changes nothing.
         */
        public Builder optKeepNothing() {
            tuning.keepsNothing = true;
            return this;
        }

        /**
         * Gives training images each other's boxes, as a control: what is learned of boxes then
         * must be worth no more than their mean.
         */
        public Builder optShuffledBoxes() {
            tuning.shufflesBoxes = true;
            return this;
        }

        /**
         * Lets the heads of folds learn from validation images too: their folds are of both parts.
         * Scores of a validation image are then those of the one head that has not seen it.
         */
        public Builder optFoldsWithValidation() {
            tuning.foldsWithValidation = true;
            return this;
        }

        /** Sets what other fine-tunings of the same data have found, and this one adds to. */
        public Builder optShared(SharedFeatures value) {
            tuning.shared = value;
            return this;
        }

        /** Sets what is told how far each step is, such as DJL's {@code ProgressBar}. */
        public Builder optProgress(Progress value) {
            tuning.progress = Optional.of(value);
            return this;
        }

        /**
         * Sets what is told of each epoch once it is over, numbered through all phases; in a
         * training that goes on, first of those that an earlier process went through.
         */
        public Builder optEpochs(Consumer<EpochMetrics> value) {
            tuning.epochs = value;
            return this;
        }

        /** Sets what is told, in one line each, what a person should know. */
        public Builder optLog(Consumer<String> value) {
            tuning.log = value;
            return this;
        }

        /**
         * Returns the fine-tuning; nothing is to be set afterwards.
         *
         * @throws IllegalArgumentException if a setting is missing, or phases don't fit the network
         * @throws IOException if images can't be read, which is where a network without weights
         *     learns how to normalise them
         */
        public FineTuning build() throws IOException {
            FineTuning made = tuning;
            FineTuningCheck.check(made);
            if (made.loss == null) {
                var statistics =
                        new LabelStatistics(made.data.images(Part.TRAIN), made.data.labels());
                made.loss = made.task.defaultLoss(statistics.posWeight());
            }
            Phase.checkPseudoLabels(made.phases, made.start.isPresent(), made.loss, made.batchSize);
            made.loss = made.task.whole(made.loss);
            made.keepsNothing &= made.phases.size() == 1 && made.earlyStopping.isEmpty();
            made.sources = new PhaseSources(made);
            made.normalization = made.sources.normalization();
            made.graph = made.network.graph(made.images.size(), made.normalization);
            return made;
        }
    }
}
