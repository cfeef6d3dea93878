package org.tagzoo.benchmarks.endtoend;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.InputRows;
import org.tagzoo.zoo.training.TrainableNetwork;
import org.tagzoo.zoo.training.Training;

/**
 * Trains a linear layer that begins at zero on features that lie in memory with a {@link Training},
 * an epoch for each number on standard input, and prints the epoch's seconds. An epoch is as in
 * use: losses and logits are kept, metrics of both parts computed, and one example is validated.
 * Before, it trains anew on the first batch alone for some updates and prints their losses, so that
 * {@code compare_head.py} can see that PyTorch does the same.
 *
 * <p>Arguments: features {@code [N, F]}, little-endian float32, their width, targets (a byte a
 * label), labels, batch size, updates of the check, learning rate, momentum.
 */
public final class TrainHead {

    private final String[] args;
    private final int width;
    private final int labels;
    private final int batch;
    private final ByteBuffer features;
    private final boolean[][] targets;

    private TrainHead(String[] args) throws IOException {
        this.args = args;
        width = Integer.parseInt(args[1]);
        labels = Integer.parseInt(args[3]);
        batch = Integer.parseInt(args[4]);
        features = MemoryPixels.read(Path.of(args[0]), 1).all();
        targets = Flags.read(Path.of(args[2]), labels);
    }

    public static void main(String[] args) throws IOException {
        TrainHead training = new TrainHead(args);
        System.out.println(training.firstLosses(Integer.parseInt(args[5])));
        Turns.takeEpochs((epochs, told) -> training.fit(training.targets.length, epochs, told));
    }

    private List<Double> firstLosses(int updates) throws IOException {
        return fit(batch, updates, epoch -> {}).stream().map(EpochMetrics::trainLoss).toList();
    }

    /** Trains from zero on the first so many examples. */
    private List<EpochMetrics> fit(int count, int epochs, Consumer<EpochMetrics> listener)
            throws IOException {
        Head head = new Head(labels, List.of(), 0, false);
        Graph graph = Graph.ofEmbeddings(width, (root, x) -> head.classify(root.child("head"), x));
        ParameterValues zeros = parameter -> new float[parameter.count()];
        try (TrainableNetwork network =
                TrainableNetwork.of(
                        ScriptModule.load(
                                graph,
                                zeros,
                                Precision.FLOAT32,
                                MemoryFormat.CONTIGUOUS,
                                Device.cpu()))) {
            return Training.builder()
                    .setNetwork(network)
                    .setLoss(new BinaryCrossEntropyLoss())
                    .setOptimizer(
                            Sgd.builder()
                                    .setLearningRateTracker(
                                            ExactTracker.fixed(Double.parseDouble(args[6])))
                                    .optMomentumTracker(
                                            ExactTracker.fixed(Double.parseDouble(args[7])))
                                    .build())
                    .setEpochs(epochs)
                    .setBatchSize(batch)
                    .setSeed(1)
                    .optThreads(Runtime.getRuntime().availableProcessors())
                    .build()
                    .fit(examples(count), examples(1), listener)
                    .history();
        }
    }

    private Examples examples(int count) {
        InputRows rows = InputRows.inMemory(features, new Shape(width), DataType.FLOAT32);
        boolean[][] some = List.of(targets).subList(0, count).toArray(boolean[][]::new);
        return new Examples(rows, some, TargetForm.MULTI_HOT);
    }
}
