package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tagzoo.zoo.loss.Loss;
import org.tagzoo.zoo.optimizer.Optimizer;
import org.tagzoo.zoo.schedule.Schedule;

/**
 * Fits a network to examples by gradient descent. For one thread.
 *
 * <p>Each epoch goes through the training part once, in an order that depends on the seed and the
 * epoch alone; the last batch of an epoch may be smaller. With a folder for checkpoints, a training
 * that is killed at any moment goes on from the last of them, and ends with the same bits as one
 * that never stopped.
 *
 * <p>A loss that is not finite sends training back to the start of the epoch at a tenth of the
 * learning rate, {@value TrainingRun#MAX_SETBACKS} times at most; without a folder for checkpoints
 * it ends training. Where memory runs out, half as many examples go through the network at once; a
 * batch still has as many as before, and its update is the same but that batch norm normalises each
 * part by its own statistics, and dropout draws other numbers.
 */
public final class Trainer {

    final TrainableNetwork network;
    final Loss loss;
    final Function<NDManager, Optimizer> optimizer;
    final Schedule schedule;
    final int epochs;
    final int batchSize;
    final long seed;
    final Map<String, Double> rateFactors;
    final OptionalDouble clipNorm;
    final OptionalDouble averageDecay;
    final Optional<EarlyStopping> earlyStopping;
    final EarlyStopping.Metric followedMetric;
    final Optional<CheckpointFolder> checkpoints;
    final Duration checkpointInterval;
    final double threshold;
    final int threads;

    private Trainer(Builder builder) {
        network = builder.network;
        loss = builder.loss;
        optimizer = builder.optimizer;
        schedule = builder.schedule;
        epochs = builder.epochs;
        batchSize = builder.batchSize;
        seed = builder.seed;
        rateFactors = Map.copyOf(builder.rateFactors);
        clipNorm = builder.clipNorm;
        averageDecay = builder.averageDecay;
        earlyStopping = builder.earlyStopping;
        followedMetric = builder.followedMetric;
        checkpoints = builder.checkpoints;
        checkpointInterval = builder.checkpointInterval;
        threshold = builder.threshold;
        threads = builder.threads;
    }

    public static Builder builder() {
        return new Builder();
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
        try (TrainingRun run = new TrainingRun(this, train, validation, listener)) {
            return run.run();
        }
    }

    /** Collects the settings of a {@link Trainer}. */
    public static final class Builder {

        private TrainableNetwork network;
        private Loss loss;
        private Function<NDManager, Optimizer> optimizer;
        private Schedule schedule;
        private int epochs;
        private int batchSize;
        private long seed;
        private Map<String, Double> rateFactors = Map.of();
        private OptionalDouble clipNorm = OptionalDouble.empty();
        private OptionalDouble averageDecay = OptionalDouble.empty();
        private Optional<EarlyStopping> earlyStopping = Optional.empty();
        private EarlyStopping.Metric followedMetric = EarlyStopping.Metric.VALIDATION_LOSS;
        private Optional<CheckpointFolder> checkpoints = Optional.empty();
        private Duration checkpointInterval = Duration.ofMinutes(1);
        private double threshold = 0.5;
        private int threads = 1;

        private Builder() {}

        /** Sets the network, whose parameters training changes. */
        public Builder setNetwork(TrainableNetwork value) {
            network = value;
            return this;
        }

        public Builder setLoss(Loss value) {
            loss = value;
            return this;
        }

        /** Sets what makes the optimiser, whose arrays live under the manager it gets. */
        public Builder setOptimizer(Function<NDManager, Optimizer> value) {
            optimizer = value;
            return this;
        }

        /** Sets learning rate and momentum for each of {@code epochs * updatesPerEpoch} updates. */
        public Builder setSchedule(Schedule value) {
            schedule = value;
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

        public Builder setSeed(long value) {
            seed = value;
            return this;
        }

        /** Sets what parameters' learning rates are multiplied with, by name; else 1. */
        public Builder optRateFactors(Map<String, Double> value) {
            rateFactors = value;
            return this;
        }

        /** Sets the highest norm of all gradients together; without, they are taken as they are. */
        public Builder optClipNorm(double value) {
            clipNorm = OptionalDouble.of(value);
            return this;
        }

        /** Sets the decay of an exponential moving average of the weights, which is then used. */
        public Builder optAverageDecay(double value) {
            averageDecay = OptionalDouble.of(value);
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

        /**
         * Sets what a schedule that depends on a metric, such as {@code ReduceOnPlateau}, is told
         * after each epoch; the validation loss by default.
         */
        public Builder optFollowedMetric(EarlyStopping.Metric value) {
            followedMetric = value;
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

        /** Sets the score from which a label counts as attached in {@link EpochMetrics}; 0.5. */
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
         * Returns the trainer.
         *
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public Trainer build() {
            if (network == null || loss == null || optimizer == null || schedule == null) {
                throw new IllegalArgumentException(
                        "A trainer needs a network, a loss, an optimiser and a schedule");
            }
            if (epochs < 1 || batchSize < 1 || threads < 1) {
                throw new IllegalArgumentException(
                        "Epochs (%d), examples in a batch (%d) and threads (%d) must be 1 or more"
                                .formatted(epochs, batchSize, threads));
            }
            if (earlyStopping.isPresent() && checkpoints.isEmpty()) {
                throw new IllegalArgumentException(
                        "Early stopping needs a folder for checkpoints, which keeps the best epoch");
            }
            return new Trainer(this);
        }
    }
}
