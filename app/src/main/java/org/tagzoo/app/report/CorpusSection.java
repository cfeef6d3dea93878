package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.TbodyTag;
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
        DomContent labels =
                div(
                        h3("Labels"),
                        Html.note("True images of each label, by part."),
                        labels(context));
        DivTag notes =
                div(
                        h3("Notes"),
                        ul(attrs(".notes"), li(files), each(context.notes(), note -> li(note))));
        if (!context.settings().isEmpty()) {
            notes.with(
                    h3("Settings"), dl(attrs(".settings"), each(context.settings(), Html::item)));
        }
        return section(
                attrs("#corpus"), h2("Corpus and settings"), div(attrs(".halves"), labels, notes));
    }

    private static DomContent labels(ReportContext context) {
        List<String> parts = List.of("train", "validation", "test", "all");
        TbodyTag all =
                context.images() == null
                        ? null
                        : tbody(attrs(".baselines"), line("all images", context.images()));
        return Html.table(
                "Support by label",
                "sortable",
                each(Html.column("label", false), each(parts, part -> Html.column(part, true))),
                tbody(each(context.labels(), CorpusSection::line)),
                all);
    }

    private static DomContent line(String name, PartCounts counts) {
        return tr(Html.row(name))
                .with(
                        Stream.of(
                                        counts.train(),
                                        counts.validation(),
                                        counts.test(),
                                        counts.total())
                                .map(count -> Html.number(COUNT, count)));
    }
}
