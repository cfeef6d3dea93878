package org.tagzoo.zoo.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.CostMatrixLoss;
import org.tagzoo.zoo.loss.ZlprLoss;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.InputRows;

/** Who joins, and with which targets, by hand. */
class PseudoLabelsTest {

    private static Examples examples(int count, TargetForm form) {
        boolean[][] targets = new boolean[count][3];
        for (boolean[] row : targets) {
            row[1] = true;
        }
        InputRows rows = new InputRows(new Shape(1), DataType.FLOAT32, (n, epoch, row) -> {});
        return new Examples(rows, targets, form);
    }

    private static final float[][] CLASSES = {
        {0.05f, 0.05f, 0.9f}, {0.4f, 0.35f, 0.25f}, {0.1f, 0.89f, 0.01f}, {0.95f, 0.05f, 0}
    };

    @Test
    void classesJoinByTheirHighestScore() {
        Examples train = examples(2, TargetForm.CLASS_INDEX);
        Examples others = examples(4, TargetForm.CLASS_INDEX);
        PseudoLabels.Joined hard =
                new PseudoLabels(0.25, false, 0.9).join(train, others, CLASSES, Classes.INSTANCE);
        assertEquals(2, hard.joined());
        assertArrayEquals(
                new boolean[][] {
                    {false, true, false},
                    {false, true, false},
                    {false, false, true},
                    {true, false, false}
                },
                hard.examples().targets());
        assertArrayEquals(Unknown.NONE, hard.examples().unknown());
        assertEquals(0, hard.examples().soft().length);
        PseudoLabels.Joined soft =
                new PseudoLabels(0.25, true, 0.9).join(train, others, CLASSES, Classes.INSTANCE);
        assertArrayEquals(new float[][] {CLASSES[0], CLASSES[3]}, soft.examples().soft());
    }

    /** At 0.8: score 0.8 or more is true, 0.2 or less false, and others are unknown. */
    @Test
    void tagsJoinEachForItself() {
        float[][] scores = {{0.85f, 0.5f, 0.1f}, {0.7f, 0.3f, 0.6f}, {0.79f, 0.95f, 0.21f}};
        Examples train = examples(1, TargetForm.MULTI_HOT);
        Examples others = examples(3, TargetForm.MULTI_HOT);
        PseudoLabels.Joined joined =
                new PseudoLabels(0.5, false, 0.8).join(train, others, scores, Tags.INSTANCE);
        assertEquals(2, joined.joined());
        assertArrayEquals(
                new boolean[][] {{false, true, false}, {true, false, false}, {false, true, false}},
                joined.examples().targets());
        assertArrayEquals(
                new boolean[][] {{false, false, false}, {false, true, false}, {true, false, true}},
                joined.examples().unknown());
    }

    @Test
    void nobodyJoinsWhomTheNetworkIsNotSureOf() {
        Examples train = examples(2, TargetForm.CLASS_INDEX);
        PseudoLabels.Joined joined =
                new PseudoLabels(0.25, true, 0.99)
                        .join(
                                train,
                                examples(4, TargetForm.CLASS_INDEX),
                                CLASSES,
                                Classes.INSTANCE);
        assertEquals(0, joined.joined());
        assertEquals(train, joined.examples());
    }

    @Test
    void whatCantBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PseudoLabels(0, true, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new PseudoLabels(0.95, true, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new PseudoLabels(0.5, true, 0.4));
        Phase head = Phase.of(Phase.HEAD, 1, (u, e) -> RateAndMomentum.constant(0.1, 0.9));
        Phase pseudo = head.withPseudoLabels(new PseudoLabels(0.5, true, 0.9));
        Phase.checkPseudoLabels(List.of(head, pseudo), false, new BinaryCrossEntropyLoss(), 16);
        Phase.checkPseudoLabels(List.of(pseudo), true, new BinaryCrossEntropyLoss(), 16);
        message(
                "pseudoLabels must be left out in the first phase: no network is trained yet that could give labels",
                () ->
                        Phase.checkPseudoLabels(
                                List.of(pseudo), false, new BinaryCrossEntropyLoss(), 16));
        message(
                "pseudoLabels.soft must be false, as the loss ZlprLoss takes only true and false",
                () -> Phase.checkPseudoLabels(List.of(head, pseudo), false, new ZlprLoss(), 16));
        message(
                "pseudoLabels.confidence must be 0.5 with CostMatrixLoss: it needs all tags of an image, and those between stay unknown, but is 0.9",
                () ->
                        Phase.checkPseudoLabels(
                                List.of(
                                        head,
                                        head.withPseudoLabels(new PseudoLabels(0.5, false, 0.9))),
                                false,
                                new CostMatrixLoss(new double[][] {{1, 2}, {2, 1}}),
                                16));
        message(
                "pseudoLabels.share must be a share that leaves room for an image with labels in a batch of 1",
                () ->
                        Phase.checkPseudoLabels(
                                List.of(head, pseudo), false, new BinaryCrossEntropyLoss(), 1));
    }

    private static void message(String begin, org.junit.jupiter.api.function.Executable run) {
        String message = assertThrows(IllegalArgumentException.class, run).getMessage();
        assertEquals(begin, message.substring(0, Math.min(begin.length(), message.length())));
    }
}
