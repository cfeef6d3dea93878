package org.tagzoo.zoo.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.ExampleOrder;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * One {@link Training#fit}, epoch by epoch: batches in the epoch's order, an update each, then
 * metrics, then the listeners, which keep the best weights and checkpoints and stop early.
 */
final class TrainingLoop implements AutoCloseable {

    static final int MAX_ROLLBACKS = 2;
    private static final double ROLLBACK_FACTOR = 0.1;

    private final Training settings;
    private final Examples train;
    private final Examples validation;
    private final Consumer<EpochMetrics> listener;
    private final Model model;
    private final FineTuneTrainer trainer;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final Optional<TrainingTensors> tensors;
    private final Optional<Checkpoints> checkpoints;
    private final EpochEvaluation evaluation;
    private final BatchLoader loader;
    private final float[][] logits;
    private TrainingState state;
    private long lastClock = System.nanoTime();

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
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(settings.loss)
                        .optOptimizer(settings.optimizer)
                        .optDevices(new Device[] {model.getNDManager().getDevice()});
        this.trainer = new FineTuneTrainer(model, config, settings.updates);
        this.tensors =
                settings.checkpoints.isPresent() || settings.updates.averageDecay().isPresent()
                        ? Optional.of(new TrainingTensors(settings.network.trained(), trainer))
                        : Optional.empty();
        this.checkpoints =
                settings.checkpoints.map(
                        folder ->
                                new Checkpoints(
                                        folder,
                                        settings.checkpointInterval,
                                        tensors.orElseThrow(),
                                        () -> state));
        addListeners();
        this.evaluation = new EpochEvaluation(settings);
        this.loader = new BatchLoader(settings.threads);
        this.logits = new float[train.size()][];
    }

    /** The best weights are safe before a checkpoint knows of them; whoever stops comes last. */
    private void addListeners() {
        settings.plateau.ifPresent(listeners::add);
        if (settings.earlyStopping.isPresent()) {
            listeners.add(
                    new BestWeights(
                            settings.earlyStopping.get(),
                            settings.checkpoints.orElseThrow(),
                            tensors.orElseThrow()));
        }
        checkpoints.ifPresent(listeners::add);
        listeners.add(EpochListener.of(listener));
        listeners.addAll(settings.listeners);
        settings.earlyStopping.map(StopEarly::new).ifPresent(listeners::add);
        listeners.forEach(each -> each.onTrainingBegin(trainer));
    }

    TrainingResult run() throws IOException {
        try {
            begin();
            while (state.epoch() <= settings.epochs && !isStopped()) {
                try {
                    epoch();
                } catch (TrainingException e) {
                    rollBack(e.getMessage());
                }
            }
        } catch (EarlyStoppedException e) {
            // What there is to say of it, the remarks say.
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return finish();
    }

    private void epoch() throws IOException {
        List<int[]> batches = ExampleOrder.batches(order(), settings.batchSize);
        lastClock = System.nanoTime();
        loader.read(
                batches.subList(state.updates(), batches.size()),
                train.inputs().bytes(),
                (example, row) -> train.inputs().read(example, state.epoch(), row),
                (items, rows) -> {
                    update(items, rows);
                    boolean goesOn = state.updates() < batches.size();
                    if (goesOn && checkpoints.isPresent() && checkpoints.get().isTime()) {
                        checkpoints.get().save(logitsSoFar());
                    }
                });
        EpochMetrics metrics = metrics();
        state = state.nextEpoch(metrics);
        trainer.epochEnded(metrics);
        listeners.forEach(each -> each.onEpoch(trainer));
    }

    private void update(int[] items, ByteBuffer rows) {
        trainer.goOn(number(), state.rateFactor(), state.examplesAtATime());
        FineTuneTrainer.BatchResult result;
        try (NDManager batch = settings.network.newManager()) {
            NDList data = new NDList(Scorer.array(batch, train.inputs(), items.length, rows));
            NDList labels = new NDList(train.targets(batch, items));
            result = trainer.trainBatch(data, labels);
            trainer.step();
        }
        for (int i = 0; i < items.length; i++) {
            logits[items[i]] = result.outputs()[i];
        }
        state =
                state.inPartsOf(trainer.microBatchSize())
                        .updated(result.loss(), items.length, clock());
    }

    private EpochMetrics metrics() throws IOException {
        float[][] after;
        trainer.swapAverage();
        try {
            after = Scorer.logits(settings.network, validation, state.examplesAtATime(), loader);
        } finally {
            trainer.swapAverage();
        }
        EpochEvaluation.requireFinite(after);
        return new EpochMetrics(
                state.epoch(),
                state.lossSum() / train.size(),
                evaluation.loss(after, validation),
                evaluation.metrics(logits, train),
                evaluation.metrics(after, validation),
                state.seconds() + clock());
    }

    /** Goes on from the start of the epoch at a lower rate. */
    private void rollBack(String reason) throws IOException {
        String where = reason + place();
        int rollbacks = state.setbacks() + 1;
        double rateFactor = state.rateFactor() * ROLLBACK_FACTOR;
        Optional<Checkpoint> good =
                checkpoints.isPresent()
                        ? checkpoints.get().folder().latestEpochStart()
                        : Optional.empty();
        if (rollbacks > MAX_ROLLBACKS || good.isEmpty()) {
            if (good.isPresent()) {
                good.get().close();
            }
            throw new TrainingException(where + "; try a smaller one");
        }
        restore(good.get());
        state = state.slowed(rateFactor, rollbacks);
        checkpoints.get().save();
    }

    /** Says which update it was, or after which epoch, and its learning rate. */
    private String place() {
        boolean isOver =
                state.updates() == Training.updatesPerEpoch(train.size(), settings.batchSize);
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

    private void begin() throws IOException {
        state = TrainingState.start(settings.examplesAtATime());
        if (checkpoints.isPresent()) {
            checkpoints.get().folder().sweep();
            Optional<Checkpoint> latest = checkpoints.get().folder().latest();
            if (latest.isPresent()) {
                restore(latest.get());
                state.history().forEach(listener);
                return;
            }
            checkpoints.get().save();
        }
    }

    /** An earlier process may have ended just before it stopped. */
    private boolean isStopped() {
        return settings.earlyStopping.isPresent()
                && !state.history().isEmpty()
                && settings.earlyStopping.get().stops(state.history());
    }

    private void restore(Checkpoint checkpoint) throws IOException {
        try (checkpoint) {
            state = checkpoint.state();
            float[][] soFar = tensors.orElseThrow().restore(checkpoint.tensors());
            int[] order = order();
            for (int i = 0; i < soFar.length; i++) {
                logits[order[i]] = soFar[i];
            }
        }
        for (TrainingListener each : listeners) {
            if (each instanceof EpochListener ours) {
                ours.goOnFrom(state.history());
            }
        }
    }

    private int[] order() {
        return ExampleOrder.shuffled(train.size(), settings.updates.seed(), state.epoch());
    }

    private float[][] logitsSoFar() {
        return ExampleOrder.batches(order(), settings.batchSize).stream()
                .limit(state.updates())
                .flatMapToInt(Arrays::stream)
                .mapToObj(n -> logits[n])
                .toArray(float[][]::new);
    }

    /** Returns how many updates were made before the one to come. */
    private long number() {
        return (state.epoch() - 1) * Training.updatesPerEpoch(train.size(), settings.batchSize)
                + state.updates();
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
            try (TensorSource best = settings.checkpoints.orElseThrow().openBest(kept)) {
                settings.network.trained().restore(best);
            }
        } else if (settings.updates.averageDecay().isPresent()) {
            settings.network.trained().restore(tensors.orElseThrow().result());
        }
        return new TrainingResult(
                state.history(), kept, state.remarks(settings, trainer.normalizesByBatch()));
    }

    @Override
    public void close() {
        listeners.forEach(each -> each.onTrainingEnd(trainer));
        loader.close();
        trainer.close();
        model.close();
    }
}
