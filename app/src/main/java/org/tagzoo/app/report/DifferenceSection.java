package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.util.List;
import java.util.stream.Stream;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;
import org.tagzoo.zoo.task.Task;

/** Each row against the best one of its task: is the difference real? */
final class DifferenceSection {

    private DifferenceSection() {}

    /**
     * @param table with at least one difference
     */
    static DomContent of(Table table) {
        return section(attrs("#differences"), h2("Is the difference real?"))
                .with(
                        table.tasks().stream()
                                .filter(task -> !table.differences(task).isEmpty())
                                .map(task -> ofTask(table, task)));
    }

    private static DomContent ofTask(Table table, Task task) {
        List<RowDifference> differences = table.differences(task);
        Stream<String> headings =
                Stream.of(
                        task.firstMetric().name(),
                        "95% interval",
                        "p",
                        "Holm",
                        Metric.MACRO_F1.name(),
                        "95% interval",
                        "p",
                        "Holm",
                        "right",
                        "p",
                        "Holm");
        return each(
                each(DifferenceText.reading(task, differences, table.folds()), Html::note),
                Html.table(
                        "Differences from " + differences.get(0).best(),
                        "",
                        each(
                                Html.column("network", false),
                                each(headings.map(heading -> Html.column(heading, true))),
                                Html.column("difference", false)),
                        tbody(each(differences, DifferenceSection::line))));
    }

    private static DomContent line(RowDifference d) {
        return tr(
                Html.row(d.row()),
                cells(d.micro(), d.holm().micro()),
                cells(d.macro(), d.holm().macro()),
                cells(
                        DifferenceText.right(d.mcNemar()),
                        FigureFormat.p(d.mcNemar().p()),
                        FigureFormat.p(d.holm().mcNemar())),
                td(d.isSignificant() ? "significant" : "not significant"));
    }

    private static DomContent cells(Difference difference, double holm) {
        return cells(
                DifferenceText.signed(difference.value()).replace('-', '−'),
                DifferenceText.interval(difference).replace('-', '−'),
                FigureFormat.p(difference.p()),
                FigureFormat.p(holm));
    }

    private static DomContent cells(String... cells) {
        return each(Stream.of(cells).map(cell -> td(attrs(".number"), cell)));
    }
}
