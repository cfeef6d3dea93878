package org.tagzoo.app.report;

import java.util.Map;
import org.tagzoo.app.report.ReportContext.PartCounts;

/** What was trained on and with which settings. */
final class CorpusSection {

    private final Markup page;
    private final Table table;
    private final ReportContext context;

    CorpusSection(Markup page, Table table, ReportContext context) {
        this.page = page;
        this.table = table;
        this.context = context;
    }

    void write() {
        page.open("section", "id", "corpus");
        page.leaf("h2", "Corpus and settings");
        page.open("div", "class", "halves");
        page.open("div");
        page.leaf("h3", "Labels");
        page.leaf("p", "True images of each label, by part.", "class", "note");
        labels();
        page.close();
        page.open("div");
        int quarantined = table.corpus().quarantined();
        page.leaf("h3", "Notes");
        page.open("ul", "class", "notes");
        page.leaf(
                "li",
                quarantined == 0
                        ? "Every file could be read; none is quarantined."
                        : TableNotes.count(quarantined, "file")
                                + " could not be used and stayed out; quarantine.csv says why.");
        context.notes().forEach(n -> page.leaf("li", n));
        page.close();
        if (!context.settings().isEmpty()) {
            page.leaf("h3", "Settings");
            page.open("dl", "class", "settings");
            for (Map.Entry<String, String> setting : context.settings().entrySet()) {
                page.open("div").leaf("dt", setting.getKey());
                page.leaf("dd", setting.getValue()).close();
            }
            page.close();
        }
        page.close().close().close();
    }

    private void labels() {
        page.open(
                "div",
                "class",
                "scroll",
                "role",
                "region",
                "aria-label",
                "Support by label",
                "tabindex",
                "0");
        page.open("table", "class", "sortable").open("thead").open("tr");
        page.leaf("th", "label", "scope", "col");
        for (String part : new String[] {"train", "validation", "test", "all"}) {
            page.leaf("th", part, "scope", "col", "class", "number");
        }
        page.close().close();
        page.open("tbody");
        context.labels().forEach(this::line);
        page.close();
        if (context.images() != null) {
            page.open("tbody", "class", "baselines");
            line("all images", context.images());
            page.close();
        }
        page.close().close();
    }

    private void line(String name, PartCounts counts) {
        page.open("tr").leaf("th", name, "scope", "row");
        int[] all = {counts.train(), counts.validation(), counts.test(), counts.total()};
        for (int count : all) {
            page.leaf(
                    "td",
                    FigureFormat.COUNT.show(count),
                    "class",
                    "number",
                    "data-value",
                    String.valueOf(count));
        }
        page.close();
    }
}
