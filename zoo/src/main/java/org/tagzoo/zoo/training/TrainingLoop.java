package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.training.CheckpointFolder.Checkpoint;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * One {@link Training#fit}, epoch by epoch: batches in the epoch's order, an update each, then
 * metrics, the best weights and a checkpoint, then the listeners.
 */
// Over 300 lines: what happens in an epoch is read from top to bottom.
final class TrainingLoop implements AutoCloseable {

    static final int MAX_ROLLBACKS = 2;
    private static final double ROLLBACK_FACTOR = 0.1;

    /** Writing checkpoints within an epoch takes at most one part in so many of its time. */
    private static final int SHARE = 20;

    private final Training settings;
    private final Examples train;
    private final Examples validation;
    private final Consumer<EpochMetrics> listener;
    private final Model model;
    private final FineTuneTrainer trainer;
    private final TrainingTensors tensors;
    private final Optional<CheckpointFolder> checkpoints;
    private final BatchLoader loader;
    private final float[][] logits;
    private final Passes passes;
    private TrainingState state;
    private long lastClock = System.nanoTime();
    private long lastSave = System.nanoTime();
    private long saveNanos;

    TrainingLoop(
            Training settings,
            Examples train,
            Examples validation,
            Consumer<EpochMetrics> listener) {
        this.settings = settings;
        this.train = train;
        this.validation = validation;
        this.listener = listener;
        this.model = settings.network.model();
        this.trainer = settings.trainer(model);
        this.tensors = new TrainingTensors(settings.network.trained(), trainer);
        this.checkpoints = settings.checkpoints;
        this.state = TrainingState.start(settings.microBatchSize());
        this.loader = new BatchLoader(settings.threads);
        this.logits = new float[train.size()][];
        this.passes = settings.passes(train);
        settings.listeners.forEach(each -> each.onTrainingBegin(trainer));
    }

    TrainingResult run() throws IOException {
        begin();
        try {
            while (state.epoch() <= settings.epochs && !isStopped()) {
                try {
                    epoch();
                } catch (TrainingException e) {
                    rollBack(e.getMessage());
                }
            }
        } catch (EarlyStoppedException e) {
            // A listener ended it; the remarks say after which epoch.
        }
        return finish();
    }

    private void begin() throws IOException {
        if (checkpoints.isPresent()) {
            checkpoints.get().sweep();
            Optional<Checkpoint> latest = checkpoints.get().latest();
            if (latest.isPresent()) {
                restore(latest.get());
                state.history().forEach(listener);
            } else {
                save(new float[0][]);
            }
        }
    }

    private boolean isStopped() {
        return settings.earlyStopping.isPresent()
                && !state.history().isEmpty()
                && settings.earlyStopping.get().stops(state.history());
    }

    private void epoch() throws IOException {
        lastClock = System.nanoTime();
        while (state.updates() < updatesPerEpoch()) {
            int pass = passes.pass(number());
            loader.read(
                    passes.from(number(), updatesPerEpoch() - state.updates()),
                    train.inputs().bytes(),
                    train.inputs().filler(pass),
                    (items, rows) -> {
                        update(items, rows);
                        if (state.updates() < updatesPerEpoch() && isTimeToSave()) {
                            save(logitsSoFar());
                        }
                    });
        }
        if (state.epoch() > settings.epochs - settings.updates.averageEpochs()) {
            trainer.averageEpoch();
        }
        EpochMetrics metrics = metrics();
        state = state.nextEpoch(metrics);
        trainer.epochEnded(metrics);
        // The best weights are safe before a checkpoint knows of them.
        if (settings.earlyStopping.isPresent()
                && settings.earlyStopping.get().bestEpoch(state.history()) == metrics.epoch()) {
            checkpoints.orElseThrow().saveBest(metrics.epoch(), tensors.result());
        }
        if (checkpoints.isPresent()) {
            save(new float[0][]);
        }
        listener.accept(metrics);
        settings.listeners.forEach(each -> each.onEpoch(trainer));
    }

    private void update(int[] items, ByteBuffer rows) {
        trainer.goOn(number(), state.rateFactor(), state.microBatchSize());
        FineTuneTrainer.BatchResult result;
        try (NDManager batch = settings.network.newManager()) {
            NDList data = train.arrays(batch, items, rows);
            NDList labels = train.labels(batch, items, passes.pass(number()));
            result = trainer.trainBatch(data, labels);
            trainer.step();
        }
        for (int i = 0; i < items.length; i++) {
            logits[items[i]] = result.outputs()[i];
        }
        state = state.updated(result.loss(), items.length, clock(), trainer.microBatchSize());
        settings.eachLoss.accept(result.loss());
    }

    private EpochMetrics metrics() throws IOException {
        float[][] after;
        trainer.swapAverage();
        try {
            after =
                    Scorer.logits(
                            inputs -> settings.network.forward(inputs, false),
                            settings.network.newManager(),
                            validation,
                            state.microBatchSize(),
                            loader);
        } finally {
            trainer.swapAverage();
        }
        requireFinite(after);
        int[] seen = seen();
        int labelled = train.size() - settings.pseudoExamples;
        int[] each = Arrays.stream(seen).filter(n -> n < labelled).sorted().distinct().toArray();
        int[] passOf = passOf();
        float[][] outputs = Arrays.stream(each).mapToObj(n -> logits[n]).toArray(float[][]::new);
        return new EpochMetrics(
                state.epoch(),
                state.lossSum() / seen.length,
                settings.loss(after, validation),
                settings.metrics(outputs, train.only(each), n -> passOf[each[n]]),
                settings.metrics(after, validation, n -> InputRows.NO_EPOCH),
                state.seconds() + clock());
    }

    /** The last update of an epoch may have spoilt the weights: no loss was computed with them. */
    private static void requireFinite(float[][] outputs) {
        for (float[] row : outputs) {
            for (float logit : row) {
                if (!Float.isFinite(logit)) {
                    throw new TrainingException("The network's output is " + logit);
                }
            }
        }
    }

    /** Goes on from the start of the epoch at a lower rate. */
    private void rollBack(String reason) throws IOException {
        boolean isSingle = settings.batchSize == 1 && trainer.normalizesByBatch();
        String advice = isSingle ? "; " + TrainingState.SINGLE : "; try a smaller one";
        String where = reason + place() + advice;
        Supplier<TrainingException> failure = () -> new TrainingException(where);
        int rollbacks = state.rollbacks() + 1;
        double rateFactor = state.rateFactor() * ROLLBACK_FACTOR;
        if (isSingle || rollbacks > MAX_ROLLBACKS || checkpoints.isEmpty()) {
            throw failure.get();
        }
        restore(checkpoints.get().latestEpochStart().orElseThrow(failure));
        state = state.slowed(rateFactor, rollbacks);
        save(new float[0][]);
    }

    /** Says which update it was, or after which epoch, and its learning rate. */
    private String place() {
        boolean isOver = state.updates() == updatesPerEpoch();
        String place =
                isOver
                        ? " after epoch " + state.epoch()
                        : " (epoch %d, update %d)".formatted(state.epoch(), state.updates() + 1);
        if (settings.optimizer instanceof ExactOptimizer exact) {
            double rate = exact.learningRate(number() - (isOver ? 1 : 0)) * state.rateFactor();
            return place + ", at a learning rate of " + (float) rate;
        }
        return place;
    }

    private boolean isTimeToSave() {
        long least = Math.max(settings.checkpointInterval.toNanos(), SHARE * saveNanos);
        return checkpoints.isPresent() && System.nanoTime() - lastSave >= least;
    }

    /**
     * Keeps a checkpoint.
     *
     * @param soFar logits of the epoch's examples so far, in the order of the epoch
     */
    private void save(float[][] soFar) throws IOException {
        long start = System.nanoTime();
        checkpoints.orElseThrow().save(state, tensors.all(soFar));
        lastSave = System.nanoTime();
        saveNanos = lastSave - start;
    }

    private void restore(Checkpoint checkpoint) throws IOException {
        try (checkpoint) {
            state = checkpoint.state();
            float[][] soFar = tensors.restore(checkpoint.tensors());
            int[] seen = seen();
            for (int i = 0; i < soFar.length; i++) {
                logits[seen[i]] = soFar[i];
            }
        }
        for (TrainingListener each : settings.listeners) {
            if (each instanceof EpochListener ours) {
                ours.goOnFrom(state.history());
            }
        }
    }

    /** Returns the examples of this epoch so far, in the order in which they came. */
    private int[] seen() {
        return passes.examples(number() - state.updates(), number());
    }

    /** Returns in which pass each example of this epoch came last. */
    private int[] passOf() {
        int[] passOf = new int[train.size()];
        for (long update = number() - state.updates(); update < number(); update++) {
            for (int example : passes.examples(update, update + 1)) {
                passOf[example] = passes.pass(update);
            }
        }
        return passOf;
    }

    private float[][] logitsSoFar() {
        return Arrays.stream(seen()).mapToObj(n -> logits[n]).toArray(float[][]::new);
    }

    private long updatesPerEpoch() {
        return settings.stepsPerEpoch > 0 ? settings.stepsPerEpoch : passes.updates();
    }

    /** Returns how many updates were made before the one to come. */
    private long number() {
        return (state.epoch() - 1) * updatesPerEpoch() + state.updates();
    }

    private double clock() {
        long now = System.nanoTime();
        double seconds = (now - lastClock) / 1e9;
        lastClock = now;
        return seconds;
    }

    private TrainingResult finish() throws IOException {
        int kept = state.history().get(state.history().size() - 1).epoch();
        if (settings.earlyStopping.isPresent()) {
            kept = settings.earlyStopping.get().bestEpoch(state.history());
            try (TensorSource best = checkpoints.orElseThrow().openBest(kept)) {
                settings.network.trained().restore(best);
            }
        } else if (settings.updates.averages()) {
            settings.network.trained().restore(tensors.result());
        }
        return new TrainingResult(
                state.history(), kept, state.remarks(settings, kept, trainer.normalizesByBatch()));
    }

    @Override
    public void close() {
        settings.listeners.forEach(each -> each.onTrainingEnd(trainer));
        loader.close();
        trainer.close();
        model.close();
    }
}
