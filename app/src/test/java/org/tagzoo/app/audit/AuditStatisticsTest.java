package org.tagzoo.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;

/** Against statsmodels and scipy, by make_statistics.py. */
class AuditStatisticsTest {

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Runs(int[] has, double share, double after, double p) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Sample(int[] sets, int[][] predicted, double f1, double error, int[][] truth) {}

    record Golden(List<Runs> runs, List<Sample> f1) {}

    private static Golden golden;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = AuditStatisticsTest.class.getResourceAsStream("statistics.json")) {
            golden = CheckedJson.JSON.parse(in.readAllBytes(), "statistics.json", Golden.class);
        }
    }

    private static boolean[][] flags(int[][] rows) {
        boolean[][] flags = new boolean[rows.length][];
        for (int n = 0; n < rows.length; n++) {
            flags[n] = new boolean[rows[n].length];
            for (int l = 0; l < flags[n].length; l++) {
                flags[n][l] = rows[n][l] == 1;
            }
        }
        return flags;
    }

    @Test
    void theRunsTestIsThatOfStatsmodels() {
        for (Runs runs : golden.runs) {
            OrderEffect found = OrderEffect.of("label", runs.has);
            assertEquals(runs.share, found.share(), 1e-12);
            assertEquals(runs.after, found.after(), 1e-12);
            assertEquals(runs.p, found.p(), 1e-9);
        }
        assertEquals(1, OrderEffect.of("on all", new int[] {1, 1, 1}).p());
        assertEquals(1, OrderEffect.of("on none", new int[] {}).p());
    }

    /**
     * A label in one long run is told; its copies in order are not held against one on one image.
     */
    @Test
    void labelsInSeriesAreTold() {
        int count = 120;
        boolean[][] has = new boolean[count][3];
        for (int n = 0; n < count; n++) {
            has[n][0] = n / 30 == 1;
            has[n][1] = n % 4 == 0;
            has[n][2] = n / 10 == 7;
        }
        ScoreMatrix truth = new ScoreMatrix(new float[count][3], has);
        int[] apart = IntStream.range(0, count).toArray();
        List<String> names = List.of("series", "even", "copies");
        assertEquals(
                List.of("copies", "series"),
                OrderEffect.find(names, truth, apart).stream().map(OrderEffect::label).toList());
        int[] same = IntStream.range(0, count).map(n -> n / 10 == 7 ? 70 : n).toArray();
        List<OrderEffect> found = OrderEffect.find(names, truth, same);
        assertEquals(List.of("series"), found.stream().map(OrderEffect::label).toList());
        assertEquals(30.0 / 111, found.get(0).share(), 1e-12);
        assertEquals(29.0 / 30, found.get(0).after(), 1e-12);
    }

    @Test
    void theErrorOfF1IsThatOfTheBootstrap() {
        for (Sample sample : golden.f1) {
            Decisions decisions = new Decisions(flags(sample.predicted), flags(sample.truth));
            boolean[] all = new boolean[sample.sets.length];
            Arrays.fill(all, true);
            F1Share share = F1Share.of(decisions, sample.sets, all, true);
            assertEquals(Arrays.stream(sample.sets).distinct().count(), share.sets());
            assertEquals(sample.f1, share.f1(), 1e-12);
            assertEquals(sample.error, Math.sqrt(share.variance()), 0.04 * sample.error);
            assertEquals(
                    3.92 * sample.error,
                    share.interval().high() - share.interval().low(),
                    0.17 * sample.error);
            assertEquals(0, F1Share.of(decisions, sample.sets, all, false).f1());
        }
        assertTrue(golden.f1.size() > 1);
    }
}
