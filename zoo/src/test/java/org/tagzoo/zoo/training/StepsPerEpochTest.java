package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagzoo.zoo.training.SmallTraining.EXAMPLES;
import static org.tagzoo.zoo.training.SmallTraining.HELD_OUT;
import static org.tagzoo.zoo.training.SmallTraining.checkpoints;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** 200 examples in batches of 16 are 13 updates. */
class StepsPerEpochTest {

    private static final RateAndMomentum RATE = RateAndMomentum.constant(0.1, 0.9);

    /** Reads that are noted, in order, as {@code example@pass}; they come from one thread. */
    private static Examples noting(List<String> reads) {
        InputRows inputs = EXAMPLES.inputs();
        return new Examples(
                new InputRows(
                        inputs.shape(),
                        inputs.type(),
                        (example, epoch, row) -> {
                            reads.add(example + "@" + epoch);
                            inputs.source().read(example, epoch, row);
                        }),
                EXAMPLES.targets());
    }

    private static float[] train(int epochs, int steps, List<String> reads) throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            trainer(module, epochs, 1, RATE)
                    .optStepsPerEpoch(steps)
                    .build()
                    .fit(noting(reads), HELD_OUT, epoch -> {});
            return values(module, "fc.weight");
        }
    }

    /** 13 epochs of 4 updates are 4 passes, as are 2 of 26: the same images in the same order. */
    @Test
    void epochsGoOnWhereTheOneBeforeEnded() throws IOException {
        List<String> whole = new ArrayList<>();
        float[] passes = train(4, 0, whole);
        assertEquals(800, whole.size());
        for (int[] cut : new int[][] {{13, 4}, {2, 26}}) {
            List<String> reads = new ArrayList<>();
            assertArrayEquals(passes, train(cut[0], cut[1], reads));
            assertEquals(whole, reads);
        }
    }

    /** Two killed trainings of 3 epochs of 16 updates: at an update and between epochs. */
    @Test
    void goesOnWithinSuchAnEpoch(@TempDir Path folder) throws IOException {
        float[] whole = train(3, 16, new ArrayList<>());
        for (int limit : new int[] {150, 256, 300, 500}) {
            Path place = folder.resolve(String.valueOf(limit));
            List<EpochMetrics> begun = new ArrayList<>();
            try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
                int[] reads = {0};
                InputRows inputs = EXAMPLES.inputs();
                InputRows failing =
                        new InputRows(
                                inputs.shape(),
                                inputs.type(),
                                (example, epoch, row) -> {
                                    if (++reads[0] > limit) {
                                        throw new IOException("killed");
                                    }
                                    inputs.source().read(example, epoch, row);
                                });
                trainer(module, 3, 1, RATE)
                        .optStepsPerEpoch(16)
                        .optCheckpoints(checkpoints(place))
                        .optCheckpointInterval(Duration.ZERO)
                        .build()
                        .fit(new Examples(failing, EXAMPLES.targets()), HELD_OUT, begun::add);
            } catch (IOException e) {
                assertEquals("killed", e.getMessage());
            }
            try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
                TrainingResult result =
                        trainer(module, 3, 1, RATE)
                                .optStepsPerEpoch(16)
                                .optCheckpoints(checkpoints(place))
                                .build()
                                .fit(EXAMPLES, HELD_OUT, epoch -> {});
                assertArrayEquals(whole, values(module, "fc.weight"));
                assertEquals(3, result.history().size());
            }
        }
    }
}
