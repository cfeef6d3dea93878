package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.util.List;
import java.util.stream.Collectors;
import org.tagzoo.zoo.task.Task;

/** The report's chart of a task's first metric against speed. */
final class FrontierSection {

    private FrontierSection() {}

    /** Returns the tasks of which there is anything to draw. */
    static List<Task> charts(Table table) {
        return table.tasks().stream()
                .filter(task -> !Frontier.measured(table, task).isEmpty())
                .toList();
    }

    /** Returns the address of a task's chart on the page. */
    static String id(Task task) {
        return "frontier-" + TableSection.chartId(task);
    }

    /** Returns the heading of a task's chart. */
    static String title(Task task) {
        return task.firstMetric().title() + " against speed";
    }

    static DomContent of(Table table, Task task) {
        List<Row> measured = Frontier.measured(table, task);
        String best =
                measured.stream()
                        .filter(row -> row.times().speed().isOnFrontier())
                        .map(
                                row ->
                                        "%s (%s, %s images a second)"
                                                .formatted(
                                                        row.name(),
                                                        FigureFormat.FIGURE.show(row.first()),
                                                        TableColumn.PREDICTED.show(row)))
                        .collect(Collectors.joining(", "));
        List<ScatterChart.Point> points =
                measured.stream()
                        .map(
                                row ->
                                        new ScatterChart.Point(
                                                row.name(),
                                                Frontier.speed(row),
                                                row.first(),
                                                row.result().low(),
                                                row.result().high(),
                                                row.times().speed().isOnFrontier()))
                        .toList();
        return section(
                        h2(title(task)),
                        Html.note(
                                "On the line are the networks of which no other is at least as good"
                                        + " and as fast: %s. Bars are 95%% bootstrap intervals."
                                                .formatted(best)),
                        figure(
                                attrs(".wide"),
                                new ScatterChart(
                                                id(task) + "-chart",
                                                title(task),
                                                "From the fastest on: " + best,
                                                "images a second, predicted in batches",
                                                task.firstMetric().heading() + " on test",
                                                points)
                                        .draw()))
                .withId(id(task));
    }
}
