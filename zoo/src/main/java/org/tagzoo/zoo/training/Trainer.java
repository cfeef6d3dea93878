package org.tagzoo.zoo.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.loss.Loss;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.Schedule;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Fits a network to examples by stochastic gradient descent. For one thread.
 *
 * <p>Each epoch goes through the training part once, in an order that depends on the seed and the
 * epoch alone; the last batch of an epoch may be smaller.
 */
public final class Trainer {

    private final ScriptModule module;
    private final Loss loss;
    private final Schedule schedule;
    private final double weightDecay;
    private final int epochs;
    private final int batchSize;
    private final long seed;
    private long update;

    private Trainer(Builder builder) {
        module = builder.module;
        loss = builder.loss;
        schedule = builder.schedule;
        weightDecay = builder.weightDecay;
        epochs = builder.epochs;
        batchSize = builder.batchSize;
        seed = builder.seed;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns how many updates a training makes in all. */
    public static long updates(int examples, int batchSize, int epochs) {
        return ((long) examples + batchSize - 1) / batchSize * epochs;
    }

    /**
     * Trains all epochs.
     *
     * @param listener is told of each epoch once it is over
     * @throws TrainingException if the loss is not finite
     */
    public void fit(Examples train, Examples validation, Consumer<EpochResult> listener) {
        try (Sgd sgd =
                Sgd.builder()
                        .setManager(module.manager())
                        .optNesterov(true)
                        .optWeightDecay(weightDecay)
                        .optDecayed((name, shape) -> shape.dimension() > 1)
                        .build()) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                listener.accept(epoch(epoch, train, validation, sgd));
            }
        }
    }

    private EpochResult epoch(int number, Examples train, Examples validation, Sgd sgd) {
        long start = System.nanoTime();
        Engine.getEngine("PyTorch")
                .setRandomSeed((int) SeedSequence.derive(seed, "dropout", number));
        int[] order = order(train.size(), number);
        float[][] logits = new float[train.size()][];
        double sum = 0;
        for (int first = 0; first < order.length; first += batchSize) {
            int[] batch =
                    Arrays.copyOfRange(order, first, Math.min(first + batchSize, order.length));
            double mean = step(train, batch, logits, sgd);
            if (!Double.isFinite(mean)) {
                throw new TrainingException(
                        "The loss is %s in epoch %d, update %d; try a smaller learning rate than %s"
                                .formatted(
                                        mean, number, update, schedule.learningRate(update - 1)));
            }
            sum += mean * batch.length;
        }
        float[][] validationLogits = Scorer.logits(module, validation, batchSize);
        return new EpochResult(
                number,
                sum / order.length,
                loss.evaluate(validationLogits, validation.targets()),
                Scorer.scores(logits, train.targets()),
                Scorer.scores(validationLogits, validation.targets()),
                (System.nanoTime() - start) / 1e9);
    }

    private double step(Examples train, int[] batch, float[][] logits, Sgd sgd) {
        try (NDManager manager = module.manager().newSubManager()) {
            double mean;
            try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray output = module.forward(train.inputs(manager, batch), true);
                NDArray value = loss.evaluate(output, train.targets(manager, batch));
                gradients.backward(value);
                mean = value.getFloat();
                Scorer.copy(output, batch, logits);
            }
            double learningRate = schedule.learningRate(update);
            double momentum = schedule.momentum(update);
            for (Map.Entry<String, NDArray> weight : module.trained().entrySet()) {
                sgd.update(weight.getKey(), weight.getValue(), learningRate, momentum);
            }
            update++;
            return mean;
        }
    }

    private int[] order(int size, int epoch) {
        SplittableRandom random = SeedSequence.random(seed, "order of examples", epoch);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Collects the settings of a {@link Trainer}. */
    public static final class Builder {

        private ScriptModule module;
        private Loss loss;
        private Schedule schedule;
        private double weightDecay;
        private int epochs;
        private int batchSize;
        private long seed;

        private Builder() {}

        /** Sets the network, whose parameters training changes. */
        public Builder setModule(ScriptModule value) {
            module = value;
            return this;
        }

        public Builder setLoss(Loss value) {
            loss = value;
            return this;
        }

        /** Sets learning rate and momentum for each of {@link #updates} updates. */
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

        /** Sets the weight decay of matrices; biases and normalisation have none. 0 by default. */
        public Builder optWeightDecay(double value) {
            weightDecay = value;
            return this;
        }

        /**
         * Returns the trainer.
         *
         * @throws IllegalArgumentException if a setting is missing
         */
        public Trainer build() {
            if (module == null || loss == null || schedule == null || epochs < 1 || batchSize < 1) {
                throw new IllegalArgumentException(
                        "A trainer needs a module, a loss, a schedule, 1 epoch or more (%d) and batches of 1 or more (%d)"
                                .formatted(epochs, batchSize));
            }
            return new Trainer(this);
        }
    }
}
