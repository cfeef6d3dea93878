package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.Loss;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.optimizer.Sgd;
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
            assertFalse(
                    Arrays.equals(before, values(module, "fc.1.weight")), "the rest is trained");
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

    /** Binary cross-entropy that goes wrong in a chosen way before it is computed. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Failing(BiFunction<Integer, NDArray, Float> factor, int[] calls)
            implements Loss {

        private static final Loss SOUND = new BinaryCrossEntropyLoss();

        Failing(BiFunction<Integer, NDArray, Float> factor) {
            this(factor, new int[1]);
        }

        @Override
        public NDArray evaluate(NDArray logits, NDArray targets) {
            float times = factor.apply(++calls[0], logits);
            NDArray loss = SOUND.evaluate(logits, targets);
            return times == 1 ? loss : loss.mul(logits.getManager().create(times));
        }

        @Override
        public double evaluate(float[][] logits, boolean[][] targets) {
            return SOUND.evaluate(logits, targets);
        }
    }

    @Test
    void aLossThatIsNoNumberSendsTrainingBackAtATenthOfTheRate(@TempDir Path folder)
            throws IOException {
        Loss onceWrong = new Failing((call, logits) -> call == 20 ? Float.NaN : 1);
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            TrainingResult result =
                    trainer(module, 2, 1, new ConstantSchedule(0.5, 0))
                            .setLoss(onceWrong)
                            .optCheckpoints(checkpoints(folder))
                            .build()
                            .fit(train, validation, epoch -> {});
            assertEquals(2, result.history().size());
            assertEquals(
                    List.of(
                            "the loss was not finite 1 time: learning rates times 0.1 from then on"),
                    result.remarks());
            // 13 updates an epoch: the second is done again from its start.
            assertEquals(13 + 7 + 13, ((Failing) onceWrong).calls()[0]);
        }
    }

    /** One update an epoch: the loss that would tell is computed only in the next epoch. */
    @Test
    void weightsSpoiltByAnEpochsLastUpdateSendTrainingBackToo(@TempDir Path folder)
            throws IOException {
        Failing spoiling = new Failing((call, logits) -> call == 2 ? Float.MAX_VALUE : 1);
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            TrainingResult result =
                    trainer(module, 3, 1, new ConstantSchedule(10, 0))
                            .setBatchSize(TRAIN)
                            .setLoss(spoiling)
                            .optCheckpoints(checkpoints(folder))
                            .build()
                            .fit(train, validation, epoch -> {});
            assertEquals(3, result.history().size());
            assertTrue(result.remarks().get(0).contains("not finite"), result.remarks() + "");
            assertTrue(Double.isFinite(result.history().get(2).validationLoss()));
        }
    }

    @Test
    void earlyStoppingNeedsAFolder() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            Trainer.Builder builder =
                    trainer(module, 3, 1, oneCycle(3))
                            .optEarlyStopping(
                                    new EarlyStopping(EarlyStopping.Metric.VALIDATION_F1, 1, 0));
            assertThrows(IllegalArgumentException.class, builder::build);
        }
    }

    @Test
    void threeTimesNoNumberIsTheEnd(@TempDir Path folder) throws IOException {
        Failing wrong = new Failing((call, logits) -> call > 13 ? Float.POSITIVE_INFINITY : 1);
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            Trainer trainer =
                    trainer(module, 2, 1, new ConstantSchedule(0.5, 0))
                            .setLoss(wrong)
                            .optCheckpoints(checkpoints(folder))
                            .build();
            TrainingException error =
                    assertThrows(
                            TrainingException.class,
                            () -> trainer.fit(train, validation, epoch -> {}));
            assertTrue(error.getMessage().contains("epoch 2, update 1"), error.getMessage());
            assertEquals(13 + 3, wrong.calls()[0]);
        }
    }

    @Test
    void whereMemoryRunsOutBatchesGoThroughInParts() throws IOException {
        Loss small =
                new Failing(
                        (call, logits) -> {
                            if (logits.getShape().get(0) > 5) {
                                throw new EngineException("[enforce] not enough memory");
                            }
                            return 1f;
                        });
        float[] whole;
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            fit(module, 2, 1, oneCycle(2));
            whole = values(module, "fc.0.weight");
        }
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            TrainingResult result =
                    trainer(module, 2, 1, oneCycle(2))
                            .setLoss(small)
                            .build()
                            .fit(train, validation, epoch -> {});
            assertEquals(List.of("memory ran out: batches of 16 in parts of 4"), result.remarks());
            assertArrayEquals(whole, values(module, "fc.0.weight"), 1e-5f);
        }
    }

    @Test
    void earlyStoppingKeepsTheBestEpoch(@TempDir Path folder) throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            // Learns for three epochs, then forgets.
            Schedule harmful =
                    new Schedule() {
                        @Override
                        public double learningRate(long update) {
                            return update < 39 ? 0.5 : 1e4;
                        }

                        @Override
                        public double momentum(long update) {
                            return 0;
                        }
                    };
            TrainingResult result =
                    trainer(module, 20, 1, harmful)
                            .optEarlyStopping(
                                    new EarlyStopping(EarlyStopping.Metric.VALIDATION_LOSS, 2, 0))
                            .optCheckpoints(checkpoints(folder))
                            .build()
                            .fit(train, validation, epoch -> {});
            assertEquals(3, result.keptEpoch());
            assertEquals(5, result.history().size());
            assertEquals(List.of("stopped after epoch 5 of 20"), result.remarks());
            float[][] logits = Scorer.logits(TrainableNetwork.of(module), validation, VALIDATION);
            assertEquals(
                    result.history().get(2).validationLoss(),
                    new BinaryCrossEntropyLoss().evaluate(logits, validation.targets()),
                    1e-6);
        }
    }

    @Test
    void frozenStagesStayAsTheyAreBatchNormAndAll() throws IOException {
        Graph graph =
                Graph.ofEmbeddings(
                        WIDTH,
                        (root, x) -> {
                            var body = Layers.linear(root.child("body"), x, 8);
                            var normed = Layers.relu(Layers.batchNorm(root.child("bn"), body));
                            return Layers.linear(root.child("fc"), normed.beginStage("head"), 3);
                        });
        try (ScriptModule frozen = module(graph.before("head").frozen(), 1);
                ScriptModule head = module(graph.from("head"), 1)) {
            String before = TensorHash.of(frozen.tensors());
            float[] weight = values(head, "fc.weight");
            trainer(head, 2, 1, oneCycle(2))
                    .setNetwork(new TrainableNetwork(Optional.of(frozen), head))
                    .build()
                    .fit(train, validation, epoch -> {});
            assertEquals(before, TensorHash.of(frozen.tensors()));
            assertFalse(Arrays.equals(weight, values(head, "fc.weight")), "the head is trained");
        }
    }

    /** What the test above guards against: frozen as DJL freezes, batch norm still moves. */
    @Test
    void inDjlsOwnFreezingBatchNormMoves() throws IOException {
        try (Model model = Model.newInstance("frozen", "PyTorch")) {
            var norm = BatchNorm.builder().build();
            model.setBlock(
                    new SequentialBlock().add(Linear.builder().setUnits(4).build()).add(norm));
            try (var trainer =
                    model.newTrainer(
                            new DefaultTrainingConfig(ai.djl.training.loss.Loss.l2Loss()))) {
                trainer.initialize(new Shape(8, WIDTH));
                model.getBlock().freezeParameters(true);
                NDArray mean = norm.getParameters().get("runningMean").getArray();
                float[] before = mean.toFloatArray();
                try (NDManager manager = model.getNDManager().newSubManager()) {
                    NDArray input = manager.arange(8f * WIDTH).reshape(8, WIDTH);
                    trainer.forward(new NDList(input));
                }
                assertFalse(Arrays.equals(before, mean.toFloatArray()));
            }
        }
    }

    @Test
    void stagesHaveRatesOfTheirOwn() throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            float[] first = values(module, "fc.0.weight");
            float[] last = values(module, "fc.2.weight");
            trainer(module, 1, 1, oneCycle(1))
                    .optRateFactors(Map.of("fc.0.weight", 0.0))
                    .build()
                    .fit(train, validation, epoch -> {});
            assertArrayEquals(first, values(module, "fc.0.weight"));
            assertFalse(Arrays.equals(last, values(module, "fc.2.weight")));
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
