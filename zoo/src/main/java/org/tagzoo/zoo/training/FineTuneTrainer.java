package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.optimizer.GradientNorm;
import org.tagzoo.zoo.optimizer.WeightAverage;
import org.tagzoo.zoo.torchscript.MemoryShortage;

/**
 * A DJL trainer whose updates see all parameters at once: it clips gradients by their common norm
 * and keeps an average of the weights. {@link Training} trains with it, and so does {@code
 * EasyTrain}: with the same seed, loss and optimiser, both make the same updates. It works with the
 * optimisers and losses of DJL as well. For one thread.
 *
 * <p>{@link #trainBatch}, which {@link Training} calls and {@code EasyTrain} does not, takes a
 * batch through in micro-batches where settings ask for it or memory runs out. They have nearly the
 * same size, and their losses are weighed so that they add up to the batch's. Two things differ
 * from the whole batch then: batch norm normalises each by its own statistics (its running
 * statistics still move once, see {@link RunningStatistics}), and dropout draws other numbers. One
 * example has no variance: where batch norm is trained, a micro-batch has at least two examples of
 * a batch that has as many.
 *
 * <p>Dropout of TagZoo's networks draws from a generator of the network's own, which is seeded for
 * each update, so that it draws the same whether or not training was stopped in between. Other
 * blocks draw from the engine's generator, which this trainer leaves alone.
 */
public final class FineTuneTrainer extends Trainer {

    private final UpdateSettings settings;
    private final Optimizer optimizer;
    private final Optional<WeightAverage> average;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();
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
                settings.averageDecay().stream()
                        .mapToObj(decay -> new WeightAverage(getManager(), decay, false))
                        .findFirst();
        this.microBatchSize = settings.microBatchSize();
    }

    /** Returns what is trained; a stock block has it only once it knows its inputs' shape. */
    private Map<String, NDArray> weights() {
        if (!weights.isEmpty()) {
            return weights;
        }
        for (Pair<String, Parameter> pair : getModel().getBlock().getParameters()) {
            NDArray array = pair.getValue().getArray();
            if (pair.getValue().requiresGradient() && array.hasGradient()) {
                ids.put(pair.getKey(), pair.getValue().getId());
                weights.put(pair.getKey(), array);
            }
        }
        if (weights.isEmpty()) {
            throw new IllegalStateException(
                    "Nothing of %s is trained: load it with the option trainParam, or initialize the trainer"
                            .formatted(getModel().getName()));
        }
        statistics = RunningStatistics.of(getModel().getBlock(), getManager());
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
                int smaller = smaller(examples);
                if (!MemoryShortage.is(e) || smaller == 0) {
                    throw e;
                }
                microBatchSize = smaller;
            }
        }
    }

    /** Returns how many micro-batches of at most a size there are, or of as few as are allowed. */
    private int microBatches(int examples, int size) {
        int count = (int) (((long) examples + size - 1) / size);
        return Math.max(1, Math.min(count, examples / (normalizesByBatch() ? 2 : 1)));
    }

    /** Returns a smaller size, which makes more micro-batches; 0 if there can't be more. */
    private int smaller(int examples) {
        int size = microBatchSize == Integer.MAX_VALUE ? examples : microBatchSize;
        while (microBatches(examples, size) == microBatches(examples, microBatchSize)) {
            if (size == 1) {
                return 0;
            }
            size = (size + 1) / 2;
        }
        return size;
    }

    private BatchResult gradients(NDList data, NDList labels, int examples) {
        weights();
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        statistics.ifPresent(RunningStatistics::begin);
        try {
            seedDropout();
            float[][] outputs = new float[examples][];
            int count = microBatches(examples, microBatchSize);
            double loss =
                    count == 1
                            ? backward(data, labels, 0, examples, 1, outputs)
                            : inMicroBatches(data, labels, count, outputs);
            if (!Double.isFinite(loss)) {
                throw notFinite("The loss is " + loss);
            }
            return new BatchResult(loss, outputs);
        } catch (RuntimeException | OutOfMemoryError e) {
            discardGradients();
            statistics.ifPresent(RunningStatistics::restore);
            throw e;
        } finally {
            JniUtils.setGradMode(gradMode);
        }
    }

    private double inMicroBatches(NDList data, NDList labels, int count, float[][] outputs) {
        statistics.ifPresent(RunningStatistics::beginMicroBatches);
        int examples = outputs.length;
        double mass = mass(labels);
        double sum = 0;
        int first = 0;
        for (int i = 1; i <= count; i++) {
            int end = (int) ((long) examples * i / count);
            double share;
            try (NDManager manager = labels.getManager().newSubManager()) {
                share = mass(rows(labels, first, end, manager)) / mass;
            }
            sum += share * backward(data, labels, first, end, (float) share, outputs);
            double part = (double) (end - first) / examples;
            statistics.ifPresent(kept -> kept.microBatchEnded(part));
            first = end;
        }
        statistics.ifPresent(RunningStatistics::endMicroBatches);
        return sum;
    }

    /** Returns what the loss of some examples weighs in the batch's. */
    private double mass(NDList labels) {
        return getLoss() instanceof ExampleLoss own
                ? own.mass(labels.singletonOrThrow())
                : labels.get(0).getShape().get(0);
    }

    private double backward(
            NDList data, NDList labels, int first, int end, float share, float[][] outputs) {
        try (NDManager manager = data.getManager().newSubManager()) {
            NDList some = rows(data, first, end, manager);
            NDList targets = rows(labels, first, end, manager);
            NDList predictions = forward(some);
            NDArray value = getLoss().evaluate(targets, predictions);
            JniUtils.backward((PtNDArray) value, (PtNDArray) manager.create(share), false, false);
            Scorer.copy(predictions.get(0), first, end - first, outputs);
            return value.toArray()[0].doubleValue();
        }
    }

    /** Returns views of some rows of all arrays; what is made of them is freed with the owner. */
    private static NDList rows(NDList all, int first, int end, NDManager owner) {
        NDList some = new NDList();
        for (NDArray array : all) {
            NDArray view = array.get(first + ":" + end);
            view.attach(owner);
            some.add(view);
        }
        return some;
    }

    private void seedDropout() {
        if (getModel().getBlock() instanceof TrainableNetwork.Block ours) {
            ours.trained()
                    .seedDropout((int) SeedSequence.derive(settings.seed(), "dropout", update));
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
        Map<String, NDArray> trained = weights();
        if (settings.clipNorm().isPresent()) {
            double norm = GradientNorm.clip(trained.values(), settings.clipNorm().getAsDouble());
            if (!Double.isFinite(norm)) {
                discardGradients();
                throw notFinite("The norm of the gradients is " + norm);
            }
        }
        if (optimizer instanceof ExactOptimizer exact) {
            exact.beginUpdate(update, rateFactor);
            trained.forEach((key, weight) -> exact.update(exact.name(ids.get(key), key), weight));
        } else {
            trained.forEach(this::stockUpdate);
        }
        average.ifPresent(kept -> kept.update(trained));
        update++;
    }

    private void stockUpdate(String name, NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            optimizer.update(ids.get(name), weight, gradient);
        }
    }

    /** Drops gradients that were made but not applied. */
    private void discardGradients() {
        for (NDArray weight : weights.values()) {
            try (NDArray gradient = JniUtils.getGradient((PtNDArray) weight)) {
                if (gradient != null) {
                    JniUtils.zeroGrad((PtNDArray) weight);
                }
            }
        }
    }

    private TrainingException notFinite(String what) {
        return new TrainingException(
                "%s, which is not finite, in update %d".formatted(what, update + 1));
    }

    /** Exchanges weights and their average, if one is kept; a second call puts both back. */
    public void swapAverage() {
        average.ifPresent(kept -> kept.swap(weights()));
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
