package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.zoo.training.SmallTraining.EXAMPLES;
import static org.tagzoo.zoo.training.SmallTraining.HELD_OUT;
import static org.tagzoo.zoo.training.SmallTraining.TRAIN;
import static org.tagzoo.zoo.training.SmallTraining.checkpoints;
import static org.tagzoo.zoo.training.SmallTraining.fit;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.normedModule;
import static org.tagzoo.zoo.training.SmallTraining.oneCycle;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** What training does where losses are no numbers or memory runs out. */
class RollbackTest {

    /** A smaller rate would not help. */
    @Test
    void batchesOfOneAreToldApart() throws IOException {
        try (ScriptModule module = normedModule(8)) {
            Training.Builder single =
                    trainer(module, 5, 1, RateAndMomentum.constant(0.01, 0.9)).setBatchSize(1);
            Examples rows = LearnableRows.examples(16, 5);
            TrainingException error =
                    assertThrows(
                            TrainingException.class,
                            () -> single.build().fit(rows, rows, epoch -> {}));
            assertTrue(
                    error.getMessage().endsWith("where batchSize is 1: set it to 8 or more"),
                    error.getMessage());
            assertFalse(error.getMessage().contains("smaller"), error.getMessage());
        }
    }

    private static List<String> remarks(int batchSize, boolean isNormed, double... losses)
            throws IOException {
        TrainingState state = TrainingState.start(8);
        for (double loss : losses) {
            state =
                    state.nextEpoch(
                            new EpochMetrics(
                                    state.epoch(), 0.7, loss, Metrics.NONE, Metrics.NONE, 1));
        }
        try (ScriptModule module = normedModule(8)) {
            RateAndMomentum schedule = RateAndMomentum.constant(0.01, 0.9);
            Training.Builder builder = trainer(module, losses.length, 1, schedule);
            return state.remarks(
                    builder.setBatchSize(batchSize).build(), state.history().size(), isNormed);
        }
    }

    @Test
    void aValidationLossThatDivergesIsSaidOnce() throws IOException {
        assertEquals(List.of(), remarks(8, true, 0.7, 5, 6.9));
        assertEquals(
                List.of(
                        "the validation loss diverged: 512 after epoch 3, where the training loss began at 0.700 and was 0.700; try a smaller learning rate, or early stopping"),
                remarks(8, true, 0.7, 5, 512));
        List<String> single = remarks(1, true, 0.7, 5, 512);
        assertEquals(1, single.size());
        assertTrue(single.get(0).contains("set it to 8 or more"), single.toString());
        assertEquals(List.of(), remarks(1, false, 0.7, 0.6));
    }

    @Test
    void aLossThatIsNoNumberStopsWithWhereAndWhatToDo() throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            TrainingException error =
                    assertThrows(
                            TrainingException.class,
                            () -> fit(module, 5, 1, RateAndMomentum.constant(1e30, 0.9)));
            assertTrue(
                    error.getMessage()
                            .matches(
                                    "The loss is (NaN|Infinity), which is not finite, in update"
                                            + " (\\d+) \\(epoch 1, update \\2\\), at a learning rate of"
                                            + " 1\\.0E30; try a smaller one"),
                    error.getMessage());
        }
    }

    /** Binary cross-entropy that goes wrong in a chosen way before it is computed. */
    private static final class Failing extends ExampleLoss {

        private static final ExampleLoss SOUND = new BinaryCrossEntropyLoss();

        private final BiFunction<Integer, NDArray, Float> factor;
        private int calls;

        Failing(BiFunction<Integer, NDArray, Float> factor) {
            super("Failing");
            this.factor = factor;
        }

        @Override
        protected NDArray of(NDArray logits, NDArray targets) {
            float times = factor.apply(++calls, logits);
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
        Failing onceWrong = new Failing((call, logits) -> call == 20 ? Float.NaN : 1);
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            TrainingResult result =
                    trainer(module, 2, 1, RateAndMomentum.constant(0.5, 0))
                            .setLoss(onceWrong)
                            .optCheckpoints(checkpoints(folder))
                            .build()
                            .fit(EXAMPLES, HELD_OUT, epoch -> {});
            assertEquals(2, result.history().size());
            assertEquals(
                    List.of(
                            "the loss was not finite 1 time: learning rates times 0.1 from then"
                                    + " on"),
                    result.remarks());
            // 13 updates an epoch: the second is done again from its start.
            assertEquals(13 + 7 + 13, onceWrong.calls);
        }
    }

    /** Returns three epochs of one update each, of which one spoils the weights. */
    private static Training.Builder spoiled(ScriptModule module, int update) {
        return trainer(module, 3, 1, RateAndMomentum.constant(10, 0))
                .setBatchSize(TRAIN)
                .setLoss(new Failing((call, logits) -> call == update ? Float.MAX_VALUE : 1));
    }

    /** One update an epoch: the loss that would tell is computed only in the next epoch. */
    @Test
    void weightsSpoiltByAnEpochsLastUpdateSendTrainingBackToo(@TempDir Path folder)
            throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            TrainingResult result =
                    spoiled(module, 2)
                            .optCheckpoints(checkpoints(folder))
                            .build()
                            .fit(EXAMPLES, HELD_OUT, epoch -> {});
            assertEquals(3, result.history().size());
            assertTrue(result.remarks().get(0).contains("not finite"), result.remarks() + "");
            assertTrue(Double.isFinite(result.history().get(2).validationLoss()));
        }
    }

    @Test
    void weightsThatTheLastUpdateSpoilsAreFoundAfterTheEpoch() throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            Training trainer = spoiled(module, 1).build();
            TrainingException error =
                    assertThrows(
                            TrainingException.class,
                            () -> trainer.fit(EXAMPLES, HELD_OUT, epoch -> {}));
            assertTrue(
                    error.getMessage()
                            .matches(
                                    "The network's output is \\S+ after epoch 1, at a learning rate"
                                            + " of 10\\.0; try a smaller one"),
                    error.getMessage());
        }
    }

    @Test
    void threeTimesNoNumberIsTheEnd(@TempDir Path folder) throws IOException {
        Failing wrong = new Failing((call, logits) -> call > 13 ? Float.POSITIVE_INFINITY : 1);
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            Training trainer =
                    trainer(module, 2, 1, RateAndMomentum.constant(0.5, 0))
                            .setLoss(wrong)
                            .optCheckpoints(checkpoints(folder))
                            .build();
            TrainingException error =
                    assertThrows(
                            TrainingException.class,
                            () -> trainer.fit(EXAMPLES, HELD_OUT, epoch -> {}));
            // Twice a tenth of the rate: that of the update that failed last.
            assertEquals(
                    "The loss is Infinity, which is not finite, in update 14 (epoch 2, update 1),"
                            + " at a learning rate of 0.005; try a smaller one",
                    error.getMessage());
            assertEquals(13 + 3, wrong.calls);
        }
    }

    @Test
    void whereMemoryRunsOutBatchesGoThroughInParts() throws IOException {
        ExampleLoss small =
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
                            .fit(EXAMPLES, HELD_OUT, epoch -> {});
            assertEquals(
                    List.of("memory ran out: batches of 16 in micro-batches of 4"),
                    result.remarks());
            assertArrayEquals(whole, values(module, "fc.0.weight"), 1e-5f);
        }
    }
}
