package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The table as {@code table.md}, in GitHub's Markdown: the published figure in the column after the
 * own one where a row has any, rows without figures listed below with their reason. Names from
 * outside are escaped: they show as they are and can make neither markup nor links nor columns.
 */
public final class TableMarkdown {

    private TableMarkdown() {}

    /** The whole file's text. */
    public static String render(Table table) {
        boolean withPublished = TableNotes.hasPublished(table);
        List<TableColumn> columns = TableColumns.inMarkdown(table);
        List<String> headings = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        for (TableColumn column : columns) {
            headings.add(column.heading());
            rules.add(column.format.isNumber() ? "--:" : "---");
            if (withPublished && column.hasPublished()) {
                headings.add("published");
                rules.add("--:");
            }
        }
        StringBuilder out = new StringBuilder();
        out.append(escape(TableNotes.summary(table))).append("\n\n");
        line(out, headings);
        line(out, rules);
        table.rows().forEach(row -> line(out, cells(columns, row, withPublished)));
        table.baselines().forEach(baseline -> line(out, cells(columns, baseline, withPublished)));
        List<Row> without = TableNotes.withoutFigures(table);
        if (!without.isEmpty()) {
            out.append("\nRows without figures:\n\n");
            for (Row row : without) {
                out.append("- ")
                        .append(escape(row.name()))
                        .append(", ")
                        .append(TableColumn.STATUS.show(row))
                        .append(": ")
                        .append(escape(TableColumn.REASON.show(row)))
                        .append('\n');
            }
        }
        out.append('\n');
        TableNotes.reading(table).forEach(s -> out.append(escape(s)).append('\n'));
        return out.toString();
    }

    private static List<String> cells(List<TableColumn> columns, Row row, boolean withPublished) {
        List<String> cells = new ArrayList<>();
        for (TableColumn column : columns) {
            cells.add(escape(column.show(row)));
            if (withPublished && column.hasPublished()) {
                cells.add(escape(column.showPublished(row)));
            }
        }
        return cells;
    }

    private static List<String> cells(
            List<TableColumn> columns, Table.Baseline baseline, boolean withPublished) {
        List<String> cells = new ArrayList<>();
        for (TableColumn column : columns) {
            String shown = escape(column.show(baseline));
            cells.add(column == TableColumn.NAME ? "*baseline: " + shown + "*" : shown);
            if (withPublished && column.hasPublished()) {
                cells.add("");
            }
        }
        return cells;
    }

    private static void line(StringBuilder out, List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Puts a backslash before whatever Markdown would read as its own, and a name for the rest. */
    public static String escape(String text) {
        String plain = OneLine.of(text);
        StringBuilder out = new StringBuilder(plain.length() + 8);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '|', '\\', '`', '*', '[', ']', '~', '$' -> out.append('\\').append(c);
                // Inside a word, as in many names, an underscore means nothing to Markdown.
                case '_' -> out.append(isInsideWord(plain, i) ? "_" : "\\_");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isInsideWord(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }
}
