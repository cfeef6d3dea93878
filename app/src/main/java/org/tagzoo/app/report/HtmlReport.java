package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;

import j2html.tags.DomContent;
import j2html.tags.specialized.MainTag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.task.Task;

/**
 * The page {@code report.html}. It reads without the script, which only sorts tables. The same
 * input gives the same bytes.
 */
public final class HtmlReport {

    private static final List<String> EXPLAINED =
            List.of("baseline", "average", "support", "score");

    private HtmlReport() {}

    /**
     * Writes the page, whole or not at all.
     *
     * @param target usually {@code report.html} in the run folder
     * @param details at most one a row; a row without details has its line in the table only
     * @throws IOException if it can't be written
     */
    public static void write(
            Path target, Table table, List<RowDetails> details, ReportContext context)
            throws IOException {
        AtomicFile.write(target, out -> write(out, table, details, context));
    }

    /** Writes the page to anything that takes text. */
    static void write(Appendable out, Table table, List<RowDetails> details, ReportContext context)
            throws IOException {
        Optional<String> verdict = Verdict.of(table);
        Map<String, String> links = new LinkedHashMap<>();
        links.put("table", "Table");
        MainTag sections = main(TableSection.of(table));
        for (Task task : TableSection.charts(table)) {
            links.put(TableSection.chartId(task), TableSection.chartTitle(task));
            sections.with(TableSection.chart(table, task, verdict.orElse("")));
        }
        for (Task task : FrontierSection.charts(table)) {
            links.put(FrontierSection.id(task), FrontierSection.title(task));
            sections.with(FrontierSection.of(table, task));
        }
        if (!table.domains().isEmpty()) {
            links.put("domains", DomainText.TITLE);
            sections.with(DomainSection.of(table));
        }
        if (!table.differences().isEmpty()) {
            links.put("differences", "Is the difference real?");
            sections.with(DifferenceSection.of(table));
        }
        List<RowDetails> fixed = details.stream().filter(d -> d.fixed().isPresent()).toList();
        if (!fixed.isEmpty()) {
            FixedThresholdSection section = new FixedThresholdSection(table.rows(), fixed);
            links.put(FixedThresholdSection.ID, section.title());
            sections.with(section.draw());
        }
        for (int i = 0; i < table.rows().size(); i++) {
            Row row = table.rows().get(i);
            // By place, not by name: a name from outside may be anything.
            String id = "row-" + (i + 1);
            for (RowDetails found : details) {
                if (found.name().equals(row.name())) {
                    links.put(id, row.name());
                    sections.with(new RowSection(id, row, found).draw());
                }
            }
        }
        if (context.leakage() != null) {
            links.put("leakage", LeakageText.TITLE);
            sections.with(LeakageSection.of(context.leakage()));
        }
        links.put("corpus", "Corpus and settings");
        links.put("guide", "How to read this");
        sections.with(CorpusSection.of(table, context), guide(table));
        String script = Html.resource(HtmlReport.class, "report.js");
        Html.write(
                out,
                context.title(),
                Html.resource(HtmlReport.class, "report.css")
                        + Html.resource(HtmlReport.class, "tiles.css"),
                script,
                top(context.title(), verdict, table, links),
                sections,
                script(rawHtml(script)));
    }

    private static DomContent top(
            String title, Optional<String> verdict, Table table, Map<String, String> links) {
        Table.CorpusSummary corpus = table.corpus();
        return header(
                p(attrs(".eyebrow"), "TagZoo comparison"),
                h1(title),
                iff(verdict, sentence -> p(attrs(".lede"), sentence)),
                dl(
                        attrs(".facts"),
                        Html.item("corpus", corpus.name()),
                        Html.item("images", COUNT.show(corpus.images())),
                        Html.item("labels", COUNT.show(corpus.labels())),
                        Html.item("quarantined", COUNT.show(corpus.quarantined())),
                        Html.item("seed", String.valueOf(table.seed()))),
                nav(ul(each(links, (id, text) -> li(a(text).withHref("#" + id)))))
                        .attr("aria-label", "On this page"));
    }

    /** What each metric means. */
    private static DomContent guide(Table table) {
        return section(
                attrs("#guide"),
                h2("How to read this"),
                p(Words.of(table.folds() > 0 ? "guide.folds" : "guide")),
                dl(
                        attrs(".guide"),
                        each(
                                TableColumns.inGuide(table),
                                column -> Html.item(column.title(), column.meaning())),
                        each(EXPLAINED, term -> Html.item(term, Words.of("guide." + term)))));
    }
}
