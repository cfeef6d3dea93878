package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.batch.BatchLoader;

/**
 * How fast a training is, by a few of its updates, in which no weight moves: an estimate.
 *
 * @param update seconds that one takes, its inputs with it; 0 where nothing is trained
 * @param score seconds that the output for one image takes
 */
public record TrainingSpeed(double update, double score) {

    /** One that isn't timed, in which the engine finds out how to compute; and as many ahead. */
    private static final int LEAST_BATCHES = 3;

    private static final int SCORED_BATCHES = 4;

    /**
     * Measures.
     *
     * @param time for updates; it takes as long as three of them where that is longer
     */
    static TrainingSpeed of(Training settings, Examples train, Examples validation, Duration time)
            throws IOException {
        boolean isTrained = !settings.network.trained().trainedParameters().isEmpty();
        double update = isTrained ? update(settings, train, time) : 0;
        scores(settings, validation, 1);
        int images = Math.min(validation.size(), SCORED_BATCHES * settings.batchSize);
        long begun = System.nanoTime();
        scores(settings, validation, images);
        return new TrainingSpeed(update, (System.nanoTime() - begun) / 1e9 / images);
    }

    private static double update(Training settings, Examples train, Duration time)
            throws IOException {
        List<Long> ends = new ArrayList<>();
        try (Model model = settings.network.model();
                FineTuneTrainer trainer = settings.trainer(model);
                BatchLoader loader = new BatchLoader(settings.threads)) {
            loader.read(
                    () -> batches(settings, train, System.nanoTime() + time.toNanos()),
                    train.inputs().bytes(),
                    train.inputs().filler(1),
                    (items, rows) -> {
                        trainer.goOn(0, 0, settings.microBatchSize());
                        try (NDManager batch = settings.network.newManager()) {
                            trainer.trainBatch(
                                    train.arrays(batch, items, rows),
                                    train.labels(batch, items, 1));
                            trainer.step();
                        }
                        ends.add(System.nanoTime());
                    });
        }
        return (ends.get(ends.size() - 1) - ends.get(0)) / 1e9 / (ends.size() - 1);
    }

    private static void scores(Training settings, Examples part, int images) throws IOException {
        Examples some = part.only(IntStream.range(0, images).toArray());
        Scorer.logits(settings.network, some, settings.batchSize, settings.threads);
    }

    private static Iterator<int[]> batches(Training settings, Examples train, long deadline) {
        Passes passes = new Passes(train.size(), settings.batchSize, settings.updates.seed());
        return new Iterator<>() {
            private long given;

            @Override
            public boolean hasNext() {
                return given < LEAST_BATCHES || System.nanoTime() < deadline;
            }

            @Override
            public int[] next() {
                return passes.from(given++, 1).get(0);
            }
        };
    }
}
