package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.RandomScores;

class BaselineTest {

    private static final boolean[][] TARGETS = {
        {true, false, false}, {true, true, false}, {false, false, false}, {true, false, false}
    };

    @Test
    void byHand() {
        List<Baseline> baselines =
                Baseline.all(new double[] {0.5, 0.25, 0.25}, TARGETS, Unknown.NONE);
        assertEquals(new Baseline("nothing predicted", metrics(0, 0, 0)), baselines.get(0));
        assertEquals(
                new Baseline("everything predicted", metrics(4 / 12.0, 1, 8 / 16.0)),
                baselines.get(1));
        // Rightly attached: half of three, a quarter of one. Attached: 2 + 1 + 1. True: 4.
        assertEquals(
                new Baseline("label frequencies at random", metrics(1.75 / 4, 1.75 / 4, 3.5 / 8)),
                baselines.get(2));
    }

    private static Metrics metrics(double precision, double recall, double f1) {
        return Metrics.of(Metric.MICRO_F1, f1)
                .with(Metric.PRECISION, precision)
                .with(Metric.RECALL, recall);
    }

    @Test
    void expectedCountsAreTheMeanOfManyDraws() {
        boolean[][] targets = RandomScores.draw(new SplittableRandom(3), 2000, 3, 4).targets();
        double[] frequencies = {0.7, 0.2, 0.4};
        SplittableRandom random = new SplittableRandom(4);
        double sum = 0;
        int draws = 50;
        for (int draw = 0; draw < draws; draw++) {
            boolean[][] predicted = new boolean[targets.length][3];
            for (boolean[] row : predicted) {
                for (int l = 0; l < 3; l++) {
                    row[l] = random.nextDouble() < frequencies[l];
                }
            }
            sum += Evaluation.of(new Decisions(predicted, targets)).micro().f1();
        }
        assertEquals(
                sum / draws,
                Baseline.all(frequencies, targets, Unknown.NONE)
                        .get(2)
                        .metrics()
                        .get(Metric.MICRO_F1),
                0.003);
    }

    @Test
    void frequenciesAreSharesOfImages() {
        double[] frequencies = Baseline.frequencies(TARGETS);
        assertEquals(
                List.of(0.75, 0.25, 0.0), List.of(frequencies[0], frequencies[1], frequencies[2]));
    }

    @Test
    void classesByHand() {
        boolean[][] test = {{true, false}, {false, true}, {false, true}, {false, true}};
        List<Baseline> baselines = Baseline.classes(new double[] {0.6, 0.4}, test);
        assertEquals(
                List.of(
                        new Baseline("most frequent class", Metrics.of(Metric.TOP_1, 0.25)),
                        new Baseline(
                                "class frequencies at random",
                                Metrics.of(Metric.TOP_1, 0.6 * 0.25 + 0.4 * 0.75))),
                baselines);
    }

    @Test
    void impossibleInputIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Baseline.all(new double[] {0.5, 1.5, 0}, TARGETS, Unknown.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> Baseline.all(new double[] {0.5}, TARGETS, Unknown.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> Baseline.all(new double[] {0.5}, new boolean[0][], Unknown.NONE));
        assertThrows(IllegalArgumentException.class, () -> Baseline.frequencies(new boolean[0][]));
    }
}
