package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.app.report.HtmlReport;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.ReportContextFile;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.app.report.RowDifference;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableFiles;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.PairedBootstrap;
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
     * @param root the run's folder, with a folder of each row with figures in it
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
     * @throws IOException if a row's files can't be read or don't fit the table, or nothing can be
     *     written
     */
    public void write(Table table, ReportContext context) throws IOException {
        RunResults run = new RunResults(root, table);
        List<RowDetails> details = new ArrayList<>();
        Map<Row, Decisions> decisions = new LinkedHashMap<>();
        RowResults first = null;
        for (Row row : table.rows()) {
            if (row.status() != Row.Status.OK) {
                continue;
            }
            RowResults results = run.read(row);
            if (first == null) {
                first = results;
            }
            RunResults.requireSameImages(first, results);
            details.add(results.details(table.seed(), thumbnails));
            decisions.put(row, results.decide(Part.TEST));
        }
        List<RowDifference> differences = differences(decisions, table.seed());
        TableFiles.write(root, table);
        ReportContextFile.write(root.resolve("report.json"), context);
        HtmlReport.write(root.resolve("report.html"), table, details, differences, context);
    }

    /** Returns each row's difference from the best of its task. */
    private static List<RowDifference> differences(Map<Row, Decisions> decisions, long seed) {
        List<RowDifference> differences = new ArrayList<>();
        Map<Task, Row> best = new LinkedHashMap<>();
        for (Row row : decisions.keySet()) {
            best.merge(row.task(), row, (a, b) -> b.first() > a.first() ? b : a);
        }
        for (Row row : decisions.keySet()) {
            Row other = best.get(row.task());
            if (!row.equals(other)) {
                differences.add(
                        new RowDifference(
                                row.name(),
                                other.name(),
                                row.task(),
                                PairedBootstrap.of(
                                        decisions.get(row), decisions.get(other), seed)));
            }
        }
        return differences;
    }
}
