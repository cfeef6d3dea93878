package org.tagzoo.app.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.task.Task;

/**
 * The page {@code report.html}: one file that needs no network and asks for none. Its own policy
 * forbids everything but its own style and script, told by their hashes, and images written into
 * it. It reads without the script; that only sorts tables. Well-formed XML too.
 */
public final class HtmlReport {

    private final Markup page;
    private final Table table;
    private final Map<String, RowDetails> details;
    private final List<RowDifference> differences;
    private final ReportContext context;

    private HtmlReport(
            Markup page,
            Table table,
            List<RowDetails> details,
            List<RowDifference> differences,
            ReportContext context) {
        this.page = page;
        this.table = table;
        this.details =
                details.stream().collect(Collectors.toMap(RowDetails::name, Function.identity()));
        this.differences = List.copyOf(differences);
        this.context = context;
    }

    /**
     * Writes the page, whole or not at all. The same input gives the same bytes.
     *
     * @param target usually {@code report.html} in the run folder
     * @param details at most one a row; a row without details has its line in the table only
     * @param differences of the other rows from the best, in the table's order; empty: not shown
     * @throws IOException if it can't be written
     */
    public static void write(
            Path target,
            Table table,
            List<RowDetails> details,
            List<RowDifference> differences,
            ReportContext context)
            throws IOException {
        AtomicFile.write(target, out -> write(out, table, details, differences, context));
    }

    /** Writes the page to anything that takes text. */
    static void write(
            Appendable out,
            Table table,
            List<RowDetails> details,
            List<RowDifference> differences,
            ReportContext context) {
        new HtmlReport(new Markup(out), table, details, differences, context).write();
    }

    private void write() {
        String style = PageHead.resource("report.css");
        String script = PageHead.resource("report.js");
        PageHead.write(page, context.title(), style, script);
        page.open("body");
        header();
        page.open("main");
        new TableSection(page, table, verdict()).write();
        DifferenceSection.write(page, differences);
        for (Row row : table.rows()) {
            RowDetails found = details.get(row.name());
            if (found != null) {
                new RowSection(page, row, found).write(rowId(row));
            }
        }
        new CorpusSection(page, table, context).write();
        GuideSection.write(page, table);
        page.close();
        page.open("script").own(script).close();
        page.close().close();
        page.text("\n");
    }

    private Optional<String> verdict() {
        return Verdict.of(table, differences);
    }

    private void header() {
        page.open("header");
        page.leaf("p", "TagZoo comparison", "class", "eyebrow");
        page.leaf("h1", context.title());
        verdict().ifPresent(v -> page.leaf("p", v, "class", "lede"));
        page.open("dl", "class", "facts");
        fact("corpus", table.corpus().name());
        fact("images", FigureFormat.COUNT.show(table.corpus().images()));
        fact("labels", FigureFormat.COUNT.show(table.corpus().labels()));
        fact("quarantined", FigureFormat.COUNT.show(table.corpus().quarantined()));
        fact("seed", String.valueOf(table.seed()));
        page.close();
        page.open("nav", "aria-label", "On this page").open("ul");
        link("#table", "Table");
        for (Task task : TableSection.charts(table)) {
            link("#" + TableSection.chartId(task), TableSection.chartTitle(task));
        }
        if (!differences.isEmpty()) {
            link("#differences", "Is the difference real?");
        }
        for (Row row : table.rows()) {
            Optional.ofNullable(details.get(row.name()))
                    .ifPresent(d -> link("#" + rowId(row), row.name()));
        }
        link("#corpus", "Corpus and settings");
        link("#guide", "How to read this");
        page.close().close().close();
    }

    /** By place, not by name: a name from outside may be anything. */
    private String rowId(Row row) {
        return "row-" + (table.rows().indexOf(row) + 1);
    }

    private void fact(String name, String value) {
        page.open("div").leaf("dt", name).leaf("dd", value).close();
    }

    private void link(String target, String text) {
        page.open("li").leaf("a", text, "href", target).close();
    }
}
