package org.tagzoo.zoo.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.ExampleOrder;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.optimizer.Optimizer;
import org.tagzoo.zoo.optimizer.WeightAverage;
import org.tagzoo.zoo.torchscript.MemoryShortage;
import org.tagzoo.zoo.weights.TensorSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One {@link Trainer#fit}: goes from state to state, and keeps checkpoints of them. */
final class TrainingRun implements AutoCloseable {

    static final int MAX_SETBACKS = 2;
    private static final double SETBACK_FACTOR = 0.1;

    /** Writing checkpoints within an epoch takes at most one part in so many of its time. */
    private static final int CHECKPOINT_SHARE = 20;

    private final Trainer settings;
    private final Examples train;
    private final Examples validation;
    private final Consumer<EpochMetrics> listener;
    private final NDManager manager;
    private final Optimizer optimizer;
    private final Optional<WeightAverage> average;
    private final TrainingTensors tensors;
    private final FollowedSchedule schedule;
    private final UpdateStep step;
    private final EpochJudge judge;
    private final BatchLoader loader;
    private final float[][] logits;
    private TrainingState state;
    private long lastClock = System.nanoTime();
    private long lastSave = System.nanoTime();
    private long saveNanos;

    /** Ends an epoch that goes on from an earlier state. */
    private static final class Setback extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Setback(String message) {
            super(message, null, false, false);
        }
    }

    TrainingRun(
            Trainer settings,
            Examples train,
            Examples validation,
            Consumer<EpochMetrics> listener) {
        this.settings = settings;
        this.train = train;
        this.validation = validation;
        this.listener = listener;
        this.manager = settings.network.newManager();
        this.optimizer = settings.optimizer.apply(manager);
        this.average =
                settings.averageDecay.isPresent()
                        ? Optional.of(
                                new WeightAverage(
                                        manager, settings.averageDecay.getAsDouble(), false))
                        : Optional.empty();
        this.tensors = new TrainingTensors(settings.network.trained(), optimizer, average);
        this.step =
                new UpdateStep(
                        settings.network,
                        settings.loss,
                        optimizer,
                        settings.rateFactors,
                        settings.clipNorm);
        this.schedule = new FollowedSchedule(settings.schedule, settings.followedMetric);
        this.judge = new EpochJudge(settings.loss, settings.threshold, train, validation);
        this.loader = new BatchLoader(settings.threads);
        this.logits = new float[train.size()][];
    }

    TrainingResult run() throws IOException {
        begin();
        while (state.epoch() <= settings.epochs && !stopsEarly()) {
            try {
                epoch();
            } catch (Setback setback) {
                goBack(setback.getMessage());
            }
        }
        return finish();
    }

    private void begin() throws IOException {
        if (settings.checkpoints.isPresent()) {
            settings.checkpoints.get().sweep();
            Optional<Checkpoint> latest = settings.checkpoints.get().latest();
            if (latest.isPresent()) {
                restore(latest.get());
                state.history().forEach(listener);
                return;
            }
        }
        state = TrainingState.start(settings.batchSize);
        save();
    }

    private boolean stopsEarly() {
        return settings.earlyStopping.isPresent()
                && !state.history().isEmpty()
                && settings.earlyStopping.get().stops(state.history());
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
                    if (state.updates() < batches.size() && isTimeToSave()) {
                        save();
                    }
                });
        EpochMetrics metrics = metrics();
        schedule.epochEnded(metrics);
        state = state.nextEpoch(metrics);
        if (keepsBest()
                && settings.earlyStopping.get().bestEpoch(state.history()) == metrics.epoch()) {
            settings.checkpoints.get().saveBest(metrics.epoch(), tensors.result());
        }
        save();
        listener.accept(metrics);
    }

    private boolean keepsBest() {
        return settings.earlyStopping.isPresent() && settings.checkpoints.isPresent();
    }

    private void update(int[] items, ByteBuffer rows) {
        long number = number();
        double loss = gradients(items, rows, number);
        double rate = settings.schedule.learningRate(number) * state.rateFactor();
        if (!Double.isFinite(loss) || !step.apply(rate, settings.schedule.momentum(number))) {
            step.discardGradients();
            throw new Setback(
                    "The loss or its gradient is not finite (%s) in epoch %d, update %d, at a learning rate of %s"
                            .formatted(loss, state.epoch(), state.updates() + 1, rate));
        }
        average.ifPresent(kept -> kept.update(settings.network.trained().trained()));
        state = state.updated(loss, items.length, clock());
    }

    private double gradients(int[] items, ByteBuffer rows, long number) {
        while (true) {
            try {
                // Dropout draws from the engine's own generator: seeded for each update, it draws
                // the same whether or not training was stopped in between.
                Engine.getEngine("PyTorch")
                        .setRandomSeed((int) SeedSequence.derive(settings.seed, "dropout", number));
                return step.gradients(train, items, rows, state.examplesAtATime(), logits);
            } catch (RuntimeException | OutOfMemoryError e) {
                int atATime = step.fewer(items.length, state.examplesAtATime());
                if (!MemoryShortage.is(e) || atATime == 0) {
                    throw e;
                }
                state = state.inPartsOf(atATime);
            }
        }
    }

    /** Returns how many updates were made before the one to come. */
    private long number() {
        return (state.epoch() - 1) * Trainer.updatesPerEpoch(train.size(), settings.batchSize)
                + state.updates();
    }

    private EpochMetrics metrics() throws IOException {
        float[][] judged =
                tensors.withAverage(
                        () ->
                                Scorer.logits(
                                        settings.network,
                                        validation,
                                        state.examplesAtATime(),
                                        loader));
        requireFinite(judged);
        return judge.judge(state, logits, judged, state.seconds() + clock());
    }

    /** The last update of an epoch may have spoilt the weights: no loss was computed with them. */
    private void requireFinite(float[][] judged) {
        for (float[] row : judged) {
            for (float logit : row) {
                if (!Float.isFinite(logit)) {
                    throw new Setback(
                            "The network's output is %s after epoch %d, at a learning rate of %s"
                                    .formatted(
                                            logit,
                                            state.epoch(),
                                            settings.schedule.learningRate(number() - 1)
                                                    * state.rateFactor()));
                }
            }
        }
    }

    private double clock() {
        long now = System.nanoTime();
        double seconds = (now - lastClock) / 1e9;
        lastClock = now;
        return seconds;
    }

    private boolean isTimeToSave() {
        long least = Math.max(settings.checkpointInterval.toNanos(), CHECKPOINT_SHARE * saveNanos);
        return System.nanoTime() - lastSave >= least;
    }

    private void save() throws IOException {
        if (settings.checkpoints.isPresent()) {
            long start = System.nanoTime();
            settings.checkpoints.get().save(state, tensors.all(logitsSoFar()));
            lastSave = System.nanoTime();
            saveNanos = lastSave - start;
        }
    }

    private void restore(Checkpoint checkpoint) throws IOException {
        try (checkpoint) {
            state = checkpoint.state();
            float[][] soFar = tensors.restore(checkpoint.tensors());
            int[] order = order();
            for (int i = 0; i < soFar.length; i++) {
                logits[order[i]] = soFar[i];
            }
        }
        schedule.replay(state.history());
    }

    private int[] order() {
        return ExampleOrder.shuffled(train.size(), settings.seed, state.epoch());
    }

    private float[][] logitsSoFar() {
        return ExampleOrder.batches(order(), settings.batchSize).stream()
                .limit(state.updates())
                .flatMapToInt(Arrays::stream)
                .mapToObj(n -> logits[n])
                .toArray(float[][]::new);
    }

    private void goBack(String reason) throws IOException {
        int setbacks = state.setbacks() + 1;
        double rateFactor = state.rateFactor() * SETBACK_FACTOR;
        Optional<Checkpoint> good =
                settings.checkpoints.isPresent()
                        ? settings.checkpoints.get().latestEpochStart()
                        : Optional.empty();
        if (setbacks > MAX_SETBACKS || good.isEmpty()) {
            if (good.isPresent()) {
                good.get().close();
            }
            throw new TrainingException(reason + "; try a smaller one");
        }
        restore(good.get());
        state = state.slowed(rateFactor, setbacks);
        save();
    }

    private TrainingResult finish() throws IOException {
        int kept = state.history().get(state.history().size() - 1).epoch();
        if (keepsBest()) {
            kept = settings.earlyStopping.get().bestEpoch(state.history());
            try (TensorSource best = settings.checkpoints.get().openBest(kept)) {
                settings.network.trained().restore(best);
            }
        } else if (average.isPresent()) {
            settings.network.trained().restore(tensors.result());
        }
        return new TrainingResult(
                state.history(),
                kept,
                state.remarks(settings.epochs, settings.batchSize, step.normalizesByBatch()));
    }

    @Override
    public void close() {
        loader.close();
        step.close();
        optimizer.close();
        average.ifPresent(WeightAverage::close);
        manager.close();
    }
}
