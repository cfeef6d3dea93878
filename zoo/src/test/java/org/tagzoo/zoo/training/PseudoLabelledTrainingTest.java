package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.zoo.training.SmallTraining.EXAMPLES;
import static org.tagzoo.zoo.training.SmallTraining.HELD_OUT;
import static org.tagzoo.zoo.training.SmallTraining.checkpoints;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** 200 labelled examples and 70 with pseudo-labels, 4 of these in each batch of 16. */
class PseudoLabelledTrainingTest {

    private static final int OTHERS = 70;
    private static final RateAndMomentum RATE = RateAndMomentum.constant(0.1, 0.9);

    /** Others whose labels are all false: the opposite of what the labelled ones teach. */
    private static Examples mixed() {
        Examples others = LearnableRows.examples(OTHERS, 9);
        boolean[][] none = new boolean[OTHERS][3];
        return EXAMPLES.and(new Examples(others.inputs(), none), new float[0][]);
    }

    @Test
    void eachBatchHasItsShareOfEach() {
        Passes passes = new Passes(200, 16, OTHERS, 4, 7);
        assertEquals(17, passes.updates()); // 200 in batches of 12
        Set<Integer> labelled = new HashSet<>();
        List<Integer> others = new ArrayList<>();
        for (int update = 0; update < 35; update++) {
            int[] batch = passes.from(update, 1).get(0);
            long pseudo = IntStream.of(batch).filter(n -> n >= 200).count();
            assertEquals(4, pseudo);
            assertEquals(update % 17 == 16 ? 8 : 12, batch.length - pseudo);
            for (int example : batch) {
                if (example >= 200) {
                    others.add(example - 200);
                } else if (update < 17) {
                    assertTrue(labelled.add(example));
                }
            }
        }
        assertEquals(200, labelled.size());
        // 35 batches of 4 are two passes: each of the 70 twice, once in each half.
        for (int pass = 0; pass < 2; pass++) {
            assertEquals(70, new HashSet<>(others.subList(70 * pass, 70 * pass + 70)).size());
        }
        assertTrue(!others.subList(0, 70).equals(others.subList(70, 140)));
        // Any update can be asked for, in any order: a training that goes on does.
        assertArrayEquals(
                passes.from(20, 1).get(0), new Passes(200, 16, 70, 4, 7).from(20, 1).get(0));
    }

    private static TrainingResult train(
            ScriptModule module, Examples train, int epochs, CheckpointFolder folder)
            throws IOException {
        return trainer(module, epochs, 1, RATE)
                .optPseudoLabelled(OTHERS, 4)
                .optCheckpoints(folder)
                .optCheckpointInterval(Duration.ZERO)
                .build()
                .fit(train, HELD_OUT, epoch -> {});
    }

    @Test
    void killedTrainingsEndWithTheSameBits(@TempDir Path folder) throws IOException {
        float[] whole;
        List<EpochMetrics> history;
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            history = train(module, mixed(), 2, checkpoints(folder.resolve("whole"))).history();
            whole = values(module, "fc.weight");
        }
        Examples examples = mixed();
        InputRows inputs = examples.inputs();
        int[] reads = {0};
        InputRows failing =
                new InputRows(
                        inputs.shape(),
                        inputs.type(),
                        (example, epoch, row) -> {
                            if (++reads[0] > 330) {
                                throw new IOException("killed");
                            }
                            inputs.source().read(example, epoch, row);
                        });
        Examples killed = new Examples(failing, examples.targets());
        CheckpointFolder kept = checkpoints(folder.resolve("killed"));
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            assertThrows(IOException.class, () -> train(module, killed, 2, kept));
        }
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            TrainingResult result = train(module, mixed(), 2, kept);
            assertArrayEquals(whole, values(module, "fc.weight"));
            assertEquals(history.get(1).train(), result.history().get(1).train());
            assertEquals(history.get(1).trainLoss(), result.history().get(1).trainLoss(), 1e-12);
        }
    }

    /**
     * The others teach that nothing is ever true, and so lower scores; metrics are without them.
     */
    @Test
    void othersAreLearnedFromButNotMeasured(@TempDir Path folder) throws IOException {
        try (ScriptModule module = module(graph(Head.linear(3)), 1)) {
            List<EpochMetrics> history = train(module, mixed(), 4, checkpoints(folder)).history();
            double alone;
            try (ScriptModule other = module(graph(Head.linear(3)), 1)) {
                List<EpochMetrics> without =
                        trainer(other, 4, 1, RATE)
                                .build()
                                .fit(EXAMPLES, HELD_OUT, epoch -> {})
                                .history();
                alone = without.get(3).validationLoss();
            }
            assertTrue(history.get(3).validationLoss() > alone + 0.01);
            float[][] logits = Scorer.logits(TrainableNetwork.of(module), mixed(), 16, 1);
            long high = IntStream.range(200, 270).filter(n -> logits[n][0] > 0).count();
            assertTrue(high < 35, "half of them are true by the rule: " + high);
        }
    }

    @Test
    void labelsOfAMixedBatch() {
        boolean[][] targets = {{true, false}, {false, true}, {true, false}};
        Examples two =
                new Examples(EXAMPLES.inputs(), new boolean[][] {{true, false}, {false, true}});
        Examples one =
                new Examples(
                        EXAMPLES.inputs(),
                        new boolean[][] {{false, false}},
                        new boolean[][] {{true, false}},
                        TargetForm.MULTI_HOT);
        try (var manager = NDManager.newBaseManager()) {
            var labels =
                    two.and(one, new float[][] {{0.5f, 0.25f}})
                            .labels(manager, new int[] {2, 1}, 1);
            assertArrayEquals(new float[] {0.5f, 0.25f, 0, 1}, labels.get(0).toFloatArray());
            assertArrayEquals(new float[] {0, 1, 1, 1}, labels.get(1).toFloatArray());
            // Classes become shares where one example has them.
            Examples classes =
                    new Examples(EXAMPLES.inputs(), targets, Unknown.NONE, TargetForm.CLASS_INDEX);
            var shares =
                    classes.and(
                                    new Examples(
                                            EXAMPLES.inputs(),
                                            new boolean[][] {{true, false}},
                                            TargetForm.CLASS_INDEX),
                                    new float[][] {{0.75f, 0.25f}})
                            .labels(manager, new int[] {1, 3}, 1);
            assertArrayEquals(
                    new float[] {0, 1, 0.75f, 0.25f}, shares.singletonOrThrow().toFloatArray());
        }
    }
}
