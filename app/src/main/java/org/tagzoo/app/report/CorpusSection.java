package org.tagzoo.app.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.TableTag;
import java.util.List;
import java.util.stream.Stream;
import org.tagzoo.app.report.ReportContext.PartCounts;

/** What was trained on and with which settings. */
final class CorpusSection {

    private CorpusSection() {}

    static DomContent of(Table corpus, ReportContext context) {
        int quarantined = corpus.corpus().quarantined();
        String files =
                quarantined == 0
                        ? "Every file could be read; none is quarantined."
                        : TableNotes.count(quarantined, "file")
                                + " could not be used and stayed out; quarantine.csv says why.";
        DomContent settings =
                each(
                        h3("Settings"),
                        dl(each(context.settings(), Html::item)).withClass("settings"));
        return section(
                        h2("Corpus and settings"),
                        div(
                                        div(
                                                h3("Labels"),
                                                p("True images of each label, by part.")
                                                        .withClass("note"),
                                                Html.scroll("Support by label", labels(context))),
                                        div(
                                                h3("Notes"),
                                                ul(li(files), each(context.notes(), note -> li(note)))
                                                        .withClass("notes"),
                                                iff(!context.settings().isEmpty(), settings)))
                                .withClass("halves"))
                .withId("corpus");
    }

    private static TableTag labels(ReportContext context) {
        List<String> parts = List.of("train", "validation", "test", "all");
        TableTag labels =
                table(
                                thead(
                                        tr(
                                                Html.column("label", false),
                                                each(parts, part -> Html.column(part, true)))),
                                tbody(each(context.labels(), CorpusSection::line)))
                        .withClass("sortable");
        if (context.images() != null) {
            labels.with(tbody(line("all images", context.images())).withClass("baselines"));
        }
        return labels;
    }

    private static DomContent line(String name, PartCounts counts) {
        return tr(Html.row(name))
                .with(
                        Stream.of(counts.train(), counts.validation(), counts.test(), counts.total())
                                .map(count -> Html.number(FigureFormat.COUNT, count)));
    }
}
