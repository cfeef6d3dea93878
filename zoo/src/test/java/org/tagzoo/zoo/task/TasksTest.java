package org.tagzoo.zoo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.metric.TopAccuracy;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

class TasksTest {

    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d", "e", "f", "g"));

    private final SplittableRandom random = new SplittableRandom(4);

    /** Scores of a task, with one true label an image, which is often found. */
    private ScoreMatrix scores(Task task, int images) {
        float[][] logits = new float[images][LABELS.size() + task.outputsBeside()];
        boolean[][] targets = new boolean[images][LABELS.size()];
        for (int n = 0; n < images; n++) {
            int own = random.nextInt(LABELS.size());
            for (int l = 0; l < LABELS.size(); l++) {
                logits[n][l] = (float) (random.nextDouble() * 3 + (l == own ? 1.5 : 0));
            }
            targets[n][own] = true;
        }
        return new ScoreMatrix(task.scores(logits), targets);
    }

    @Test
    void tasksAreFoundByName() {
        assertSame(Tags.INSTANCE, Tasks.usual());
        for (Task task : Tasks.ALL) {
            assertSame(task, Tasks.byName(task.name()));
            assertEquals(task.metrics().get(0), task.firstMetric());
        }
        Exception e = assertThrows(IllegalArgumentException.class, () -> Tasks.byName("boxes"));
        assertEquals(
                "There is no task 'boxes'; a task is tags, classes or class-and-box",
                e.getMessage());
    }

    @Test
    void tagsAreEvaluatedAtThresholdsChosenOnValidation() {
        ScoreMatrix train = scores(Tags.INSTANCE, 80);
        ScoreMatrix validation = scores(Tags.INSTANCE, 60);
        ScoreMatrix test = scores(Tags.INSTANCE, 50);
        TaskEvaluation actual = Tags.INSTANCE.evaluate(LABELS, train, validation, test, 3);
        double threshold = ThresholdScan.of(validation).best().threshold();
        Thresholds same = Thresholds.same(threshold, LABELS.size());
        Evaluation expected = Evaluation.of(same.decide(test));
        Metrics metrics = actual.metrics();
        assertEquals(Tags.INSTANCE.metrics(), List.copyOf(metrics.values().keySet()));
        assertEquals(expected.micro().f1(), actual.first());
        assertEquals(expected.micro().f1(), metrics.get(Metric.MICRO_F1));
        assertEquals(expected.micro().precision(), metrics.get(Metric.PRECISION));
        assertEquals(expected.micro().recall(), metrics.get(Metric.RECALL));
        assertEquals(expected.macro().f1(), metrics.get(Metric.MACRO_F1));
        assertEquals(AveragePrecision.mean(test), metrics.get(Metric.MEAN_AVERAGE_PRECISION));
        assertEquals(threshold, metrics.get(Metric.THRESHOLD));
        double onValidation = Evaluation.of(same.decide(validation)).micro().f1();
        assertEquals(onValidation, actual.validation());
        assertEquals(
                Evaluation.of(same.decide(train)).micro().f1() / onValidation,
                metrics.get(Metric.RATIO_OF_F1));
        ChosenThresholds chosen = actual.chosen().orElseThrow();
        assertEquals(
                Evaluation.of(chosen.perLabel().decide(test)).micro().f1(),
                metrics.get(Metric.F1_PER_LABEL_THRESHOLDS));
        assertEquals(F1Intervals.of(same.decide(test), 3).micro(), actual.interval());
        TaskEvaluation again =
                Tags.INSTANCE.evaluateAt(actual.chosen(), LABELS, train, validation, test, 3);
        assertEquals(metrics, again.metrics());
    }

    @Test
    void classesAreEvaluatedByTheHighestScore() {
        ScoreMatrix train = scores(Classes.INSTANCE, 80);
        ScoreMatrix validation = scores(Classes.INSTANCE, 60);
        ScoreMatrix test = scores(Classes.INSTANCE, 50);
        TaskEvaluation actual = Classes.INSTANCE.evaluate(LABELS, train, validation, test, 3);
        Metrics metrics = actual.metrics();
        assertTrue(actual.chosen().isEmpty());
        assertEquals(Classes.INSTANCE.metrics(), List.copyOf(metrics.values().keySet()));
        assertEquals(TopAccuracy.of(test, 1), actual.first());
        assertEquals(TopAccuracy.of(test, 1), metrics.get(Metric.TOP_1));
        assertEquals(TopAccuracy.of(test, 5), metrics.get(Metric.TOP_5));
        assertTrue(metrics.get(Metric.TOP_5) > metrics.get(Metric.TOP_1));
        assertEquals(actual.averages().balancedAccuracy(), metrics.get(Metric.BALANCED_ACCURACY));
        assertEquals(TopAccuracy.of(validation, 1), actual.validation());
        assertEquals(
                TopAccuracy.of(train, 1) / TopAccuracy.of(validation, 1),
                metrics.get(Metric.RATIO_OF_TOP_1),
                1e-15);
        for (boolean[] row : actual.decisions().predicted()) {
            int given = 0;
            for (boolean each : row) {
                given += each ? 1 : 0;
            }
            assertEquals(1, given);
        }
    }

    @Test
    void ofEqualScoresTheFirstClassIsGiven() {
        assertArrayEquals(
                new boolean[] {false, true, false},
                Classes.INSTANCE.decide(new float[] {0.2f, 0.4f, 0.4f}, Optional.empty()));
    }

    @Test
    void classesRefuseThresholdsAndTagsNeedThem() {
        float[] scores = {0.2f, 0.8f};
        Optional<Thresholds> some = Optional.of(Thresholds.same(0.5, 2));
        assertTrue(Tags.INSTANCE.hasThresholds());
        assertFalse(Classes.INSTANCE.hasThresholds());
        assertArrayEquals(new boolean[] {false, true}, Tags.INSTANCE.decide(scores, some));
        assertThrows(IllegalArgumentException.class, () -> Classes.INSTANCE.decide(scores, some));
        assertThrows(
                IllegalArgumentException.class,
                () -> Tags.INSTANCE.decide(scores, Optional.empty()));
    }

    @Test
    void defaultLossesAreCrossEntropies() {
        float[][] logits = {{2, -1}, {0.5f, 1}};
        boolean[][] targets = {{true, false}, {false, true}};
        double[] posWeight = {3, 0.5};
        assertEquals(
                new BinaryCrossEntropyLoss(posWeight).evaluate(logits, targets),
                ((ExampleLoss) Tags.INSTANCE.defaultLoss(posWeight)).evaluate(logits, targets));
        double softmax = Math.log1p(Math.exp(-3)) + Math.log1p(Math.exp(-0.5));
        assertEquals(
                softmax / 2,
                ((ExampleLoss) Classes.INSTANCE.defaultLoss(posWeight)).evaluate(logits, targets),
                1e-12);
    }

    @Test
    void imagesMustHaveOneClass() {
        assertTrue(Tags.INSTANCE.refusal(0).isEmpty() && Tags.INSTANCE.refusal(3).isEmpty());
        assertTrue(Classes.INSTANCE.refusal(1).isEmpty());
        assertEquals("exactly one label, its class", Classes.INSTANCE.refusal(2).orElseThrow());
        assertTrue(Classes.INSTANCE.refusal(0).isPresent());
    }

    @Test
    void votesOfTagsNeedMoreThanHalf() {
        LabelSet two = new LabelSet(List.of("a", "b"));
        ScoreMatrix shares =
                new ScoreMatrix(new float[][] {{0.5f, 0.75f}}, new boolean[][] {{false, true}});
        TaskEvaluation votes = Tags.INSTANCE.evaluateVotes(4, two, shares, shares, shares, 1);
        assertEquals(1, votes.first());
        assertEquals(0.75, votes.metrics().get(Metric.THRESHOLD));
        assertTrue(votes.metrics().find(Metric.F1_PER_LABEL_THRESHOLDS).isEmpty());
    }

    @Test
    void majoritiesSurviveBeingRoundedToFloats() {
        LabelSet one = new LabelSet(List.of("a"));
        for (int rows = 1; rows <= 100; rows++) {
            float[][] shares = new float[rows + 1][1];
            for (int votes = 0; votes <= rows; votes++) {
                shares[votes][0] = (float) votes / rows;
            }
            ScoreMatrix scores = new ScoreMatrix(shares, new boolean[rows + 1][1]);
            TaskEvaluation evaluation =
                    Tags.INSTANCE.evaluateVotes(rows, one, scores, scores, scores, 1);
            for (int votes = 0; votes <= rows; votes++) {
                assertEquals(
                        2 * votes > rows,
                        evaluation.decisions().predicted()[votes][0],
                        votes + "/" + rows);
            }
        }
    }

    @Test
    void votesOfClassesGoToTheMost() {
        LabelSet three = new LabelSet(List.of("a", "b", "c"));
        ScoreMatrix shares =
                new ScoreMatrix(
                        new float[][] {{0.25f, 0.25f, 0.5f}, {0.5f, 0.5f, 0}},
                        new boolean[][] {{false, false, true}, {true, false, false}});
        assertEquals(
                1, Classes.INSTANCE.evaluateVotes(4, three, shares, shares, shares, 1).first());
    }

    @Test
    void metricsOfAnEpochBeginWithTheFirst() {
        for (Task task : Tasks.ALL) {
            ScoreMatrix scores = scores(task, 40);
            Metrics epoch = task.ofEpoch(scores, 0.5);
            assertEquals(task.epochMetrics(), List.copyOf(epoch.values().keySet()));
            assertEquals(task.firstMetric(), task.epochMetrics().get(0));
        }
        ScoreMatrix scores = scores(Classes.INSTANCE, 40);
        assertEquals(
                TopAccuracy.of(scores, 1), Classes.INSTANCE.ofEpoch(scores, 0.5).get(Metric.TOP_1));
        Decisions half = Thresholds.same(0.5, LABELS.size()).decide(scores);
        assertEquals(
                Evaluation.of(half).micro().f1(),
                Tags.INSTANCE.ofEpoch(scores, 0.5).get(Metric.MICRO_F1));
    }
}
