package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.batch.RowFileWriter;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.schedule.ConstantSchedule;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.Schedule;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Trains small heads on numbers whose labels are known functions of them. */
class TrainerTest {

    private static final int WIDTH = LearnableRows.WIDTH;
    private static final int TRAIN = 200;
    private static final int VALIDATION = 50;
    private static final int BATCH = 16;

    private final Examples train = LearnableRows.examples(TRAIN, 5);
    private final Examples validation = LearnableRows.examples(VALIDATION, 6);

    private ScriptModule module(Graph graph, long seed) throws IOException {
        return ScriptModule.load(
                graph,
                new InitialValues(seed),
                Precision.FLOAT32,
                MemoryFormat.CONTIGUOUS,
                Device.cpu());
    }

    private static Graph graph(Head head) {
        return Graph.ofEmbeddings(WIDTH, (root, x) -> head.classify(root.child("fc"), x));
    }

    private Trainer.Builder trainer(ScriptModule module, int epochs, long seed, Schedule schedule) {
        return Trainer.builder()
                .setNetwork(TrainableNetwork.of(module))
                .setLoss(new BinaryCrossEntropyLoss())
                .setOptimizer(
                        manager -> Sgd.builder().setManager(manager).optNesterov(true).build())
                .setSchedule(schedule)
                .setEpochs(epochs)
                .setBatchSize(BATCH)
                .setSeed(seed);
    }

    private List<EpochMetrics> fit(ScriptModule module, int epochs, long seed, Schedule schedule)
            throws IOException {
        return trainer(module, epochs, seed, schedule)
                .build()
                .fit(train, validation, epoch -> {})
                .history();
    }

    private static Schedule oneCycle(int epochs) {
        return OneCycle.builder()
                .setMaxLr(0.5)
                .setTotalUpdates(epochs * Trainer.updatesPerEpoch(TRAIN, BATCH))
                .build();
    }

    private static float[] values(ScriptModule module, String name) throws IOException {
        FloatBuffer read = module.tensors().read(name);
        float[] values = new float[read.remaining()];
        read.get(values);
        return values;
    }

    @Test
    void learnsWhatIsThere() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            List<EpochMetrics> epochs = fit(module, 20, 1, oneCycle(20));
            assertEquals(20, epochs.size());
            EpochMetrics last = epochs.get(19);
            assertEquals(20, last.epoch());
            assertTrue(
                    last.trainLoss() < 0.3 * epochs.get(0).trainLoss(), "loss " + last.trainLoss());
            assertTrue(last.validationF1() > 0.9, "F1 " + last.validationF1());
            assertTrue(last.validationMacroF1() > 0.9, "macro F1 " + last.validationMacroF1());
            assertTrue(last.validationMeanAveragePrecision() > 0.95, "mean average precision");
        }
    }

    @Test
    void oneSeedGivesTheSameBitsAndAnotherOthers() throws IOException {
        Head head = new Head(3, List.of(8), 0.5, false);
        float[] first;
        float[] second;
        float[] other;
        try (ScriptModule module = module(graph(head), 1)) {
            fit(module, 3, 1, oneCycle(3));
            first = values(module, "fc.0.weight");
        }
        try (ScriptModule module = module(graph(head), 1)) {
            fit(module, 3, 1, oneCycle(3));
            second = values(module, "fc.0.weight");
        }
        try (ScriptModule module = module(graph(head), 1)) {
            fit(module, 3, 2, oneCycle(3));
            other = values(module, "fc.0.weight");
        }
        assertArrayEquals(first, second);
        assertFalse(Arrays.equals(first, other));
    }

    @Test
    void batchNormMovesInTrainingUnlessItIsFrozen() throws IOException {
        Graph moving =
                Graph.ofEmbeddings(
                        WIDTH,
                        (root, x) ->
                                Layers.linear(
                                        root.child("fc"),
                                        Layers.batchNorm(root.child("bn"), x),
                                        3));
        try (ScriptModule module = module(moving, 1)) {
            fit(module, 1, 1, oneCycle(1));
            assertFalse(Arrays.equals(new float[WIDTH], values(module, "bn.running_mean")));
            assertFalse(isAll(1, values(module, "bn.weight")));
        }
        try (ScriptModule module = module(graph(new Head(3, List.of(), 0, true)), 1)) {
            float[] before = values(module, "fc.1.weight");
            fit(module, 1, 1, oneCycle(1));
            assertArrayEquals(new float[WIDTH], values(module, "fc.0.running_mean"));
            assertTrue(isAll(1, values(module, "fc.0.running_var")));
            assertTrue(isAll(1, values(module, "fc.0.weight")));
            assertFalse(Arrays.equals(before, values(module, "fc.1.weight")), "the rest is trained");
        }
    }

    private static boolean isAll(float value, float[] array) {
        for (float element : array) {
            if (element != value) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aLossThatIsNoNumberStopsWithWhereAndWhatToDo() throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            TrainingException error =
                    assertThrows(
                            TrainingException.class,
                            () -> fit(module, 5, 1, new ConstantSchedule(1e30, 0.9)));
            assertTrue(error.getMessage().contains("epoch 1"), error.getMessage());
            assertTrue(error.getMessage().contains("try a smaller one"), error.getMessage());
        }
    }

    @Test
    void aLossThatIsNoNumberSendsTrainingBackAtATenthOfTheRate(@TempDir Path folder)
            throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            // 1e20 is too much, a hundredth of it too; a schedule that ends at 1e-21 of it is not.
            TrainingResult result =
                    trainer(module, 2, 1, update -> update < 13 ? 0.1 : 1e38)
                            .optCheckpoints(checkpoints(folder))
                            .build()
                            .fit(train, validation, epoch -> {});
            assertEquals(2, result.history().size());
            assertTrue(
                    result.remarks().get(0).contains("not finite"), result.remarks().toString());
        } catch (TrainingException e) {
            assertTrue(e.getMessage().contains("epoch 2"), e.getMessage());
        }
    }

    private static CheckpointFolder checkpoints(Path folder) {
        return new CheckpointFolder(folder, "key", line -> {});
    }

    @Test
    void scoresDontDependOnTheBatchSize() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            TrainableNetwork network = TrainableNetwork.of(module);
            float[][] whole = Scorer.logits(network, train, TRAIN);
            float[][] parts = Scorer.logits(network, train, 7);
            for (int n = 0; n < TRAIN; n++) {
                assertArrayEquals(whole[n], parts[n], 1e-6f);
            }
        }
    }

    @Test
    void nativeMemoryDoesNotGrow() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            fit(module, 1, 1, oneCycle(1));
            int before = module.manager().getManagedArrays().size();
            fit(module, 3, 1, oneCycle(3));
            assertEquals(before, module.manager().getManagedArrays().size());
        }
    }
}
