package org.tagzoo.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.zoo.metric.CoOccurrence;
import org.tagzoo.zoo.metric.ConfusionMatrix;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.score.Decisions;

/** Small tables and details with made-up figures, and the texts that they must give. */
final class Samples {

    /** What a hostile corpus or recipe could name things. */
    static final String SCRIPT = "<script>alert(1)</script>";

    static final String QUOTES = "\",\"";

    /** A picture of one pixel. */
    static final String PIXEL =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private Samples() {}

    /** A row of each kind: with and without published figures, skipped, failed; three baselines. */
    static Table table() {
        return new Table(
                Table.SCHEMA,
                new Table.CorpusSummary("mirflickr", 10000, 14, 1),
                42,
                List.of(
                        ok("ff1", null, 0.2451, null, null).withImageSize(64),
                        ok(
                                        "resnet50-keras-augmented",
                                        "resnet50.keras",
                                        0.7113,
                                        1003.4,
                                        new Row.Published(
                                                0.749, 0.727, 0.773, 1.161, "29 min 29 s"))
                                .withImageSize(224),
                        without(
                                "resnet152",
                                Row.Status.SKIPPED,
                                "no weights are in the cache and no source is known that gives them"
                                        + " away; put resnet152.safetensors into the folder weights"
                                        + " of the cache, then run again",
                                new Row.Published(0.759, 0.729, null, null, null)),
                        without("vgg16", Row.Status.FAILED, "out of memory at batch 3", null)),
                List.of(
                        new Table.Baseline("nothing", 0, 0, 0),
                        new Table.Baseline("everything", 0.13831, 0.0743, 1),
                        new Table.Baseline("label frequencies", 0.12142, 0.1213, 0.1215)));
    }

    /** A table with one row, whose every name is the given one. */
    static Table named(String name) {
        return new Table(
                Table.SCHEMA,
                new Table.CorpusSummary(name, 1, 1, 0),
                1,
                List.of(
                        ok(name, name, 0.5, 1.0, new Row.Published(0.5, 0.5, 0.5, 1.0, name)),
                        without(name + "2", Row.Status.FAILED, name, null)),
                List.of(new Table.Baseline(name, 0.1, 0.1, 0.1)));
    }

    /** A row of three seeds, one of one seed, and an ensemble of both. */
    static Table seedsAndEnsemble() {
        Row ensemble =
                new Row(
                        "both-vote",
                        "ensemble",
                        null,
                        false,
                        Row.Status.OK,
                        null,
                        0.73,
                        0.72,
                        0.74,
                        0.7,
                        0.76,
                        0.6,
                        0.5,
                        1.1,
                        1.0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Ensemble(Ensemble.Method.VOTE, List.of("cnn", "ff1")),
                        null);
        return of(
                ok("cnn", null, 0.7, null, new Row.Published(0.749, null, null, null, null))
                        .withF1Spread(new Spread(0.6951, 0.68, 0.7, 0.0123, 3)),
                ok("ff1", null, 0.5, null, null),
                ensemble);
    }

    static Table of(Row... rows) {
        return new Table(
                Table.SCHEMA,
                new Table.CorpusSummary("corpus", 3, 2, 0),
                1,
                List.of(rows),
                List.of());
    }

    static Row ok(
            String name, String weights, double f1, Double embedding, Row.Published published) {
        return new Row(
                name,
                name,
                weights,
                weights != null,
                Row.Status.OK,
                null,
                f1,
                f1 - 0.0091,
                f1 + 0.0091,
                0.694,
                0.731,
                0.583,
                0.662,
                1.061,
                0.65,
                0.7323,
                252.3,
                embedding,
                23536654L,
                published);
    }

    static Row without(String name, Row.Status status, String reason, Row.Published published) {
        return Row.without(name, name, null, false, status, reason, published);
    }

    /** Two epochs, two thresholds, two labels, a mistake of each kind. */
    static RowDetails details(String row, String name) {
        return new RowDetails(
                row,
                List.of(
                        new RowDetails.Epoch(1, 0.9, 0.95, 0.4, 0.3, 1.5),
                        new RowDetails.Epoch(2, 0.5, 0.7, 0.8, 0.6, 1.5)),
                List.of(
                        new RowDetails.ThresholdPoint(0.5, 0.6, 0.5, 0.75),
                        new RowDetails.ThresholdPoint(1.0, 0, 0, 0)),
                List.of(
                        new RowDetails.LabelFigures(
                                name, 3, 0.65, 0.5, 0.5, 0.5, new Interval(0.4, 0.6), 0.6),
                        new RowDetails.LabelFigures(
                                "sea", 0, 0.65, 0, 0, 0, new Interval(0, 0), Double.NaN)),
                List.of(
                        new RowDetails.Average(
                                "samples",
                                3,
                                new PrecisionRecallF1(0.125, 0.25, 0.375),
                                new Interval(0.3, 0.45))),
                Optional.of(matrices(name)),
                List.of(
                        new RowDetails.Mistake(
                                name,
                                PIXEL,
                                name,
                                "false positive",
                                0.99,
                                List.of(),
                                List.of(name)),
                        new RowDetails.Mistake(
                                "im2",
                                "https://example.org/x.png",
                                "sea",
                                "false negative",
                                0.01,
                                List.of("sea"),
                                List.of())),
                List.of(
                        new RowDetails.Swap(
                                name,
                                "sea",
                                7,
                                List.of(
                                        new RowDetails.SwapExample(
                                                "im3",
                                                "https://example.org/y.png",
                                                0.125,
                                                0.875,
                                                List.of(name),
                                                List.of("sea"))))));
    }

    /** Four images: right, swapped, missed, and rightly without. */
    private static LabelMatrices matrices(String name) {
        boolean[][] truth = {{true, true}, {true, false}, {false, true}, {false, false}};
        boolean[][] attached = {{true, true}, {false, true}, {false, false}, {false, false}};
        return new LabelMatrices(
                List.of(name, "sea"),
                ConfusionMatrix.of(new Decisions(attached, truth)),
                CoOccurrence.of(truth),
                CoOccurrence.of(attached));
    }

    /** The first row less the second, 0.03 below it; outside of chance, or not. */
    static RowDifference difference(String row, String best, boolean isOutsideChance) {
        PairedBootstrap.Difference difference =
                new PairedBootstrap.Difference(
                        -0.03,
                        new Interval(-0.05, isOutsideChance ? -0.01 : 0.01),
                        isOutsideChance ? 0.0002 : 0.2);
        return new RowDifference(row, best, new PairedBootstrap(difference, difference));
    }

    static ReportContext context(String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("epochs", "2");
        settings.put(name, name);
        Map<String, ReportContext.PartCounts> labels = new LinkedHashMap<>();
        labels.put(name, new ReportContext.PartCounts(6, 2, 3));
        labels.put("sea", new ReportContext.PartCounts(1, 1, 0));
        return new ReportContext(
                name, List.of(name), settings, new ReportContext.PartCounts(60, 20, 20), labels);
    }

    /** A text kept beside the tests. */
    static String golden(String file) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
