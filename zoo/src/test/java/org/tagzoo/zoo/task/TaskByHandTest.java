package org.tagzoo.zoo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.Thresholds;

/** Both tasks on images few enough to count. */
class TaskByHandTest {

    private static final LabelSet TWO = new LabelSet(List.of("a", "b"));
    private static final LabelSet THREE = new LabelSet(List.of("a", "b", "c"));

    private static ScoreMatrix tags(float[][] scores, boolean[][] targets) {
        return new ScoreMatrix(scores, targets);
    }

    private static final ScoreMatrix TAGS =
            tags(
                    new float[][] {{0.9f, 0.2f}, {0.6f, 0.7f}, {0.4f, 0.8f}, {0.1f, 0.3f}},
                    new boolean[][] {{true, false}, {false, true}, {true, true}, {false, false}});

    private static final ScoreMatrix CLASSES =
            new ScoreMatrix(
                    new float[][] {
                        {0.5f, 0.3f, 0.2f},
                        {0.4f, 0.4f, 0.2f},
                        {0.1f, 0.2f, 0.7f},
                        {0.6f, 0.3f, 0.1f}
                    },
                    new boolean[][] {
                        {true, false, false},
                        {false, true, false},
                        {false, false, true},
                        {true, false, false}
                    });

    /** At 0.5: a is right once, wrong once and missed once; b is right twice. */
    @Test
    void anEpochOfTags() {
        Metrics epoch = Tags.INSTANCE.ofEpoch(TAGS, 0.5);
        assertEquals(Tags.INSTANCE.epochMetrics(), List.copyOf(epoch.values().keySet()));
        assertEquals(2 * 3 / (2.0 * 3 + 1 + 1), epoch.get(Metric.MICRO_F1), 1e-12);
        assertEquals((0.5 + 1) / 2, epoch.get(Metric.MACRO_F1), 1e-12);
        // Of a, the true ones are first and third: (1 + 2/3) / 2; of b, first and second.
        assertEquals((5 / 6.0 + 1) / 2, epoch.get(Metric.MEAN_AVERAGE_PRECISION), 1e-12);
    }

    /** The second image has two equal scores and is given the first class: three of four right. */
    @Test
    void anEpochOfClasses() {
        Metrics epoch = Classes.INSTANCE.ofEpoch(CLASSES, 0.99);
        assertEquals(Classes.INSTANCE.epochMetrics(), List.copyOf(epoch.values().keySet()));
        assertEquals(0.75, epoch.get(Metric.TOP_1), 1e-12);
        assertEquals(1, epoch.get(Metric.TOP_5), 1e-12);
        // F1 of a: 2 right, 1 too many; of b: none; of c: 1 right.
        assertEquals((4 / 5.0 + 0 + 1) / 3, epoch.get(Metric.MACRO_F1), 1e-12);
        assertEquals((1 + 0 + 1) / 3.0, epoch.get(Metric.BALANCED_ACCURACY), 1e-12);
    }

    /** Chosen before: 0.65 for all, and 0.35 for a and 0.65 for b. */
    @Test
    void tagsAtThresholdsChosenBefore() {
        ChosenThresholds chosen = new ChosenThresholds(0.65, new Thresholds(List.of(0.35, 0.65)));
        TaskEvaluation evaluation =
                Tags.INSTANCE.evaluateAt(Optional.of(chosen), TWO, TAGS, TAGS, TAGS, 1);
        Metrics metrics = evaluation.metrics();
        // At 0.65, a is right once and missed once, b right twice.
        assertEquals(2 * 3 / (2.0 * 3 + 1), metrics.get(Metric.MICRO_F1), 1e-12);
        assertEquals(1, metrics.get(Metric.PRECISION), 1e-12);
        assertEquals(0.75, metrics.get(Metric.RECALL), 1e-12);
        // At 0.35, a is right twice and wrong once.
        assertEquals(2 * 4 / (2.0 * 4 + 1), metrics.get(Metric.F1_PER_LABEL_THRESHOLDS), 1e-12);
        assertEquals(1, metrics.get(Metric.RATIO_OF_F1), 1e-12);
        assertEquals(0.65, metrics.get(Metric.THRESHOLD), 1e-12);
        assertEquals(metrics.get(Metric.MICRO_F1), evaluation.first());
        assertEquals(metrics.get(Metric.MICRO_F1), evaluation.validation());
        assertEquals(Tags.INSTANCE.metrics(), List.copyOf(metrics.values().keySet()));
    }

    /** Of three voters two are a majority, of four three are: a tie leaves the label out. */
    @Test
    void majoritiesOfTags() {
        ScoreMatrix votes = tags(new float[][] {{2 / 3f, 1 / 3f}}, new boolean[][] {{true, false}});
        TaskEvaluation three = Tags.INSTANCE.evaluateVotes(3, TWO, votes, votes, votes, 1);
        assertArrayEquals(new boolean[] {true, false}, three.decisions().predicted()[0]);
        ScoreMatrix tied = tags(new float[][] {{0.5f, 0.75f}}, new boolean[][] {{true, true}});
        TaskEvaluation four = Tags.INSTANCE.evaluateVotes(4, TWO, tied, tied, tied, 1);
        assertArrayEquals(new boolean[] {false, true}, four.decisions().predicted()[0]);
        assertTrue(four.metrics().find(Metric.F1_PER_LABEL_THRESHOLDS).isEmpty());
        assertEquals(0.75, four.metrics().get(Metric.THRESHOLD), 1e-12);
    }

    @Test
    void classesByVotesAreThoseWithTheMost() {
        TaskEvaluation voted =
                Classes.INSTANCE.evaluateVotes(10, THREE, CLASSES, CLASSES, CLASSES, 1);
        assertEquals(0.75, voted.first(), 1e-12);
        assertFalse(voted.chosen().isPresent());
        assertEquals(Classes.INSTANCE.metrics(), List.copyOf(voted.metrics().values().keySet()));
    }

    @Test
    void thresholdsWhereThereAreNoneAndTheOtherWayRound() {
        Optional<Thresholds> half = Optional.of(Thresholds.same(0.5, 3));
        float[] scores = {0.2f, 0.5f, 0.3f};
        assertThrows(IllegalArgumentException.class, () -> Classes.INSTANCE.decide(scores, half));
        assertThrows(
                IllegalArgumentException.class,
                () -> Tags.INSTANCE.decide(scores, Optional.empty()));
        assertArrayEquals(new boolean[] {false, true, false}, Tags.INSTANCE.decide(scores, half));
        assertEquals("exactly one label, its class", Classes.INSTANCE.refusal(2).orElseThrow());
        assertTrue(Classes.INSTANCE.refusal(1).isEmpty());
        assertTrue(Tags.INSTANCE.refusal(0).isEmpty());
    }
}
