package org.tagzoo.zoo.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * A short training with everything that a checkpoint must hold: batch norm, dropout, momentum, an
 * average of the weights, early stopping. As a program it trains again and again, each time in a
 * folder of its own, until it is killed.
 */
final class KillableTraining {

    static final int EPOCHS = 5;
    private static final Examples TRAIN = LearnableRows.examples(100, 1);
    private static final Examples VALIDATION = LearnableRows.examples(40, 2);

    private KillableTraining() {}

    /**
     * What is left when a training is over.
     *
     * @param weights hash of all weights and statistics
     * @param history epochs, their times left out
     */
    record Outcome(String weights, List<EpochMetrics> history) {}

    /**
     * Trains, or goes on.
     *
     * @param interval least time between checkpoints within an epoch
     */
    static Outcome train(Path checkpoints, Duration interval) throws IOException {
        try (ScriptModule module = SmallTraining.normedModule(12)) {
            TrainingResult result =
                    SmallTraining.normedTrainer(module, EPOCHS, TRAIN.size(), 0.3)
                            .optEarlyStopping(
                                    new EarlyStopping(EarlyStopping.Metric.VALIDATION_F1, 4, 0))
                            .optCheckpoints(new CheckpointFolder(checkpoints, "key", line -> {}))
                            .optCheckpointInterval(interval)
                            .build()
                            .fit(TRAIN, VALIDATION, epoch -> {});
            return new Outcome(
                    module.tensors().sha256(),
                    result.history().stream().map(KillableTraining::timeless).toList());
        }
    }

    private static EpochMetrics timeless(EpochMetrics of) {
        return new EpochMetrics(
                of.epoch(), of.trainLoss(), of.validationLoss(), of.train(), of.validation(), 0);
    }

    /** Trains in {@code <folder>/0}, {@code <folder>/1} and so on, for ever. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (int i = 0; ; i++) {
            Path next = Files.createDirectory(folder.resolve(String.valueOf(i)));
            train(next, Duration.ZERO);
            System.out.println(i);
        }
    }
}
