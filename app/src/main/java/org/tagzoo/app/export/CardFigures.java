package org.tagzoo.app.export;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.threshold.Thresholds;

/** The part of a model card with corpus and figures. */
final class CardFigures {

    private CardFigures() {}

    static String render(CardFacts facts) {
        return corpus(facts) + "\n" + averages(facts) + "\n" + labels(facts);
    }

    private static String corpus(CardFacts facts) {
        StringBuilder out = new StringBuilder("## Corpus\n\n");
        out.append(Markdown.name(facts.corpusName()))
                .append(
                        ": %s images, %d labels; %s for training, %s for validation, %s for test.\n"
                                .formatted(
                                        Markdown.count(facts.table().corpus().images()),
                                        facts.network().labels().size(),
                                        Markdown.count(facts.images().get(Part.TRAIN)),
                                        Markdown.count(facts.images().get(Part.VALIDATION)),
                                        Markdown.count(facts.images().get(Part.TEST))));
        facts.corpusHash()
                .ifPresent(
                        hash ->
                                out.append("SHA-256 of its images and labels: `")
                                        .append(hash.replaceAll("[^0-9a-f]", ""))
                                        .append("`.\n"));
        if (facts.table().corpus().quarantined() > 0) {
            out.append(
                    "%s files could not be used and were left out.\n"
                            .formatted(Markdown.count(facts.table().corpus().quarantined())));
        }
        facts.context().notes().stream()
                .filter(note -> isOfCorpus(facts, note))
                .forEach(note -> out.append("\n- ").append(Markdown.name(note)));
        return out.append('\n').toString();
    }

    /** The last note is the recipe's; one with a path tells others of this machine's folders. */
    private static boolean isOfCorpus(CardFacts facts, String note) {
        return !note.equals(facts.settings().recipe().description())
                && !note.contains("/")
                && !note.contains("\\");
    }

    private static String averages(CardFacts facts) {
        return facts.thresholds().isPresent()
                ? atThresholds(facts, facts.thresholds().get())
                : metrics(facts);
    }

    private static String atThresholds(CardFacts facts, Thresholds thresholds) {
        TestFigures figures = facts.figures();
        List<List<String>> rows = new ArrayList<>();
        rows.add(average("micro", figures.evaluation().micro(), figures.intervals().micro()));
        rows.add(average("macro", figures.evaluation().macro(), figures.intervals().macro()));
        String threshold =
                switch (facts.choice()) {
                    case SHARED ->
                            "One threshold, %s, serves all labels"
                                    .formatted(threshold(thresholds.value(0)));
                    case PER_LABEL -> "Each label has a threshold of its own, listed below";
                };
        return """
        ## Figures

        On the %s test images, which neither training nor the choice of thresholds has seen. A label is
        attached where its score is at least its threshold. %s, chosen on validation
        images. Intervals hold 95%% of the figures of 1,000 draws of the test images with replacement.

        %s
        mAP, the mean of the labels' average precision, whatever the thresholds: %s (%s).
        %s\
        """
                .formatted(
                        Markdown.count(facts.images().get(Part.TEST)),
                        threshold,
                        Markdown.table(
                                List.of("average", "precision", "recall", "F1", "95% interval"),
                                rows),
                        Markdown.figure(figures.meanAveragePrecision()),
                        Markdown.interval(figures.meanAveragePrecisionInterval()),
                        allData(facts));
    }

    /** What a network without thresholds is worth: the metrics of the table. */
    private static String metrics(CardFacts facts) {
        Row row = facts.row();
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : row.task().metrics()) {
            boolean isFirst = metric.equals(row.task().firstMetric());
            rows.add(
                    List.of(
                            metric.name(),
                            Markdown.figure(row.metric(metric)),
                            isFirst
                                    ? Markdown.interval(
                                            new Interval(row.result().low(), row.result().high()))
                                    : ""));
        }
        return """
        ## Metrics

        On the %s test images, which training has not seen. An image is given the class with the highest score.
        The interval holds 95%% of the values of 1,000 bootstrap samples of the test images.

        %s%s\
        """
                .formatted(
                        Markdown.count(facts.images().get(Part.TEST)),
                        Markdown.table(List.of("metric", "value", "95% interval"), rows),
                        allData(facts));
    }

    private static String allData(CardFacts facts) {
        return facts.allData()
                ? """

                **These are the figures of the weights before the last training.** The exported ones were trained on
                the validation and test images too; no image is left to test them on.
                """
                : "";
    }

    private static List<String> average(String name, PrecisionRecallF1 figures, Interval interval) {
        return List.of(
                name,
                Markdown.figure(figures.precision()),
                Markdown.figure(figures.recall()),
                Markdown.figure(figures.f1()),
                Markdown.interval(interval));
    }

    private static String labels(CardFacts facts) {
        List<List<String>> rows = new ArrayList<>();
        for (int l = 0; l < facts.figures().labels().size(); l++) {
            rows.add(label(facts, l));
        }
        List<String> headings =
                new ArrayList<>(List.of("label", "in training", "in validation", "in test"));
        if (facts.thresholds().isPresent()) {
            headings.add("threshold");
        }
        headings.addAll(List.of("precision", "recall", "F1", "95% interval", "average precision"));
        return "### Labels\n\n"
                + Markdown.table(headings, rows)
                + "\nThe first numbers count the images that have the label. A label without test"
                + " images was not measured (-).\n";
    }

    private static List<String> label(CardFacts facts, int l) {
        LabelReport report = facts.figures().labels().get(l);
        boolean isMeasured = report.support() > 0;
        List<String> cells = new ArrayList<>();
        cells.add(Markdown.name(report.label()));
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            cells.add(Markdown.count(facts.support(part, l)));
        }
        facts.thresholds().ifPresent(limits -> cells.add(threshold(limits.value(l))));
        cells.add(isMeasured ? Markdown.figure(report.figures().precision()) : "-");
        cells.add(isMeasured ? Markdown.figure(report.figures().recall()) : "-");
        cells.add(isMeasured ? Markdown.figure(report.figures().f1()) : "-");
        cells.add(
                isMeasured ? Markdown.interval(facts.figures().intervals().labels().get(l)) : "-");
        cells.add(isMeasured ? Markdown.figure(report.averagePrecision()) : "-");
        return cells;
    }

    private static String threshold(double value) {
        return value == Thresholds.NEVER ? "never" : Markdown.figure(value);
    }
}
