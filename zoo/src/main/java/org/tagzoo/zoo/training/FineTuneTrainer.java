package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.optimizer.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.optimizer.GradientNorm;
import org.tagzoo.zoo.optimizer.WeightAverage;
import org.tagzoo.zoo.torchscript.MemoryShortage;

/**
 * A DJL trainer whose updates see all parameters at once: it clips gradients by their common norm
 * and keeps an average of the weights. {@link Training} and {@code EasyTrain} make the same updates
 * with it. It works with the optimisers and losses of DJL as well. For one thread.
 *
 * <p>{@link #trainBatch}, which {@link Training} calls and {@code EasyTrain} does not, takes a
 * batch through in micro-batches where settings ask for it or memory runs out. They have nearly the
 * same size, and their losses are weighed so that they add up to the batch's. Two things differ
 * from the whole batch then: batch norm normalises each by its own statistics (its running
 * statistics still move once, see {@link RunningStatistics}), and dropout draws other numbers. One
 * example has no variance: where batch norm is trained, a micro-batch has at least two examples of
 * a batch that has as many. Examples are mixed there alone, see {@link UpdateSettings#mixup}.
 *
 * <p>Dropout of TagZoo's networks draws from a generator of the network's own, which is seeded for
 * each update, so that it draws the same whether or not training was stopped in between. Other
 * blocks draw from the engine's generator, which this trainer leaves alone.
 */
public final class FineTuneTrainer extends Trainer {

    private final UpdateSettings settings;
    private final Optimizer optimizer;
    private final Optional<WeightAverage> average;
    private TrainedWeights weights;
    private Optional<RunningStatistics> statistics = Optional.empty();
    private Optional<EpochMetrics> latestEpoch = Optional.empty();
    private long update;
    private double rateFactor = 1;
    private int microBatchSize;

    /**
     * What came of a batch.
     *
     * @param loss mean over its examples
     * @param outputs of the network for each, as it was before the update, {@code [N, L]}
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record BatchResult(double loss, float[][] outputs) {}

    /** Creates a trainer without clipping, average and micro-batches, with the seed 0. */
    public FineTuneTrainer(Model model, TrainingConfig config) {
        this(model, config, UpdateSettings.DEFAULT);
    }

    /**
     * @param model whose block is trained; it stays the caller's
     * @param config of TagZoo's parts or DJL's; TagZoo's optimiser is closed with the trainer
     */
    public FineTuneTrainer(Model model, TrainingConfig config, UpdateSettings settings) {
        super(model, config);
        this.settings = settings;
        this.optimizer = config.getOptimizer();
        this.average =
                !settings.averages()
                        ? Optional.empty()
                        : Optional.of(
                                settings.averageEpochs() > 0
                                        ? WeightAverage.mean(getManager())
                                        : new WeightAverage(
                                                getManager(),
                                                settings.averageDecay().getAsDouble(),
                                                false));
        this.microBatchSize = settings.microBatchSize();
    }

    private TrainedWeights weights() {
        if (weights == null) {
            weights = TrainedWeights.of(getModel());
            statistics = RunningStatistics.of(getModel().getBlock(), getManager());
        }
        return weights;
    }

    /** Returns whether micro-batches differ from the whole batch by batch norm's statistics. */
    boolean normalizesByBatch() {
        weights();
        return statistics.isPresent();
    }

    int microBatchSize() {
        return microBatchSize;
    }

    /** Sets which update comes next, and what learning rates are multiplied with from then on. */
    void goOn(long nextUpdate, double factor, int newMicroBatchSize) {
        update = nextUpdate;
        rateFactor = factor;
        microBatchSize = newMicroBatchSize;
    }

    /**
     * Makes gradients of a batch, in micro-batches of half the size and so on where memory runs
     * out. If it fails, gradients and running statistics are as before. {@link #step} then changes
     * the weights.
     *
     * @param data inputs, each {@code [N, …]}
     * @param labels targets, each {@code [N, …]}
     * @throws TrainingException if the loss is not finite; there are no gradients then
     */
    public BatchResult trainBatch(NDList data, NDList labels) {
        int examples = Math.toIntExact(data.get(0).getShape().get(0));
        while (true) {
            try {
                return gradients(data, labels, examples);
            } catch (RuntimeException | OutOfMemoryError e) {
                int smaller = split(examples).smaller(microBatchSize);
                if (!MemoryShortage.is(e) || smaller == 0) {
                    throw e;
                }
                microBatchSize = smaller;
            }
        }
    }

    private BatchSplit split(int examples) {
        return new BatchSplit(examples, normalizesByBatch() ? 2 : 1);
    }

    private BatchResult gradients(NDList data, NDList labels, int examples) {
        weights();
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        statistics.ifPresent(RunningStatistics::begin);
        try (NDManager batch = data.getManager().newSubManager()) {
            seedDropout();
            float[][] outputs = new float[examples][];
            NDList inputs = data;
            List<Mixup.Targets> targets = List.of(new Mixup.Targets(labels, 1));
            if (settings.mixup() > 0) {
                Mixup mixup = Mixup.draw(settings.mixup(), examples, settings.seed(), update);
                inputs = mixup.inputs(data, batch);
                targets = mixup.targets(labels, batch);
            }
            BatchGradients gradients =
                    new BatchGradients(
                            this, settings.activityL1(), statistics, inputs, targets, outputs);
            double loss = gradients.make(split(examples).count(microBatchSize));
            if (!Double.isFinite(loss)) {
                throw notFinite("The loss is " + loss);
            }
            return new BatchResult(loss, outputs);
        } catch (RuntimeException | OutOfMemoryError e) {
            weights().discardGradients();
            statistics.ifPresent(RunningStatistics::restore);
            throw e;
        } finally {
            JniUtils.setGradMode(gradMode);
        }
    }

    private void seedDropout() {
        if (getModel().getBlock() instanceof TrainableNetwork.Block ours) {
            // The engine's seeds have 32 bits.
            int seed = (int) SeedSequence.derive(settings.seed(), "dropout", update);
            ours.trained().seedDropout(seed);
        }
    }

    /** {@inheritDoc} Dropout is seeded for the update to come. */
    @Override
    public GradientCollector newGradientCollector() {
        seedDropout();
        return super.newGradientCollector();
    }

    /**
     * Changes the weights by their gradients, which are zero afterwards.
     *
     * @throws TrainingException if gradients are clipped and their norm is not finite; weights are
     *     as before then, and there are no gradients
     */
    @Override
    public void step() {
        Map<String, NDArray> trained = weights().arrays();
        if (settings.clipNorm().isPresent()) {
            double norm = GradientNorm.clip(trained.values(), settings.clipNorm().getAsDouble());
            if (!Double.isFinite(norm)) {
                weights().discardGradients();
                throw notFinite("The norm of the gradients is " + norm);
            }
        }
        if (optimizer instanceof ExactOptimizer exact) {
            exact.beginUpdate(update, rateFactor);
            trained.forEach(
                    (key, weight) -> exact.update(exact.name(weights.ids().get(key), key), weight));
        } else {
            trained.forEach(this::stockUpdate);
        }
        if (settings.averageEpochs() == 0) {
            average.ifPresent(kept -> kept.update(trained));
        }
        update++;
    }

    private void stockUpdate(String name, NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            optimizer.update(weights.ids().get(name), weight, gradient);
        }
    }

    private TrainingException notFinite(String what) {
        String message = "%s, which is not finite, in update %d".formatted(what, update + 1);
        return new TrainingException(message);
    }

    /** Takes the weights as they are into a mean over epochs, if one is kept. */
    void averageEpoch() {
        if (settings.averageEpochs() > 0) {
            average.ifPresent(kept -> kept.update(weights().arrays()));
        }
    }

    /** Exchanges weights and their average, if one is kept; a second call puts both back. */
    public void swapAverage() {
        average.ifPresent(kept -> kept.swap(weights().arrays()));
    }

    /** Says what an epoch came to, before its listeners are told. */
    void epochEnded(EpochMetrics metrics) {
        latestEpoch = Optional.of(metrics);
    }

    Optional<EpochMetrics> latestEpoch() {
        return latestEpoch;
    }

    /** {@inheritDoc} In a {@link Training} it is what that measured. */
    @Override
    public ai.djl.training.TrainingResult getTrainingResult() {
        return latestEpoch.map(EpochMetrics::asResult).orElseGet(super::getTrainingResult);
    }

    Optional<WeightAverage> average() {
        return average;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public void close() {
        statistics.ifPresent(RunningStatistics::close);
        average.ifPresent(WeightAverage::close);
        if (optimizer instanceof ExactOptimizer exact) {
            exact.close();
        }
        super.close();
    }
}
