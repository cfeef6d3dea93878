package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.threshold.PerLabelThresholds;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Metrics where targets are unknown, of a label and an image all, against scikit-learn's on those
 * that are known: {@code make_unknown.py}.
 */
class UnknownGoldenTest {

    private static final double EXACT = 1e-12;
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d", "e", "f"));

    private static JsonNode expected;
    private static ScoreMatrix scores;
    private static Decisions decisions;

    @BeforeAll
    static void read() throws IOException {
        JsonNode golden = Golden.read("unknown.json");
        expected = golden.get("expected");
        int images = golden.get("scores").size();
        float[][] values = new float[images][];
        boolean[][] unknown = new boolean[images][LABELS.size()];
        for (int n = 0; n < images; n++) {
            double[] row = Golden.numbers(golden.get("scores").get(n));
            values[n] = new float[row.length];
            for (int l = 0; l < row.length; l++) {
                values[n][l] = (float) row[l];
                unknown[n][l] = golden.get("targets").get(n).textValue().charAt(l) == '?';
            }
        }
        scores = new ScoreMatrix(values, Golden.rows(golden.get("targets")), unknown);
        decisions =
                Thresholds.same(golden.get("threshold").doubleValue(), LABELS.size())
                        .decide(scores);
    }

    private static void assertMetrics(String name, PrecisionRecallF1 actual) {
        assertMetrics(expected.get(name), actual, name);
    }

    private static void assertMetrics(JsonNode node, PrecisionRecallF1 actual, String name) {
        double[] values = {actual.precision(), actual.recall(), actual.f1()};
        assertArrayEquals(Golden.numbers(node), values, EXACT, name);
    }

    @Test
    void averagesEqualScikitLearns() {
        Evaluation evaluation = Evaluation.of(decisions);
        assertMetrics("micro", evaluation.micro());
        assertMetrics("macro", evaluation.macro());
        assertMetrics("weighted", evaluation.weighted());
        assertMetrics("samples", evaluation.samples());
        for (int l = 0; l < LABELS.size(); l++) {
            Counts counts = evaluation.labels().get(l);
            assertMetrics(expected.get("labels").get(l), counts.metrics(), "label " + l);
            assertEquals(expected.get("support").get(l).intValue(), counts.support());
        }
        assertTrue(expected.get("macro").get(2).doubleValue() > 0.1);
    }

    @Test
    void averagePrecisionEqualsScikitLearns() {
        assertArrayEquals(
                Golden.numbers(expected.get("averagePrecision")),
                AveragePrecision.perLabel(scores),
                EXACT);
        assertEquals(expected.get("mAP").doubleValue(), AveragePrecision.mean(scores), EXACT);
        Interval interval = AveragePrecision.interval(scores, 1);
        assertTrue(interval.low() < interval.high() && interval.high() <= 1);
    }

    @Test
    void thresholdsAreChosenOnWhatIsKnown() {
        ThresholdScan scan = ThresholdScan.of(scores);
        for (int k = 0; k < scan.points().size(); k++) {
            assertMetrics(expected.get("scan").get(k), scan.points().get(k).micro(), "point " + k);
        }
        assertEquals(expected.get("best").doubleValue(), scan.best().micro().f1(), EXACT);
        Thresholds perLabel =
                PerLabelThresholds.choose(scores, PerLabelThresholds.Criterion.LABEL_F1);
        List<Counts> best = Evaluation.of(perLabel.decide(scores)).labels();
        assertArrayEquals(
                Golden.numbers(expected.get("bestOfLabels")),
                best.stream().mapToDouble(Counts::f1).toArray(),
                EXACT);
    }

    /** Every sample that draws each image once has the metrics themselves. */
    @Test
    void bootstrapSamplesCountWhatIsKnown() {
        int[] once = new int[scores.images()];
        Arrays.fill(once, 1);
        Outcomes outcomes = Outcomes.of(decisions);
        Outcomes.SampleF1 sample = outcomes.f1(once);
        assertEquals(expected.get("micro").get(2).doubleValue(), sample.micro(), EXACT);
        assertEquals(expected.get("macro").get(2).doubleValue(), sample.macro(), EXACT);
        assertEquals(expected.get("weighted").get(2).doubleValue(), sample.weighted(), EXACT);
        assertEquals(expected.get("samples").get(2).doubleValue(), outcomes.samplesF1(once), EXACT);
        int[] unknownOnly = new int[scores.images()];
        unknownOnly[7] = unknownOnly.length;
        assertEquals(0, outcomes.samplesF1(unknownOnly));
        assertEquals(0, outcomes.f1(unknownOnly).macro());
    }

    @Test
    void baselinesAndWeightsCountWhatIsKnown() {
        List<TaggedImage> images = new ArrayList<>();
        for (int n = 0; n < scores.images(); n++) {
            String id = "i" + n;
            images.add(
                    new TaggedImage(id, null, indices(scores.targets()[n]), id)
                            .withLabels(
                                    indices(scores.targets()[n]), indices(scores.unknown()[n])));
        }
        LabelStatistics statistics = new LabelStatistics(images, LABELS);
        assertArrayEquals(Golden.numbers(expected.get("posWeight")), statistics.posWeight(), EXACT);
        assertArrayEquals(
                Golden.numbers(expected.get("frequencies")), statistics.frequencies(), EXACT);
        Metrics everything =
                Tags.INSTANCE
                        .baselines(statistics.frequencies(), scores.targets(), scores.unknown())
                        .get(1)
                        .metrics();
        assertArrayEquals(
                Golden.numbers(expected.get("everything")),
                new double[] {
                    everything.get(Metric.PRECISION),
                    everything.get(Metric.RECALL),
                    everything.get(Metric.MICRO_F1)
                },
                EXACT);
    }

    private static SortedSet<Integer> indices(boolean[] row) {
        NavigableSet<Integer> indices = new TreeSet<>();
        IntStream.range(0, row.length).filter(l -> row[l]).forEach(indices::add);
        return indices;
    }

    /** What is said of an unknown target changes nothing. */
    @Test
    void scoresOfUnknownTargetsDontCount() {
        float[][] others = new float[scores.images()][];
        for (int n = 0; n < others.length; n++) {
            others[n] = scores.scores()[n].clone();
            for (int l = 0; l < LABELS.size(); l++) {
                others[n][l] = scores.unknown()[n][l] ? 1 - others[n][l] : others[n][l];
            }
        }
        ScoreMatrix changed = new ScoreMatrix(others, scores.targets(), scores.unknown());
        TaskEvaluation one = Tags.INSTANCE.evaluate(LABELS, scores, scores, scores, 1);
        TaskEvaluation other = Tags.INSTANCE.evaluate(LABELS, changed, changed, changed, 1);
        assertEquals(one.metrics(), other.metrics());
        assertEquals(one.intervals(), other.intervals());
        assertEquals(one.labelReports(), other.labelReports());
        assertEquals(1, McNemar.of(one.decisions(), other.decisions()).p());
        assertArrayEquals(
                ConfusionMatrix.of(one.decisions()).counts(),
                ConfusionMatrix.of(other.decisions()).counts());
    }

    @Test
    void nothingKnownIsNotANumber() {
        boolean[][] none = new boolean[3][LABELS.size()];
        boolean[][] all = new boolean[3][LABELS.size()];
        Arrays.stream(all).forEach(row -> Arrays.fill(row, true));
        ScoreMatrix nothing = new ScoreMatrix(Arrays.copyOf(scores.scores(), 3), none, all);
        TaskEvaluation evaluation = Tags.INSTANCE.evaluate(LABELS, nothing, nothing, nothing, 1);
        for (Metric metric : Tags.INSTANCE.metrics()) {
            assertTrue(Double.isFinite(evaluation.metrics().get(metric)), metric.name());
        }
        assertEquals(new Interval(0, 0), evaluation.intervals().samples());
    }

    @Test
    void filesMarkThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("scores.csv");
        List<ScoredImage> images = new ArrayList<>();
        for (int n = 0; n < scores.images(); n++) {
            images.add(
                    new ScoredImage(
                            "i" + n,
                            Part.TEST,
                            scores.scores()[n],
                            scores.targets()[n],
                            scores.unknown()[n]));
        }
        ScoresFile.write(file, LABELS, images);
        assertTrue(Files.readAllLines(file).get(8).matches("i7,test(,0\\.\\d+,){6}"));
        ScoredCorpus read = ScoresFile.read(file);
        assertArrayEquals(scores.targets(), read.matrix(Part.TEST).targets());
        assertArrayEquals(scores.unknown(), read.matrix(Part.TEST).unknown());
        ScoresFile.write(file, LABELS, images.subList(0, 0));
        assertEquals(0, ScoresFile.read(file).matrix(Part.TEST).unknown().length);
    }

    @Test
    void whatContradictsIsRefused() {
        boolean[][] yes = {{true}};
        float[][] one = {{0.5f}};
        assertThrows(IllegalArgumentException.class, () -> new ScoreMatrix(one, yes, yes));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ScoreMatrix(one, yes, new boolean[][] {{false, false}}));
        assertFalse(new Decisions(yes, new boolean[][] {{false}}, yes).predicted()[0][0]);
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        McNemar.of(
                                new Decisions(yes, new boolean[][] {{false}}, yes),
                                new Decisions(yes, new boolean[][] {{false}}, Unknown.NONE)));
    }
}
