package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.TrainableNetwork;
import org.tagzoo.zoo.training.Training;

/**
 * Trains all of a network on images that lie in memory with a {@link Training}, an epoch for each
 * number on standard input, and prints the epoch's seconds. An epoch is as in use: batches are
 * gathered, losses and logits kept, and one image is validated. Before, it trains anew on the first
 * batch alone for some updates and prints their losses, so that {@code compare_training.py} can see
 * that PyTorch does the same.
 *
 * <p>Arguments: the weights, the network's name, the side of the images, the batch size, their
 * pixels, their targets (a byte a label), {@code FLOAT32} or {@code BFLOAT16}, updates of the
 * check, learning rate, momentum.
 */
public final class TrainNetwork {

    private final String[] args;
    private final int batch;
    private final MemoryPixels pixels;
    private final boolean[][] targets;

    private TrainNetwork(String[] args) throws IOException {
        this.args = args;
        batch = Integer.parseInt(args[3]);
        pixels = MemoryPixels.read(Path.of(args[4]), Integer.parseInt(args[2]));
        targets = Flags.read(Path.of(args[5]), (int) Files.size(Path.of(args[5])) / pixels.count());
    }

    public static void main(String[] args) throws IOException {
        TrainNetwork training = new TrainNetwork(args);
        System.out.println(training.firstLosses(Integer.parseInt(args[7])));
        Turns.takeEpochs((epochs, told) -> training.fit(training.pixels.count(), epochs, told));
    }

    private List<Double> firstLosses(int updates) throws IOException {
        return fit(batch, updates, epoch -> {}).stream().map(EpochMetrics::trainLoss).toList();
    }

    /** Trains from the first weights on the first so many images. */
    private List<EpochMetrics> fit(int images, int epochs, Consumer<EpochMetrics> listener)
            throws IOException {
        ScriptModule loaded =
                LoadedNetwork.whole(
                        Path.of(args[0]),
                        args[1],
                        targets[0].length,
                        pixels.size(),
                        Precision.valueOf(args[6]));
        try (TrainableNetwork network = TrainableNetwork.of(loaded)) {
            Sgd optimizer =
                    Sgd.builder()
                            .setLearningRateTracker(ExactTracker.fixed(Double.parseDouble(args[8])))
                            .optMomentumTracker(ExactTracker.fixed(Double.parseDouble(args[9])))
                            .build();
            return Training.builder()
                    .setNetwork(network)
                    .setLoss(new BinaryCrossEntropyLoss())
                    .setOptimizer(optimizer)
                    .setEpochs(epochs)
                    .setBatchSize(batch)
                    .setSeed(1)
                    .optThreads(Runtime.getRuntime().availableProcessors())
                    .build()
                    .fit(examples(images), examples(1), listener)
                    .history();
        }
    }

    private Examples examples(int count) {
        return new Examples(
                pixels.rows(), List.of(targets).subList(0, count).toArray(boolean[][]::new));
    }
}
