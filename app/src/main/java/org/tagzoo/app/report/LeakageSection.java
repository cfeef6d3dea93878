package org.tagzoo.app.report;

import static j2html.TagCreator.attrs;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.section;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.List;
import java.util.stream.IntStream;

/** The report's leakage probe. */
final class LeakageSection {

    private LeakageSection() {}

    static DomContent of(Leakage leakage) {
        List<List<String>> lines = LeakageText.lines(leakage);
        return section(
                attrs("#leakage"),
                h2(LeakageText.TITLE),
                ul(attrs(".notes"), each(LeakageText.sentences(leakage), s -> li(s))),
                Html.note(Words.of("leakage.reading")),
                Html.table(
                        LeakageText.TITLE,
                        "sortable",
                        each(
                                IntStream.range(0, lines.get(0).size())
                                        .mapToObj(
                                                i ->
                                                        Html.column(
                                                                lines.get(0).get(i), isNumber(i)))),
                        tbody(each(lines.subList(1, lines.size()), LeakageSection::line))));
    }

    private static boolean isNumber(int column) {
        return column != 0 && column != 3;
    }

    private static DomContent line(List<String> cells) {
        return tr(Html.row(cells.get(0)))
                .with(
                        IntStream.range(1, cells.size())
                                .mapToObj(
                                        i ->
                                                td(cells.get(i))
                                                        .withCondClass(isNumber(i), "number")));
    }
}
