package org.tagzoo.app.export;

import static org.tagzoo.app.export.CardFacts.count;
import static org.tagzoo.app.export.CardFacts.figure;
import static org.tagzoo.app.export.CardFacts.interval;
import static org.tagzoo.app.report.TableMarkdown.escape;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.app.evaluation.CalibratedRow;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * {@code README.md} of an export, with YAML at its head as model hubs read it: corpus, metrics on
 * test at the thresholds that the export gets, weights' origin and licence, training, what was not
 * tested, and how to load it. The licence is left to whoever publishes the network: that of the
 * pretrained weights and those of the images bear on it.
 */
final class ModelCard {

    /** Its name in an export. */
    static final String FILE = "README.md";

    private final CardFacts facts;
    private final Row row;
    private final Optional<Thresholds> thresholds;
    private final ScoreMatrix test;
    private final Decisions decisions;
    private final Evaluation evaluation;
    private final F1Intervals intervals;
    private final List<LabelReport> labels;

    private ModelCard(CardFacts facts) {
        this.facts = facts;
        row = facts.row();
        thresholds = facts.thresholds();
        test = facts.results().scores().matrix(Part.TEST);
        decisions =
                thresholds
                        .map(limits -> limits.decide(test))
                        .orElseGet(() -> facts.results().decide(Part.TEST));
        evaluation = Evaluation.of(decisions);
        intervals = F1Intervals.of(decisions, facts.table().seed());
        labels = LabelReport.of(facts.results().scores().labels(), test, decisions, intervals);
    }

    static String render(CardFacts facts) {
        ModelCard card = new ModelCard(facts);
        boolean isTags = card.thresholds.isPresent();
        String corpus = facts.corpusName();
        return new CardText("card")
                .with(
                        "tags",
                        isTags ? "- \"multi-label\"\n- \"image-tagging\"" : "- \"single-label\"")
                .with("quotedRow", TextNode.valueOf(card.row.name()))
                .with("quotedCorpus", TextNode.valueOf(corpus))
                .with("corpusType", corpus.replaceAll("[^A-Za-z0-9._-]+", "-"))
                .with("hubMetrics", card.hubMetrics())
                .with("version", ExportWriter.TAGZOO)
                .with("row", escape(card.row.name()))
                .with(
                        "predicts",
                        (isTags
                                        ? "Predicts any number of %d labels for an image."
                                        : "Gives an image one of %d classes.")
                                .formatted(card.labels.size()))
                .with("corpus", card.corpus())
                .with("metrics", isTags ? card.atThresholds() : card.ofClasses())
                .with("allData", facts.allData() ? CardText.of("allData") : "")
                .with("fewerBits", facts.fewerBits().map(card::fewerBits).orElse(""))
                .with("labels", card.labelTable())
                .with("thresholds", CardThresholds.render(facts))
                .with("calibration", CardCalibration.render(facts) + CardSure.render(facts))
                .with("limits", CardLimits.render(facts, card.labels, card.decisions))
                .with("weights", CardTraining.weights(facts))
                .with("training", CardTraining.training(facts))
                .with("recipe", CardTraining.recipe(facts))
                .with(
                        "use",
                        CardUse.render(
                                        facts.network(),
                                        facts.task(),
                                        facts.calibrated().map(CalibratedRow::calibration),
                                        facts.fewerBits().isPresent())
                                .stripTrailing())
                .toString();
    }

    /** Hubs know accuracy and F1 by type; other metrics are of types of their own. */
    private String hubMetrics() {
        Map<Metric, String> types = Map.of(Metric.TOP_1, "accuracy", Metric.MACRO_F1, "f1");
        PrecisionRecallF1 micro = evaluation.micro();
        Stream<String> metrics =
                thresholds.isPresent()
                        ? Stream.of(
                                hubMetric("f1", "micro F1", micro.f1()),
                                hubMetric("precision", "micro precision", micro.precision()),
                                hubMetric("recall", "micro recall", micro.recall()),
                                hubMetric("f1", "macro F1", evaluation.macro().f1()),
                                hubMetric("map", "mAP", AveragePrecision.mean(test)))
                        : row.task().metrics().stream()
                                .map(
                                        m ->
                                                hubMetric(
                                                        types.getOrDefault(m, m.key()),
                                                        m.name(),
                                                        row.metric(m)));
        return metrics.collect(Collectors.joining());
    }

    private static String hubMetric(String type, String name, double value) {
        return new CardText("hubMetric")
                .with("type", type)
                .with("name", name)
                .with("value", Double.valueOf(figure(value)))
                .toString();
    }

    private String corpus() {
        StringBuilder out =
                new StringBuilder(
                        new CardText("corpus")
                                .with("name", escape(facts.corpusName()))
                                .with("images", count(facts.table().corpus().images()))
                                .with("labels", labels.size())
                                .with("train", facts.images(Part.TRAIN))
                                .with("validation", facts.images(Part.VALIDATION))
                                .with("test", facts.images(Part.TEST))
                                .toString());
        facts.corpusHash()
                .map(hash -> hash.replaceAll("[^0-9a-f]", ""))
                .map("SHA-256 of its images and labels: `%s`.\n"::formatted)
                .ifPresent(out::append);
        if (facts.table().corpus().quarantined() > 0) {
            String files = count(facts.table().corpus().quarantined());
            out.append("%s files could not be used and were left out.\n".formatted(files));
        }
        facts.notes().forEach(note -> out.append("\n- ").append(escape(note)));
        return out.append('\n').toString();
    }

    private String atThresholds() {
        String chosen =
                facts.choice().equals(ThresholdChoice.SHARED)
                        ? "One threshold, %s (%s), serves all labels"
                                .formatted(
                                        threshold(thresholds.get().value(0)),
                                        interval(sharedInterval()))
                        : "Each label has a threshold of its own, listed below";
        return new CardText("atThresholds")
                .with("images", facts.images(Part.TEST))
                .with("chosen", chosen)
                .with(
                        "averages",
                        table(
                                List.of("average", "precision", "recall", "F1", "95% interval"),
                                List.of(
                                        average("micro", evaluation.micro(), intervals.micro()),
                                        average("macro", evaluation.macro(), intervals.macro()))))
                .with("map", figure(AveragePrecision.mean(test)))
                .with("interval", interval(AveragePrecision.interval(test, facts.table().seed())))
                .toString();
    }

    /** How far the one threshold would move had other validation images been drawn. */
    private Interval sharedInterval() {
        return ThresholdScan.interval(facts.validation(), facts.groupOf(), facts.table().seed());
    }

    private static List<String> average(String name, PrecisionRecallF1 of, Interval interval) {
        return Stream.concat(Stream.of(name), metrics(of, interval)).toList();
    }

    private static Stream<String> metrics(PrecisionRecallF1 of, Interval interval) {
        return Stream.of(
                figure(of.precision()), figure(of.recall()), figure(of.f1()), interval(interval));
    }

    /** What a network without thresholds is worth: the metrics of the table. */
    private String ofClasses() {
        Interval first = new Interval(row.result().low(), row.result().high());
        List<List<String>> rows =
                row.task().metrics().stream()
                        .map(
                                metric ->
                                        List.of(
                                                metric.name(),
                                                figure(row.metric(metric)),
                                                metric.equals(row.task().firstMetric())
                                                        ? interval(first)
                                                        : ""))
                        .toList();
        String table = table(List.of("metric", "value", "95% interval"), rows);
        return new CardText("ofClasses")
                .with("images", facts.images(Part.TEST))
                .with("table", table.stripTrailing())
                .toString();
    }

    private String fewerBits(LowPrecisionFigures figures) {
        String how =
                figures.precision() == ExportPrecision.INT8
                        ? new CardText("int8")
                                .with("examples", count(figures.examples()))
                                .toString()
                        : CardText.of("bfloat16");
        return new CardText("fewerBits")
                .with("how", how.strip())
                .with("exported", figures.precision().toString())
                .with("images", facts.images(Part.TEST))
                .with("metric", row.task().firstMetric().heading())
                .with("now", figure(figures.now()))
                .with("before", figure(figures.before()))
                .with("precision", EnumText.of(facts.settings().precision().of(facts.recipe())))
                .with("mean", String.format(Locale.ROOT, "%.4f", figures.mean()))
                .with("largest", figure(figures.largest()))
                .toString();
    }

    private String labelTable() {
        List<String> headings =
                new ArrayList<>(List.of("label", "in training", "in validation", "in test"));
        if (thresholds.isPresent()) {
            headings.add("threshold");
        }
        headings.addAll(List.of("precision", "recall", "F1", "95% interval", "average precision"));
        List<List<String>> rows = new ArrayList<>();
        for (int l = 0; l < labels.size(); l++) {
            LabelReport report = labels.get(l);
            List<String> cells = new ArrayList<>(List.of(escape(report.label())));
            for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
                cells.add(facts.support(part, l));
            }
            if (thresholds.isPresent()) {
                cells.add(threshold(thresholds.get().value(l)));
            }
            boolean isMeasured = report.support() > 0;
            metrics(report.metrics(), report.interval())
                    .forEach(figure -> cells.add(isMeasured ? figure : "-"));
            cells.add(isMeasured ? figure(report.averagePrecision()) : "-");
            rows.add(cells);
        }
        return table(headings, rows);
    }

    static String threshold(double value) {
        return value == Thresholds.NEVER ? "never" : figure(value);
    }

    /**
     * Returns a table of cells that are ready to show: the first column is text, others numbers.
     */
    static String table(List<String> headings, List<List<String>> rows) {
        StringBuilder out = new StringBuilder(line(headings));
        out.append("| --- |").append(" --: |".repeat(headings.size() - 1)).append('\n');
        rows.forEach(cells -> out.append(line(cells)));
        return out.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
