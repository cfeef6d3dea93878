package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tagzoo.app.report.DomainResult;
import org.tagzoo.app.report.Frontier;
import org.tagzoo.app.report.HtmlReport;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.app.report.RowDifference;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableCsv;
import org.tagzoo.app.report.TableJson;
import org.tagzoo.app.report.TableMarkdown;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Holm;
import org.tagzoo.zoo.metric.McNemar;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.metric.ResampledT;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.task.Task;

/**
 * The table and the page of a run, from the files of its rows. The same files give the same table
 * and page whether they were written just now or long ago.
 */
public final class RunReport {

    private final Path root;
    private final Thumbnails thumbnails;

    /**
     * @param root the run's folder, with a folder of each row with metrics in it
     * @param thumbnails of the corpus
     */
    public RunReport(Path root, Thumbnails thumbnails) {
        this.root = root;
        this.thumbnails = thumbnails;
    }

    /**
     * Writes {@code table.json}, {@code table.csv}, {@code table.md}, {@code report.json} and
     * {@code report.html}, each whole or not at all, once all rows were read.
     *
     * @return the table with the differences of its rows
     * @throws IOException if a row's files can't be read or don't fit the table, or nothing can be
     *     written
     */
    public Table write(Table table, ReportContext context) throws IOException {
        RunResults run = new RunResults(root, table);
        List<RowDetails> details = new ArrayList<>();
        DomainResults domains = DomainResults.of(root, table.seed());
        List<DomainResult> byDomain = new ArrayList<>();
        RunGroups groups = RunGroups.read(root);
        Map<Row, Decisions> decisions = new LinkedHashMap<>();
        for (RowResults results : run.readAll()) {
            byDomain.addAll(domains.ofRow(results));
            RowDetails found =
                    results.details(
                            table.seed(), thumbnails, run.folder(results.row().name()), groups);
            found =
                    results.thresholds(context.choice(), groups, table.seed())
                            .map(found::with)
                            .orElse(found);
            boolean isFixed = context.threshold() != null && results.row().task().hasThresholds();
            details.add(
                    isFixed
                            ? found.at(context.threshold(), results.scores().matrix(Part.TEST))
                            : found);
            decisions.put(results.row(), results.decide(Part.TEST));
        }
        Table whole =
                Frontier.mark(table)
                        .withDifferences(differences(decisions, table.seed()))
                        .withDomains(byDomain);
        AtomicFile.write(root.resolve("table.json"), TableJson.render(whole));
        AtomicFile.write(root.resolve("table.csv"), TableCsv.render(whole));
        AtomicFile.write(root.resolve("table.md"), TableMarkdown.render(whole));
        context.write(root.resolve("report.json"));
        HtmlReport.write(root.resolve("report.html"), whole, details, context);
        return whole;
    }

    /**
     * Returns each row's difference from the best of its task, with Holm's correction for as many
     * as there are of the task.
     */
    static List<RowDifference> differences(Map<Row, Decisions> decisions, long seed) {
        Map<Task, Row> best = new LinkedHashMap<>();
        for (Row row : decisions.keySet()) {
            best.merge(row.task().ofLabels(), row, (a, b) -> b.first() > a.first() ? b : a);
        }
        List<RowDifference> differences = new ArrayList<>();
        best.forEach(
                (task, first) -> {
                    List<Row> others =
                            decisions.keySet().stream()
                                    .filter(row -> row.predicts(task) && !row.equals(first))
                                    .toList();
                    differences.addAll(differences(decisions, first, others, seed));
                });
        return differences;
    }

    private static List<RowDifference> differences(
            Map<Row, Decisions> decisions, Row best, List<Row> others, long seed) {
        List<PairedBootstrap> paired = new ArrayList<>();
        List<McNemar> tests = new ArrayList<>();
        for (Row row : others) {
            paired.add(
                    row.folds() == null
                            ? PairedBootstrap.of(decisions.get(row), decisions.get(best), seed)
                            : overFolds(row, best));
            tests.add(McNemar.of(decisions.get(row), decisions.get(best)));
        }
        List<Double> micro = holm(paired, p -> p.micro().p());
        List<Double> macro = holm(paired, p -> p.macro().p());
        List<Double> mcNemar = holm(tests, McNemar::p);
        List<RowDifference> differences = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            differences.add(
                    new RowDifference(
                            others.get(i).name(),
                            best.name(),
                            paired.get(i).micro(),
                            paired.get(i).macro(),
                            tests.get(i),
                            new RowDifference.Corrected(
                                    micro.get(i), macro.get(i), mcNemar.get(i))));
        }
        return differences;
    }

    /**
     * Returns what the corrected resampled t test says of two rows of the same folds. The test part
     * of each of k folds is to all its other images as 1 to k - 1.
     */
    public static PairedBootstrap overFolds(Row row, Row best) {
        return new PairedBootstrap(
                overFolds(row, best, row.task().firstMetric()),
                overFolds(row, best, Metric.MACRO_F1));
    }

    private static PairedBootstrap.Difference overFolds(Row row, Row best, Metric metric) {
        return ResampledT.of(
                row.folds().values(metric),
                best.folds().values(metric),
                1.0 / (row.folds().count() - 1));
    }

    private static <T> List<Double> holm(List<T> tests, ToDoubleFunction<T> p) {
        return Holm.correct(tests.stream().map(test -> p.applyAsDouble(test)).toList());
    }
}
