package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.metric.Spread;

/**
 * The table for a terminal, at most {@value #WIDTH} columns wide unless rows predict different
 * things, in ASCII but for names that are not. Below a row stand, in the same columns, its mean
 * over several seeds and its published line, where it has them; a name too long for its column
 * stands on a line of its own. Rows without figures are explained below.
 */
public final class TableText {

    /** The widest line. */
    static final int WIDTH = 120;

    private static final String GAP = "  ";

    private final Table table;
    private final List<TableColumn> columns;
    private final int[] widths;

    private TableText(Table table) {
        this.table = table;
        this.columns = TableColumns.inTerminal(table);
        this.widths = widths();
    }

    /** The whole text, with a line end after it. */
    public static String render(Table table) {
        return new TableText(table).render();
    }

    private String render() {
        StringBuilder out = new StringBuilder();
        out.append(TableNotes.summary(table)).append("\n\n");
        for (int i = 0; i < 2; i++) {
            int line = i;
            append(out, columns.stream().map(c -> c.headingLines().get(line)).toList());
        }
        rule(out);
        for (Row row : table.rows()) {
            append(out, cells(row));
            if (row.spread() != null) {
                append(out, seedCells(row));
            }
            if (row.published() != null) {
                append(out, publishedCells(row));
            }
        }
        if (!table.baselines().isEmpty()) {
            rule(out);
            table.baselines().forEach(b -> append(out, cells(b)));
        }
        out.append('\n');
        for (Row row : TableNotes.withoutFigures(table)) {
            String reason = OneLine.of(TableColumn.REASON.show(row));
            String head = OneLine.of(row.name()) + ", " + TableColumn.STATUS.show(row) + ": ";
            wrap(out, head + reason, "  ");
        }
        if (!TableNotes.withoutFigures(table).isEmpty()) {
            out.append('\n');
        }
        TableNotes.reading(table).forEach(sentence -> wrap(out, OneLine.of(sentence), "  "));
        return out.toString();
    }

    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (TableColumn column : columns) {
            boolean says = column.isFirstOf(row.task()) && row.status() != Row.Status.OK;
            cells.add(OneLine.of(says ? TableColumn.STATUS.show(row) : column.show(row)));
        }
        return cells;
    }

    private List<String> publishedCells(Row row) {
        List<String> cells = new ArrayList<>();
        for (TableColumn column : columns) {
            if (column == TableColumn.NAME) {
                cells.add("  published");
            } else {
                cells.add(column.hasPublished() ? OneLine.of(column.showPublished(row)) : "");
            }
        }
        return cells;
    }

    private List<String> seedCells(Row row) {
        Spread spread = row.spread();
        List<String> cells = new ArrayList<>();
        for (TableColumn column : columns) {
            if (column == TableColumn.NAME) {
                cells.add("  mean of " + TableNotes.count(spread.n(), "seed"));
            } else if (column.isFirstOf(row.task())) {
                cells.add(FigureFormat.FIGURE.show(spread.mean()));
            } else if (column.isIntervalOf(row.task())) {
                cells.add("sd " + FigureFormat.FIGURE.show(spread.standardDeviation()));
            } else {
                cells.add("");
            }
        }
        return cells;
    }

    private List<String> cells(Table.Baseline baseline) {
        return columns.stream().map(c -> OneLine.of(c.show(baseline))).toList();
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(c -> c.headingLines().get(0)).toList());
        lines.add(columns.stream().map(c -> c.headingLines().get(1)).toList());
        for (Row row : table.rows()) {
            lines.add(cells(row));
            if (row.spread() != null) {
                lines.add(seedCells(row));
            }
            if (row.published() != null) {
                lines.add(publishedCells(row));
            }
        }
        table.baselines().forEach(b -> lines.add(cells(b)));
        return lines;
    }

    private int[] widths() {
        int[] most = new int[columns.size()];
        for (List<String> line : lines()) {
            for (int i = 0; i < most.length; i++) {
                most[i] = Math.max(most[i], TextWidth.of(line.get(i)));
            }
        }
        int others = 0;
        for (int i = 1; i < most.length; i++) {
            others += GAP.length() + most[i];
        }
        most[0] = Math.min(most[0], Math.max(12, WIDTH - others));
        return most;
    }

    private void append(StringBuilder out, List<String> cells) {
        StringBuilder line = new StringBuilder(TextWidth.pad(cells.get(0), widths[0], false));
        if (TextWidth.of(cells.get(0)) > widths[0]) {
            out.append(cells.get(0)).append('\n');
            line = new StringBuilder(" ".repeat(widths[0]));
        }
        for (int i = 1; i < cells.size(); i++) {
            line.append(GAP).append(TextWidth.pad(cells.get(i), widths[i], true));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private void rule(StringBuilder out) {
        int width = widths[0];
        for (int i = 1; i < widths.length; i++) {
            width += GAP.length() + widths[i];
        }
        out.append("-".repeat(width)).append('\n');
    }

    /** Breaks at spaces; a word longer than a line, such as an address, stays whole. */
    private static void wrap(StringBuilder out, String text, String indent) {
        int used = 0;
        for (String word : text.strip().split(" +")) {
            if (used == 0) {
                used = TextWidth.of(word);
            } else if (used + 1 + TextWidth.of(word) > WIDTH) {
                out.append('\n').append(indent);
                used = indent.length() + TextWidth.of(word);
            } else {
                out.append(' ');
                used += 1 + TextWidth.of(word);
            }
            out.append(word);
        }
        out.append('\n');
    }
}
