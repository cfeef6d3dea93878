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

    private static final int WIDTH = 6;
    private static final int TRAIN = 200;
    private static final int VALIDATION = 50;

    @TempDir Path folder;
    private RowFile rows;
    private boolean[][] targets;

    @BeforeEach
    void make() throws IOException {
        int count = TRAIN + VALIDATION;
        SplittableRandom random = new SplittableRandom(5);
        ByteBuffer bytes =
                ByteBuffer.allocate(count * WIDTH * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        targets = new boolean[count][];
        for (int n = 0; n < count; n++) {
            double[] x = random.doubles(WIDTH, -1, 1).toArray();
            Arrays.stream(x).forEach(value -> bytes.putFloat((float) value));
            targets[n] = new boolean[] {x[0] + x[1] > 0, x[2] - x[3] > 0.3, x[4] > 0.5};
        }
        try (RowFileWriter writer =
                RowFileWriter.open(folder.resolve("x.rows"), count, WIDTH * Float.BYTES, 1)) {
            writer.append(bytes.flip(), 0);
            rows = writer.finish();
        }
    }

    private Examples examples(int from, int to) {
        return Examples.ofEmbeddings(
                rows, IntStream.range(from, to).toArray(), Arrays.copyOfRange(targets, from, to));
    }

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

    private List<EpochResult> fit(ScriptModule module, int epochs, long seed, Schedule schedule) {
        List<EpochResult> results = new ArrayList<>();
        Trainer.builder()
                .setModule(module)
                .setLoss(new BinaryCrossEntropyLoss())
                .setSchedule(schedule)
                .setEpochs(epochs)
                .setBatchSize(16)
                .setSeed(seed)
                .build()
                .fit(examples(0, TRAIN), examples(TRAIN, TRAIN + VALIDATION), results::add);
        return results;
    }

    private static Schedule oneCycle(int epochs) {
        return OneCycle.builder()
                .setMaxLr(0.5)
                .setTotalUpdates(Trainer.updates(TRAIN, 16, epochs))
                .build();
    }

    @Test
    void learnsWhatIsThere() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            List<EpochResult> epochs = fit(module, 20, 1, oneCycle(20));
            assertEquals(20, epochs.size());
            EpochResult last = epochs.get(19);
            assertEquals(20, last.number());
            assertTrue(
                    last.trainLoss() < 0.3 * epochs.get(0).trainLoss(), "loss " + last.trainLoss());
            int wrong = 0;
            for (int n = 0; n < VALIDATION; n++) {
                for (int label = 0; label < 3; label++) {
                    boolean attached = last.validation().scores()[n][label] >= 0.5;
                    wrong += attached == targets[TRAIN + n][label] ? 0 : 1;
                }
            }
            assertTrue(wrong <= 10, wrong + " of 150 are wrong");
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
            first = module.state().get("fc.0.weight");
        }
        try (ScriptModule module = module(graph(head), 1)) {
            fit(module, 3, 1, oneCycle(3));
            second = module.state().get("fc.0.weight");
        }
        try (ScriptModule module = module(graph(head), 1)) {
            fit(module, 3, 2, oneCycle(3));
            other = module.state().get("fc.0.weight");
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
            assertFalse(Arrays.equals(new float[WIDTH], module.state().get("bn.running_mean")));
            assertFalse(isAll(1, module.state().get("bn.weight")));
        }
        try (ScriptModule module = module(graph(new Head(3, List.of(), 0, true)), 1)) {
            float[] before = module.state().get("fc.1.weight");
            fit(module, 1, 1, oneCycle(1));
            Map<String, float[]> state = module.state();
            assertArrayEquals(new float[WIDTH], state.get("fc.0.running_mean"));
            assertTrue(isAll(1, state.get("fc.0.running_var")));
            assertTrue(isAll(1, state.get("fc.0.weight")));
            assertFalse(Arrays.equals(before, state.get("fc.1.weight")), "the rest is trained");
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
            assertTrue(error.getMessage().contains("smaller learning rate"), error.getMessage());
        }
    }

    @Test
    void scoresDontDependOnTheBatchSize() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            Examples examples = examples(0, TRAIN);
            float[][] whole = Scorer.logits(module, examples, TRAIN);
            float[][] parts = Scorer.logits(module, examples, 7);
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
