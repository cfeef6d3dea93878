package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
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
        List<List<String>> lines = new ArrayList<>(List.of(text.headings()));
        lines.addAll(text.lines());
        return each(
                each(text.reading(), Html::note),
                Html.words(DomainText.TITLE, lines, DomainText::isNumber));
    }
}
