package org.tagzoo.zoo.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.loss.ClassAndBoxLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;

/**
 * Fits a network to examples by gradient descent. For one thread.
 *
 * <p>Each epoch goes through the training part once, in an order that depends on the seed and the
 * epoch alone; the last batch of an epoch may be smaller. With a folder for checkpoints, a training
 * that is killed at any moment goes on from the last of them, and ends with the same bits as one
 * that never stopped.
 *
 * <p>A loss that is not finite sends training back to the start of the epoch at a tenth of the
 * learning rate, {@value TrainingLoop#MAX_ROLLBACKS} times at most; without a folder for
 * checkpoints it ends training. Where memory runs out, half as many examples go through the network
 * at once, see {@link FineTuneTrainer}, which makes the updates.
 */
// Over 300 lines: half of them are the setters of its builder.
public final class Training {

    TrainableNetwork network;
    Task task = Tasks.usual();
    Loss loss;
    Optimizer optimizer;
    int epochs;
    int batchSize;
    int stepsPerEpoch;
    int pseudoExamples;
    private int pseudoPerBatch;
    UpdateSettings updates = UpdateSettings.DEFAULT;
    Optional<EarlyStopping> earlyStopping = Optional.empty();
    Optional<CheckpointFolder> checkpoints = Optional.empty();
    Duration checkpointInterval = Duration.ofMinutes(1);
    double threshold = 0.5;
    int threads = 1;
    DoubleConsumer eachLoss = loss -> {};
    final List<TrainingListener> listeners = new ArrayList<>();

    private Training() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Returns how many examples go through the network at once while memory suffices. */
    int microBatchSize() {
        return Math.min(batchSize, updates.microBatchSize());
    }

    /** Returns the batches of the training examples. */
    Passes passes(Examples train) {
        int labelled = train.size() - pseudoExamples;
        return new Passes(labelled, batchSize, pseudoExamples, pseudoPerBatch, updates.seed());
    }

    /**
     * Returns what outputs for a part are worth after an epoch.
     *
     * @param epochOf of each example, as it was seen
     */
    Metrics metrics(float[][] outputs, Examples part, IntUnaryOperator epochOf) {
        Metrics metrics = task.ofEpoch(part.scored(task, outputs, epochOf), threshold);
        if (loss instanceof ClassAndBoxLoss both) {
            int[] all = IntStream.range(0, part.size()).toArray();
            float[][] logits = Examples.logits(outputs, part.targets()[0].length);
            double boxes = both.ofBoxes(outputs, part.boxes().orElseThrow().numbers(all, epochOf));
            metrics =
                    metrics.with(Metric.CLASS_LOSS, both.ofClass().evaluate(logits, part.targets()))
                            .with(Metric.BOX_LOSS, boxes);
        }
        return metrics;
    }

    /** Returns their loss: in double, row by row; by a loss of DJL's own over all at once. */
    double loss(float[][] outputs, Examples part) {
        if (loss instanceof ExampleLoss exact) {
            return exact.evaluate(outputs, part.targets(), part.unknown());
        }
        try (NDManager manager = network.newManager()) {
            int[] all = IntStream.range(0, part.size()).toArray();
            NDList labels = part.labels(manager, all, InputRows.NO_EPOCH);
            NDArray joined = manager.create(outputs);
            int width = part.targets()[0].length;
            NDList results =
                    part.boxes().isEmpty()
                            ? new NDList(joined)
                            : joined.split(new long[] {width}, 1);
            NDArray value = loss.evaluate(labels, results);
            return value.toArray()[0].doubleValue();
        }
    }

    /** Returns what makes the updates of a model of the network. */
    FineTuneTrainer trainer(Model model) {
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(loss)
                        .optOptimizer(optimizer)
                        .optDevices(new Device[] {model.getNDManager().getDevice()});
        return new FineTuneTrainer(model, config, updates);
    }

    /** Returns how fast it is, see {@link TrainingSpeed}; it can't be fitted afterwards. */
    public TrainingSpeed speed(Examples train, Examples validation, Duration time)
            throws IOException {
        return TrainingSpeed.of(this, train, validation, time);
    }

    /** Returns how many updates an epoch makes. */
    public static long updatesPerEpoch(int examples, int batchSize) {
        return ((long) examples + batchSize - 1) / batchSize;
    }

    /**
     * Trains, or goes on from the last checkpoint.
     *
     * @param listener is told of each epoch once it is over, and first of those that a checkpoint
     *     knows of
     * @return the network then has the weights of the last epoch, their average if one is kept, or
     *     those of the best epoch under early stopping
     * @throws TrainingException if the loss is not finite and lower learning rates don't help
     * @throws IOException if an input can't be read or a checkpoint can't be written
     */
    public TrainingResult fit(Examples train, Examples validation, Consumer<EpochMetrics> listener)
            throws IOException {
        boolean isAllKnown = train.unknown().length == 0 && validation.unknown().length == 0;
        if (!isAllKnown && !(loss instanceof ExampleLoss)) {
            throw new IllegalArgumentException(
                    "Some targets are unknown, and the loss %s takes none such: take BinaryCrossEntropyLoss"
                            .formatted(loss.getName()));
        }
        try (TrainingLoop loop = new TrainingLoop(this, train, validation, listener)) {
            return loop.run();
        }
    }

    /** Collects the settings of a {@link Training}. */
    public static final class Builder {

        private final Training training = new Training();

        private Builder() {}

        /** Sets the network, whose parameters training changes. */
        public Builder setNetwork(TrainableNetwork value) {
            training.network = value;
            return this;
        }

        /** Sets the loss, TagZoo's or any of DJL's that takes the task's targets and logits. */
        public Builder setLoss(Loss value) {
            training.loss = value;
            return this;
        }

        /**
         * Sets the optimiser, TagZoo's or any of DJL's; checkpoints need TagZoo's. Its trackers
         * give a value for each update: {@code epochs * updatesPerEpoch} of them. It is for one
         * training and closed with it.
         */
        public Builder setOptimizer(Optimizer value) {
            training.optimizer = value;
            return this;
        }

        public Builder setEpochs(int value) {
            training.epochs = value;
            return this;
        }

        public Builder setBatchSize(int value) {
            training.batchSize = value;
            return this;
        }

        /**
         * Sets how many updates an epoch has; 0, as by default, for as many as go through the
         * training part once. Other epochs go on where the one before ended: an epoch may see a
         * part of the examples, or some of them more often than others, and its training metrics
         * are of those that it saw.
         */
        public Builder optStepsPerEpoch(int value) {
            training.stepsPerEpoch = value;
            return this;
        }

        /**
         * Sets that the last training examples have labels that a network gave them. Each batch has
         * so many of them, in turn, beside {@code batchSize - perBatch} others; an epoch goes
         * through these others once, and training metrics are of them alone.
         *
         * @param examples how many, fewer than there are
         * @param perBatch at least 1, below the batch size
         */
        public Builder optPseudoLabelled(int examples, int perBatch) {
            training.pseudoExamples = examples;
            training.pseudoPerBatch = perBatch;
            return this;
        }

        /**
         * Sets a penalty on what the head's hidden layers give, see {@link UpdateSettings}; it
         * counts in the training loss, not in that of validation.
         */
        public Builder optActivityL1(double value) {
            training.updates = training.updates.withActivityL1(value);
            return this;
        }

        /** Sets the seed of the examples' order and of dropout. */
        public Builder setSeed(long value) {
            training.updates = training.updates.withSeed(value);
            return this;
        }

        /** Sets what is predicted; tags by default. */
        public Builder optTask(Task value) {
            training.task = value;
            return this;
        }

        /**
         * Sets how many examples go through the network at once, at most (but two where batch norm
         * is trained); a batch by default. A training that goes on keeps that of its checkpoint.
         */
        public Builder optMicroBatchSize(int value) {
            training.updates = training.updates.withMicroBatchSize(value);
            return this;
        }

        /** Sets the highest norm of all gradients together; without, they are taken as they are. */
        public Builder optClipNorm(double value) {
            training.updates = training.updates.withClipNorm(value);
            return this;
        }

        /** Sets the decay of an exponential moving average of the weights, which is then used. */
        public Builder optAverageDecay(double value) {
            training.updates = training.updates.withAverageDecay(value);
            return this;
        }

        /** Sets how much examples of a batch are mixed, see {@link UpdateSettings#mixup}. */
        public Builder optMixup(double value) {
            training.updates = training.updates.withMixup(value);
            return this;
        }

        /** Sets of how many last epochs the weights' mean is used; 0 by default, for none. */
        public Builder optAverageEpochs(int value) {
            training.updates = training.updates.withAverageEpochs(value);
            return this;
        }

        /**
         * Sets when to stop early; then the best epoch's weights are kept, for which a folder for
         * checkpoints is needed.
         */
        public Builder optEarlyStopping(EarlyStopping value) {
            training.earlyStopping = Optional.of(value);
            return this;
        }

        /** Sets a schedule that is told a metric after each epoch. */
        public Builder optPlateau(ReduceOnPlateau schedule, EarlyStopping.Metric metric) {
            return addListeners(new PlateauListener(schedule, metric));
        }

        /** Sets where checkpoints are kept: at the start of each epoch, and within long ones. */
        public Builder optCheckpoints(CheckpointFolder value) {
            training.checkpoints = Optional.of(value);
            return this;
        }

        /** Sets the least time between two checkpoints within an epoch; a minute by default. */
        public Builder optCheckpointInterval(Duration value) {
            training.checkpointInterval = value;
            return this;
        }

        /** Sets the score from which a label is predicted in {@link EpochMetrics}; 0.5. */
        public Builder optThreshold(double value) {
            training.threshold = value;
            return this;
        }

        /** Sets how many threads prepare inputs; 1 by default. Results don't depend on it. */
        public Builder optThreads(int value) {
            training.threads = value;
            return this;
        }

        /** Sets what is told the loss of each update, as it was before it. */
        Builder optEachLoss(DoubleConsumer value) {
            training.eachLoss = value;
            return this;
        }

        /**
         * Adds listeners, TagZoo's or DJL's; they are told of the beginning, of each epoch and of
         * the end, not of batches.
         */
        public Builder addListeners(TrainingListener... value) {
            training.listeners.addAll(List.of(value));
            return this;
        }

        /**
         * Returns the training; nothing is to be set afterwards.
         *
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public Training build() {
            Training made = training;
            if (made.network == null || made.loss == null || made.optimizer == null) {
                throw new IllegalArgumentException(
                        "A training needs a network, a loss and an optimiser");
            }
            Check.atLeast("stepsPerEpoch", made.stepsPerEpoch, 0);
            if (made.epochs < 1 || made.batchSize < 1 || made.threads < 1) {
                throw new IllegalArgumentException(
                        "Epochs (%d), examples in a batch (%d) and threads (%d) must be 1 or more"
                                .formatted(made.epochs, made.batchSize, made.threads));
            }
            if (made.pseudoExamples > 0) {
                Check.within("perBatch", made.pseudoPerBatch, 1, made.batchSize - 1);
            }
            if (made.earlyStopping.isPresent() && made.checkpoints.isEmpty()) {
                throw new IllegalArgumentException(
                        "Early stopping needs a folder for checkpoints, which keeps the best"
                                + " epoch");
            }
            Check.that(
                    made.earlyStopping.isEmpty() || made.updates.averageEpochs() == 0,
                    "averageEpochs",
                    "left out with early stopping, where the last epoch is not known",
                    made.updates.averageEpochs());
            if (made.checkpoints.isPresent() && !(made.optimizer instanceof ExactOptimizer)) {
                throw new IllegalArgumentException(
                        "Checkpoints hold the state of TagZoo's optimisers (Sgd, Adam, RmsProp), and %s has none that can be read; leave the folder for checkpoints out"
                                .formatted(made.optimizer.getClass().getName()));
            }
            return made;
        }
    }
}
