package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.util.List;
import java.util.function.ToDoubleFunction;
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
        return section(
                        h2(title(task)),
                        Html.note(Words.of("frontier")),
                        figure(
                                attrs(".wide"),
                                chart(task, measured, "in batches", Speed::prediction),
                                chart(task, measured, "one by one", Speed::oneImage)))
                .withId(id(task));
    }

    private static DomContent chart(
            Task task, List<Row> measured, String how, ToDoubleFunction<Speed> kind) {
        List<ScatterChart.Point> points =
                measured.stream()
                        .map(
                                row ->
                                        new ScatterChart.Point(
                                                row.name(),
                                                kind.applyAsDouble(row.times().speed()),
                                                row.first(),
                                                row.result().low(),
                                                row.result().high(),
                                                Frontier.isOn(row, measured, kind)))
                        .toList();
        String best =
                points.stream()
                        .filter(ScatterChart.Point::isMarked)
                        .map(
                                point ->
                                        "%s (%s, %s images a second)"
                                                .formatted(
                                                        point.name(),
                                                        FigureFormat.FIGURE.show(point.y()),
                                                        FigureFormat.RATE.show(point.x())))
                        .collect(Collectors.joining(", "));
        return each(
                Html.note("Predicted %s: %s.".formatted(how, best)),
                new ScatterChart(
                                "%s-%s-chart".formatted(id(task), how.replace(' ', '-')),
                                title(task) + ", " + how,
                                "On the line: " + best,
                                "images a second, predicted " + how,
                                task.firstMetric().heading() + " on test",
                                points)
                        .draw());
    }
}
