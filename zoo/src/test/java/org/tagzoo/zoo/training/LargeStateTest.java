package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.JavaProcess;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Value;
import org.tagzoo.zoo.optimizer.Adam;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** A training whose state is several times Java's memory. */
class LargeStateTest {

    private static final int WIDTH = 1024;

    /** Each 4 MB, as are both of Adam's moments and the average: 64 MB in all. */
    private static final int LAYERS = 4;

    @TempDir Path folder;

    @Test
    void isKeptAndRestoredATensorAtATime() throws Exception {
        List<String> options = List.of("-Xmx32m");
        List<String> said =
                JavaProcess.lines(JavaProcess.start(options, LargeStateTest.class, folder));
        assertEquals(
                List.of("epochs: 1", "epochs: 2"),
                said.stream().filter(line -> line.startsWith("epochs: ")).toList());
    }

    /** Trains an epoch, and goes on from its checkpoint for another one. */
    public static void main(String[] args) throws IOException {
        for (int epochs = 1; epochs <= 2; epochs++) {
            try (ScriptModule module = module()) {
                TrainingResult result =
                        Training.builder()
                                .setNetwork(TrainableNetwork.of(module))
                                .setLoss(new BinaryCrossEntropyLoss())
                                .setOptimizer(
                                        Adam.decoupledBuilder()
                                                .setLearningRateTracker(ExactTracker.fixed(1e-4))
                                                .build())
                                .setEpochs(epochs)
                                .setBatchSize(16)
                                .setSeed(1)
                                .optAverageDecay(0.9)
                                .optEarlyStopping(
                                        new EarlyStopping(
                                                EarlyStopping.Metric.VALIDATION_LOSS, 5, 0))
                                .optCheckpoints(
                                        new CheckpointFolder(
                                                Path.of(args[0]), "key", System.out::println))
                                .build()
                                .fit(
                                        LearnableRows.examples(16, 1),
                                        LearnableRows.examples(16, 2),
                                        epoch -> {});
                System.out.println("epochs: " + result.history().size());
            }
        }
    }

    private static ScriptModule module() throws IOException {
        Graph graph =
                Graph.ofEmbeddings(
                        LearnableRows.WIDTH,
                        (root, x) -> {
                            Value hidden = Layers.linear(root.child("first"), x, WIDTH);
                            for (int i = 0; i < LAYERS; i++) {
                                hidden = Layers.linear(root.child("hidden" + i), hidden, WIDTH);
                            }
                            return Layers.linear(root.child("fc"), hidden, 3);
                        });
        return ScriptModule.load(
                graph,
                new InitialValues(1),
                Precision.FLOAT32,
                MemoryFormat.CONTIGUOUS,
                Device.cpu());
    }
}
