package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.util.List;
import java.util.function.Function;
import org.tagzoo.zoo.task.Task;

/** A bar for each row of a task: its first metric on test, and how long it trained. */
final class RowBars {

    private RowBars() {}

    /**
     * @param rows of one task, with metrics, in the order of the table
     */
    static DomContent of(Task task, List<Row> rows) {
        List<Row> trained = rows.stream().filter(row -> row.times().training() != null).toList();
        String id = TableSection.chartId(task);
        String metric = task.firstMetric().heading() + " on test";
        return div(
                attrs(".labels.bars"),
                bars(
                        metric,
                        new BarChart(
                                id + "-bars",
                                metric,
                                entries(
                                        rows,
                                        row -> new BarChart.Entry(row.name(), row.first(), "")))),
                trained.isEmpty()
                        ? null
                        : bars(
                                "Training time",
                                BarChart.ofTimes(
                                        id + "-times",
                                        "Training time in seconds",
                                        entries(trained, RowBars::time))));
    }

    private static BarChart.Entry time(Row row) {
        double seconds = row.times().training();
        return new BarChart.Entry(row.name(), seconds, ReadableTime.of(seconds), "");
    }

    private static List<BarChart.Entry> entries(
            List<Row> rows, Function<Row, BarChart.Entry> entry) {
        return rows.stream().map(entry).toList();
    }

    private static DomContent bars(String caption, BarChart chart) {
        return figure(figcaption(caption), chart.draw());
    }
}
