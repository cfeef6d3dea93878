package org.tagzoo.app.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tagzoo.zoo.metric.Baseline;

/**
 * The table as {@code table.md}, in GitHub's Markdown: the published metric in the column after the
 * own one where a row has any, rows without metrics listed below with their reason. Names from
 * outside are escaped: they show as they are and can make neither markup nor links nor columns.
 */
public final class TableMarkdown {

    private TableMarkdown() {}

    /** The whole file's text. */
    public static String render(Table table) {
        List<TableColumn> columns = TableColumns.inMarkdown(table);
        StringBuilder out = new StringBuilder(escape(TableNotes.summary(table))).append("\n\n");
        line(out, columns.stream().map(TableColumn::title));
        line(out, columns.stream().map(c -> c.format().isNumber() ? "--:" : "---"));
        table.shown().forEach(row -> line(out, columns.stream().map(c -> escape(c.show(row)))));
        table.baselines()
                .forEach(baseline -> line(out, columns.stream().map(c -> cell(c, baseline))));
        if (!table.without().isEmpty()) {
            out.append("\nRows without metrics:\n\n");
            TableNotes.why(table).forEach(why -> out.append("- " + escape(why) + '\n'));
        }
        out.append('\n');
        TableNotes.reading(table).forEach(s -> out.append(escape(s)).append('\n'));
        table.tasks().stream()
                .filter(task -> !table.domains(task).isEmpty())
                .forEach(task -> domains(out, new DomainText(task, table.domains(task))));
        return out.toString();
    }

    private static void domains(StringBuilder out, DomainText text) {
        List<String> headings = text.headings();
        out.append("\n" + DomainText.TITLE + ":\n\n");
        line(out, headings.stream());
        line(
                out,
                IntStream.range(0, headings.size())
                        .mapToObj(i -> DomainText.isNumber(i) ? "--:" : "---"));
        text.lines().forEach(cells -> line(out, cells.stream().map(TableMarkdown::escape)));
        out.append('\n');
        text.reading().forEach(s -> out.append(escape(s)).append('\n'));
    }

    private static String cell(TableColumn column, Baseline baseline) {
        String shown = escape(column.show(baseline));
        return column.equals(TableColumn.NAME) ? "*baseline: " + shown + "*" : shown;
    }

    private static void line(StringBuilder out, Stream<String> cells) {
        out.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** Puts a backslash before whatever Markdown would read as its own, and a name for the rest. */
    public static String escape(String text) {
        return OneLine.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("[|\\\\`*\\[\\]~$]", "\\\\$0")
                // Inside a word, as in many names, an underscore means nothing to Markdown.
                .replaceAll("(?<![\\p{L}\\p{Nd}])_|_(?![\\p{L}\\p{Nd}])", "\\\\_");
    }
}
