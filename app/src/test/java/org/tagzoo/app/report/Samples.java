package org.tagzoo.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.McNemar;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;

/** Small tables with made-up figures, and the texts that they must give. */
final class Samples {

    /** What a hostile corpus or recipe could name things. */
    static final String SCRIPT = "<script>alert(1)</script>";

    static final String QUOTES = "\",\"";

    /** An image of one pixel. */
    static final String PIXEL =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private Samples() {}

    /** A row of each kind: with and without published figures, skipped, failed; three baselines. */
    static Table table() {
        return Table.of(
                new Table.CorpusSummary("mirflickr", 10000, 14, 1),
                42,
                List.of(
                        withImageSize(ok("ff1", null, 0.2451, null, null), 64),
                        withImageSize(
                                ok(
                                        "resnet50-keras-augmented",
                                        "resnet50.keras",
                                        0.7113,
                                        1003.4,
                                        new Row.Published(
                                                0.749, 0.727, 0.773, 1.161, "29 min 29 s")),
                                224),
                        without(
                                "resnet152",
                                Row.Status.SKIPPED,
                                "no weights are in the cache and no source is known that gives them"
                                        + " away; put resnet152.safetensors into the folder weights"
                                        + " of the cache, then run again",
                                new Row.Published(0.759, 0.729, null, null, null)),
                        without("vgg16", Row.Status.FAILED, "out of memory at batch 3", null)),
                List.of(
                        baseline("nothing", 0, 0, 0),
                        baseline("everything", 0.13831, 0.0743, 1),
                        baseline("label frequencies", 0.12142, 0.1213, 0.1215)));
    }

    /** A table with one row, whose every name is the given one. */
    static Table named(String name) {
        return Table.of(
                new Table.CorpusSummary(name, 1, 1, 0),
                1,
                List.of(
                        ok(name, name, 0.5, 1.0, new Row.Published(0.5, 0.5, 0.5, 1.0, name)),
                        without(name + "2", Row.Status.FAILED, name, null)),
                List.of(baseline(name, 0.1, 0.1, 0.1)));
    }

    /** A row of three seeds, one of one seed, and an ensemble of both. */
    static Table seedsAndEnsemble() {
        Metrics metrics =
                Metrics.of(Metric.MICRO_F1, 0.73)
                        .with(Metric.PRECISION, 0.7)
                        .with(Metric.RECALL, 0.76)
                        .with(Metric.MACRO_F1, 0.6)
                        .with(Metric.MEAN_AVERAGE_PRECISION, 0.5)
                        .with(Metric.RATIO_OF_F1, 1.1)
                        .with(Metric.THRESHOLD, 1.0);
        Row ensemble =
                new Row(
                        "both-vote",
                        new Row.Network("ensemble", null, false, null, null),
                        Tags.INSTANCE,
                        Row.Status.OK,
                        null,
                        new Row.Result(metrics, 0.72, 0.74, null),
                        Row.Times.NONE,
                        null,
                        new Ensemble(Ensemble.Method.VOTE, List.of("cnn", "ff1")));
        return of(
                ok("cnn", null, 0.7, null, new Row.Published(0.749, null, null, null, null))
                        .withSpread(new Spread(0.6951, 0.68, 0.7, 0.0123, 3)),
                ok("ff1", null, 0.5, null, null),
                ensemble);
    }

    static Table of(Row... rows) {
        return Table.of(new Table.CorpusSummary("corpus", 3, 2, 0), 1, List.of(rows), List.of());
    }

    static Row ok(
            String name, String weights, double f1, Double embedding, Row.Published published) {
        Metrics metrics =
                Metrics.of(Metric.MICRO_F1, f1)
                        .with(Metric.PRECISION, 0.694)
                        .with(Metric.RECALL, 0.731)
                        .with(Metric.MACRO_F1, 0.583)
                        .with(Metric.MEAN_AVERAGE_PRECISION, 0.662)
                        .with(Metric.F1_PER_LABEL_THRESHOLDS, 0.7323)
                        .with(Metric.RATIO_OF_F1, 1.061)
                        .with(Metric.THRESHOLD, 0.65);
        return new Row(
                name,
                new Row.Network(name, weights, weights != null, 23536654L, null),
                Tags.INSTANCE,
                Row.Status.OK,
                null,
                new Row.Result(metrics, f1 - 0.0091, f1 + 0.0091, null),
                new Row.Times(252.3, embedding),
                published,
                null);
    }

    /** A network of classes. */
    static Row classes(String name, double top1) {
        Metrics metrics =
                Metrics.of(Metric.TOP_1, top1)
                        .with(Metric.TOP_5, 0.98)
                        .with(Metric.MACRO_F1, 0.61)
                        .with(Metric.BALANCED_ACCURACY, 0.62)
                        .with(Metric.RATIO_OF_TOP_1, 1.25);
        return new Row(
                name,
                new Row.Network(name, null, false, 1000L, ImageSize.square(64)),
                Classes.INSTANCE,
                Row.Status.OK,
                null,
                new Row.Result(metrics, top1 - 0.05, top1 + 0.05, null),
                new Row.Times(12.5, null),
                null,
                null);
    }

    static Row withImageSize(Row row, int side) {
        Row.Network old = row.network();
        return new Row(
                row.name(),
                new Row.Network(
                        old.model(),
                        old.weights(),
                        old.augmented(),
                        old.parameters(),
                        ImageSize.square(side)),
                row.task(),
                row.status(),
                row.reason(),
                row.result(),
                row.times(),
                row.published(),
                row.ensemble());
    }

    static Baseline baseline(String name, double f1, double precision, double recall) {
        return new Baseline(
                name,
                Metrics.of(Metric.MICRO_F1, f1)
                        .with(Metric.PRECISION, precision)
                        .with(Metric.RECALL, recall));
    }

    static Row without(String name, Row.Status status, String reason, Row.Published published) {
        return Row.without(
                        name,
                        new Row.Network(name, null, false, null, null),
                        Tags.INSTANCE,
                        status,
                        reason)
                .withPublished(published);
    }

    /** The first row less the second, 0.03 below it; significant after the correction, or not. */
    static RowDifference difference(String row, String best, boolean isSignificant) {
        Difference difference = new Difference(-0.03, new Interval(-0.05, -0.01), 0.0002);
        double p = isSignificant ? 0.0004 : 0.2;
        return new RowDifference(
                row,
                best,
                difference,
                difference,
                new McNemar(7, 13, 0.26317596435546875),
                new RowDifference.Corrected(p, p, 0.5));
    }

    /** Three rows, of which one is near the best and one is not. */
    static Table withDifferences() {
        return of(
                        ok("far", null, 0.69, null, null),
                        ok("best", null, 0.71, null, null),
                        ok("near", null, 0.70, null, null))
                .withDifferences(
                        List.of(
                                difference("far", "best", true),
                                difference("near", "best", false)));
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
