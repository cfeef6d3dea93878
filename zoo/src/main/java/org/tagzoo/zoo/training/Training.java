package org.tagzoo.zoo.training;

import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
public final class Training {

    final TrainableNetwork network;
    final Task task;
    final Loss loss;
    final Optimizer optimizer;
    final int epochs;
    final int batchSize;
    final UpdateSettings updates;
    final Optional<EarlyStopping> earlyStopping;
    final Optional<PlateauListener> plateau;
    final Optional<CheckpointFolder> checkpoints;
    final Duration checkpointInterval;
    final double threshold;
    final int threads;
    final List<TrainingListener> listeners;

    private Training(Builder builder) {
        network = builder.network;
        task = builder.task;
        loss = builder.loss;
        optimizer = builder.optimizer;
        epochs = builder.epochs;
        batchSize = builder.batchSize;
        updates = builder.updates.withSeed(builder.seed);
        earlyStopping = builder.earlyStopping;
        plateau = builder.plateau;
        checkpoints = builder.checkpoints;
        checkpointInterval = builder.checkpointInterval;
        threshold = builder.threshold;
        threads = builder.threads;
        listeners = List.copyOf(builder.listeners);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns how many examples go through the network at once while memory suffices. */
    int examplesAtATime() {
        return Math.min(batchSize, updates.microBatchSize());
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
        try (TrainingLoop loop = new TrainingLoop(this, train, validation, listener)) {
            return loop.run();
        }
    }

    /** Collects the settings of a {@link Training}. */
    public static final class Builder {

        private TrainableNetwork network;
        private Task task = Tasks.usual();
        private Loss loss;
        private Optimizer optimizer;
        private int epochs;
        private int batchSize;
        private long seed;
        private UpdateSettings updates = UpdateSettings.DEFAULT;
        private Optional<EarlyStopping> earlyStopping = Optional.empty();
        private Optional<PlateauListener> plateau = Optional.empty();
        private Optional<CheckpointFolder> checkpoints = Optional.empty();
        private Duration checkpointInterval = Duration.ofMinutes(1);
        private double threshold = 0.5;
        private int threads = 1;
        private final List<TrainingListener> listeners = new ArrayList<>();

        private Builder() {}

        /** Sets the network, whose parameters training changes. */
        public Builder setNetwork(TrainableNetwork value) {
            network = value;
            return this;
        }

        /** Sets the loss, TagZoo's or any of DJL's that takes the task's targets and logits. */
        public Builder setLoss(Loss value) {
            loss = value;
            return this;
        }

        /**
         * Sets the optimiser, TagZoo's or any of DJL's; checkpoints need TagZoo's. Its trackers
         * give a value for each of {@code epochs * updatesPerEpoch} updates. It is for one training
         * and closed with it.
         */
        public Builder setOptimizer(Optimizer value) {
            optimizer = value;
            return this;
        }

        public Builder setEpochs(int value) {
            epochs = value;
            return this;
        }

        public Builder setBatchSize(int value) {
            batchSize = value;
            return this;
        }

        /** Sets the seed of the examples' order and of dropout. */
        public Builder setSeed(long value) {
            seed = value;
            return this;
        }

        /** Sets what is predicted; tags by default. */
        public Builder optTask(Task value) {
            task = value;
            return this;
        }

        /**
         * Sets how many examples go through the network at once, at most (but two where batch norm
         * is trained); a batch by default. A training that goes on keeps that of its checkpoint.
         */
        public Builder optMicroBatchSize(int value) {
            updates = updates.withMicroBatchSize(value);
            return this;
        }

        /** Sets the highest norm of all gradients together; without, they are taken as they are. */
        public Builder optClipNorm(double value) {
            updates = updates.withClipNorm(value);
            return this;
        }

        /** Sets the decay of an exponential moving average of the weights, which is then used. */
        public Builder optAverageDecay(double value) {
            updates = updates.withAverageDecay(value);
            return this;
        }

        /**
         * Sets when to stop early; then the best epoch's weights are kept, for which a folder for
         * checkpoints is needed.
         */
        public Builder optEarlyStopping(EarlyStopping value) {
            earlyStopping = Optional.of(value);
            return this;
        }

        /** Sets a schedule that is told a metric after each epoch. */
        public Builder optPlateau(ReduceOnPlateau schedule, EarlyStopping.Metric metric) {
            plateau = Optional.of(new PlateauListener(schedule, metric));
            return this;
        }

        /** Sets where checkpoints are kept: at the start of each epoch, and within long ones. */
        public Builder optCheckpoints(CheckpointFolder value) {
            checkpoints = Optional.of(value);
            return this;
        }

        /** Sets the least time between two checkpoints within an epoch; a minute by default. */
        public Builder optCheckpointInterval(Duration value) {
            checkpointInterval = value;
            return this;
        }

        /** Sets the score from which a label is predicted in {@link EpochMetrics}; 0.5. */
        public Builder optThreshold(double value) {
            threshold = value;
            return this;
        }

        /** Sets how many threads prepare inputs; 1 by default. Results don't depend on it. */
        public Builder optThreads(int value) {
            threads = value;
            return this;
        }

        /**
         * Adds listeners, TagZoo's or DJL's; they are told of the beginning, of each epoch and of
         * the end, not of batches.
         */
        public Builder addListeners(TrainingListener... value) {
            listeners.addAll(List.of(value));
            return this;
        }

        /**
         * Returns the training.
         *
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public Training build() {
            if (network == null || loss == null || optimizer == null) {
                throw new IllegalArgumentException(
                        "A training needs a network, a loss and an optimiser");
            }
            if (epochs < 1 || batchSize < 1 || threads < 1) {
                throw new IllegalArgumentException(
                        "Epochs (%d), examples in a batch (%d) and threads (%d) must be 1 or more"
                                .formatted(epochs, batchSize, threads));
            }
            if (earlyStopping.isPresent() && checkpoints.isEmpty()) {
                throw new IllegalArgumentException(
                        "Early stopping needs a folder for checkpoints, which keeps the best"
                                + " epoch");
            }
            if (checkpoints.isPresent() && !(optimizer instanceof ExactOptimizer)) {
                throw new IllegalArgumentException(
                        "Checkpoints hold the state of TagZoo's optimisers (Sgd, Adam, RmsProp), and %s has none that can be read; leave the folder for checkpoints out"
                                .formatted(optimizer.getClass().getName()));
            }
            return new Training(this);
        }
    }
}
