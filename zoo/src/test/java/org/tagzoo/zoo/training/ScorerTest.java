package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Blocks;
import ai.djl.training.dataset.ArrayDataset;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.task.Task;

/** Scores of a DJL dataset by a DJL model, whose outputs are here what goes in. */
class ScorerTest {

    private static final float[][] LOGITS = {{0, 1, 2}, {3, 0, 0}, {0, 0, 1}, {0, 4, 0}};

    private static ScoreMatrix scores(Task task, NDArray targets) throws IOException {
        try (Model model = Model.newInstance("identity", "PyTorch")) {
            model.setBlock(Blocks.identityBlock());
            NDManager manager = targets.getManager();
            ArrayDataset dataset =
                    new ArrayDataset.Builder()
                            .setData(manager.create(LOGITS))
                            .optLabels(targets)
                            .setSampling(3, false)
                            .build();
            return Scorer.scores(model, dataset, task);
        }
    }

    @Test
    void classesAreIndicesOrOneHot() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            boolean[][] truth = {
                {false, false, true},
                {true, false, false},
                {false, true, false},
                {false, true, false}
            };
            NDArray indices = manager.create(new long[] {2, 0, 1, 1});
            ScoreMatrix byIndex = scores(Classes.INSTANCE, indices);
            assertArrayEquals(truth, byIndex.targets());
            assertArrayEquals(
                    truth, scores(Classes.INSTANCE, indices.oneHot(3)).targets(), "one-hot");
            assertEquals(4, byIndex.scores().length, "the last, smaller batch too");
            double e = Math.exp(1) + Math.exp(2) + 1;
            assertEquals(Math.exp(2) / e, byIndex.scores()[0][2], 1e-7);
        }
    }

    @Test
    void tagsAreOneNumberALabel() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[][] targets = {{0, 1, 1}, {0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
            ScoreMatrix scores = scores(Tags.INSTANCE, manager.create(targets));
            assertArrayEquals(new boolean[] {false, true, true}, scores.targets()[0]);
            assertArrayEquals(new boolean[] {false, false, false}, scores.targets()[1]);
            assertEquals(1 / (1 + Math.exp(-2)), scores.scores()[0][2], 1e-7);
        }
    }

    @Test
    void targetsThatDontFitAreRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray indices = manager.create(new long[] {2, 0, 1, 1});
            IllegalArgumentException tags =
                    assertThrows(
                            IllegalArgumentException.class, () -> scores(Tags.INSTANCE, indices));
            assertTrue(
                    tags.getMessage().contains("1 targets, for a network with 3 outputs"),
                    tags.getMessage());
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> scores(Classes.INSTANCE, indices.add(1)));
        }
    }
}
