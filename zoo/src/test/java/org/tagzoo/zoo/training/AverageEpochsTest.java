package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tagzoo.zoo.training.SmallTraining.EXAMPLES;
import static org.tagzoo.zoo.training.SmallTraining.HELD_OUT;
import static org.tagzoo.zoo.training.SmallTraining.checkpoints;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.oneCycle;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.torchscript.ScriptModule;

class AverageEpochsTest {

    private static final int EPOCHS = 4;
    private static final String WEIGHT = "fc.weight";

    @TempDir Path folder;

    private static ScriptModule small() throws IOException {
        return module(graph(Head.linear(3)), 1);
    }

    private static Training training(ScriptModule module, int average, Path where) {
        return trainer(module, EPOCHS, 7, oneCycle(EPOCHS))
                .optAverageEpochs(average)
                .optMixup(0.4)
                .optCheckpoints(checkpoints(where))
                .build();
    }

    private static float[] weights(ScriptModule module) {
        try {
            return values(module, WEIGHT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theMeanOfTheLastEpochsIsUsed() throws IOException {
        try (ScriptModule module = small()) {
            List<float[]> ends = new ArrayList<>();
            TrainingResult result =
                    training(module, 3, folder)
                            .fit(EXAMPLES, HELD_OUT, epoch -> ends.add(weights(module)));
            float[] mean = new float[ends.get(0).length];
            for (float[] end : ends.subList(1, EPOCHS)) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += end[i] / 3;
                }
            }
            assertArrayEquals(mean, weights(module), 1e-6f);
            assertFalse(Arrays.equals(ends.get(EPOCHS - 1), weights(module)));
            float[][] logits = Scorer.logits(TrainableNetwork.of(module), HELD_OUT, 16, 1);
            assertEquals(
                    new BinaryCrossEntropyLoss().evaluate(logits, HELD_OUT.targets()),
                    result.history().get(EPOCHS - 1).validationLoss(),
                    1e-9);
        }
    }

    /** More epochs than there are: all of them. */
    @Test
    void aTrainingThatIsStoppedEndsWithTheSameMean() throws IOException {
        float[] whole;
        try (ScriptModule module = small()) {
            training(module, 9, folder.resolve("whole")).fit(EXAMPLES, HELD_OUT, epoch -> {});
            whole = weights(module);
        }
        Path where = folder.resolve("stopped");
        Consumer<EpochMetrics> stop =
                epoch -> {
                    if (epoch.epoch() == 3) {
                        throw new IllegalStateException("stopped");
                    }
                };
        try (ScriptModule module = small()) {
            Training stopped = training(module, 9, where);
            assertThrows(IllegalStateException.class, () -> stopped.fit(EXAMPLES, HELD_OUT, stop));
        }
        try (ScriptModule module = small()) {
            training(module, 9, where).fit(EXAMPLES, HELD_OUT, epoch -> {});
            assertArrayEquals(whole, weights(module));
        }
    }

    @Test
    void oneAverageIsEnough() throws IOException {
        try (ScriptModule module = small()) {
            Training.Builder builder =
                    trainer(module, EPOCHS, 7, oneCycle(EPOCHS)).optAverageEpochs(2);
            assertThrows(IllegalArgumentException.class, () -> builder.optAverageDecay(0.9));
        }
    }
}
