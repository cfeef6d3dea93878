package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.zoo.training.SmallTraining.EXAMPLES;
import static org.tagzoo.zoo.training.SmallTraining.HELD_OUT;
import static org.tagzoo.zoo.training.SmallTraining.TRAIN;
import static org.tagzoo.zoo.training.SmallTraining.VALIDATION;
import static org.tagzoo.zoo.training.SmallTraining.checkpoints;
import static org.tagzoo.zoo.training.SmallTraining.fit;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.oneCycle;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Trains small heads on numbers whose labels are known functions of them. */
class TrainingLoopTest {

    @Test
    void learnsWhatIsThere() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            List<EpochMetrics> epochs = fit(module, 20, 1, oneCycle(20));
            assertEquals(20, epochs.size());
            EpochMetrics last = epochs.get(19);
            assertEquals(20, last.epoch());
            assertTrue(
                    last.trainLoss() < 0.3 * epochs.get(0).trainLoss(), "loss " + last.trainLoss());
            assertTrue(last.validation().get(Metric.MICRO_F1) > 0.9, "F1 " + last);
            assertTrue(last.validation().get(Metric.MACRO_F1) > 0.9, "macro F1 " + last);
            assertTrue(last.validation().get(Metric.MEAN_AVERAGE_PRECISION) > 0.95, "mAP " + last);
        }
    }

    @Test
    void djlsOwnListenersAreToldOfEpochsAndMayStop() throws IOException {
        EarlyStoppingListener stock =
                EarlyStoppingListener.builder()
                        .optEarlyStopPctImprovement(1)
                        .optEpochPatience(2)
                        .build();
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            TrainingResult result =
                    trainer(module, 9, 1, RateAndMomentum.constant(0, 0))
                            .addListeners(stock)
                            .build()
                            .fit(EXAMPLES, HELD_OUT, epoch -> {});
            assertEquals(List.of("stopped after epoch 3 of 9"), result.remarks());
        }
    }

    @Test
    void averagesGoWithDjlsOptimisersAndCheckpointsDoNot(@TempDir Path folder) throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            Training.Builder builder =
                    trainer(module, 1, 1, oneCycle(1))
                            .setOptimizer(
                                    Optimizer.sgd()
                                            .setLearningRateTracker(Tracker.fixed(0.1f))
                                            .build())
                            .optAverageDecay(0.5);
            builder.build().fit(EXAMPLES, HELD_OUT, epoch -> {});
            builder.optCheckpoints(checkpoints(folder));
            String refused =
                    assertThrows(IllegalArgumentException.class, builder::build).getMessage();
            assertTrue(refused.contains("ai.djl.training.optimizer.Sgd"), refused);
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
    void earlyStoppingNeedsAFolder() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            Training.Builder builder =
                    trainer(module, 3, 1, oneCycle(3))
                            .optEarlyStopping(
                                    new EarlyStopping(EarlyStopping.Metric.VALIDATION_F1, 1, 0));
            assertThrows(IllegalArgumentException.class, builder::build);
        }
    }

    @Test
    void earlyStoppingKeepsTheBestEpoch(@TempDir Path folder) throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            // Learns for three epochs, then forgets.
            RateAndMomentum harmful =
                    RateAndMomentum.of(update -> update < 39 ? 0.5 : 1e4, ExactTracker.fixed(0));
            TrainingResult result =
                    trainer(module, 20, 1, harmful)
                            .optEarlyStopping(
                                    new EarlyStopping(EarlyStopping.Metric.VALIDATION_LOSS, 2, 0))
                            .optCheckpoints(checkpoints(folder))
                            .build()
                            .fit(EXAMPLES, HELD_OUT, epoch -> {});
            assertEquals(3, result.keptEpoch());
            assertEquals(5, result.history().size());
            assertEquals(List.of("stopped after epoch 5 of 20"), result.remarks());
            float[][] logits = Scorer.logits(TrainableNetwork.of(module), HELD_OUT, VALIDATION, 1);
            assertEquals(
                    result.history().get(2).validationLoss(),
                    new BinaryCrossEntropyLoss().evaluate(logits, HELD_OUT.targets()),
                    1e-6);
        }
    }

    @Test
    void scoresDontDependOnTheBatchSize() throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            TrainableNetwork network = TrainableNetwork.of(module);
            float[][] whole = Scorer.logits(network, EXAMPLES, TRAIN, 1);
            float[][] parts = Scorer.logits(network, EXAMPLES, 7, 1);
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
