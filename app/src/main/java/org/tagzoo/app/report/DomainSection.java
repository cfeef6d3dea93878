package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.zoo.task.Task;

/** The report's figures by domain. */
final class DomainSection {

    private DomainSection() {}

    /**
     * @param table with at least one result of a domain
     */
    static DomContent of(Table table) {
        return section(attrs("#domains"), h2(DomainText.TITLE))
                .with(
                        table.tasks().stream()
                                .filter(task -> !table.domains(task).isEmpty())
                                .map(task -> ofTask(task, table.domains(task))));
    }

    private static DomContent ofTask(Task task, List<DomainResult> results) {
        DomainText text = new DomainText(task, results);
        List<String> headings = text.headings();
        return each(
                each(text.reading(), Html::note),
                Html.table(
                        DomainText.TITLE,
                        "sortable",
                        each(
                                IntStream.range(0, headings.size())
                                        .mapToObj(
                                                i ->
                                                        Html.column(
                                                                headings.get(i),
                                                                DomainText.isNumber(i)))),
                        tbody(each(text.lines(), DomainSection::line))));
    }

    private static DomContent line(List<String> cells) {
        return tr(Html.row(cells.get(0)))
                .with(
                        IntStream.range(1, cells.size())
                                .mapToObj(
                                        i ->
                                                td(cells.get(i))
                                                        .withCondClass(
                                                                DomainText.isNumber(i), "number")));
    }
}
