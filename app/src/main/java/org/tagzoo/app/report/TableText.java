package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Task;

/**
 * The table for a terminal, at most {@value #WIDTH} columns wide unless rows predict different
 * things, in ASCII but for names and signs that are not. Below a row stand, in the same columns,
 * its deviation over folds, its mean over several seeds and its published line, where it has them;
 * a name too long for its column stands on a line of its own. Rows without metrics are explained
 * below, and whether rows differ from the best one by more than chance.
 */
public final class TableText {

    /** The widest line. */
    static final int WIDTH = 120;

    private static final String GAP = "  ";

    private final StringBuilder out = new StringBuilder();
    private final Table table;
    private final List<TableColumn> columns;

    private TableText(Table table) {
        this.table = table;
        this.columns = TableColumns.inTerminal(table);
    }

    /** The whole text, with a line end after it. */
    public static String render(Table table) {
        TableText text = new TableText(table);
        text.render();
        return text.out.toString();
    }

    private void render() {
        out.append(TableNotes.summary(table)).append("\n\n");
        List<List<String>> rows = new ArrayList<>();
        table.shown().forEach(row -> rows.addAll(lines(row)));
        List<List<List<String>>> blocks = new ArrayList<>();
        blocks.add(
                List.of(cells(c -> c.headingLines().get(0)), cells(c -> c.headingLines().get(1))));
        blocks.add(rows);
        if (!table.baselines().isEmpty()) {
            blocks.add(table.baselines().stream().map(b -> cells(c -> c.show(b))).toList());
        }
        grid(blocks);
        out.append('\n');
        if (!table.without().isEmpty()) {
            TableNotes.why(table).forEach(this::wrap);
            out.append('\n');
        }
        TableNotes.reading(table).stream().filter(this::isOfAColumn).forEach(this::wrap);
        table.tasks().forEach(this::domains);
        table.tasks().forEach(this::differences);
    }

    private boolean isOfAColumn(String note) {
        return !table.hasSpeeds()
                || TableColumns.OF_TRAINING.stream()
                        .map(metric -> String.join(" ", TableColumn.of(metric).headingLines()))
                        .noneMatch(title -> StringUtils.startsWithIgnoreCase(note, title + " is "));
    }

    private List<List<String>> lines(Row row) {
        List<List<String>> lines = new ArrayList<>();
        boolean hasMetrics = row.status() == Row.Status.OK;
        TableColumn status = TableColumn.STATUS;
        lines.add(cells(c -> (c.isFirstOf(row.task()) && !hasMetrics ? status : c).show(row)));
        if (row.folds() != null) {
            lines.add(cells(column -> ofFolds(column, row.folds())));
        }
        if (row.spread() != null) {
            lines.add(cells(column -> ofSeeds(column, row.task(), row.spread())));
        }
        if (row.published() != null) {
            lines.add(cells(column -> ofOthers(column, row)));
        }
        return lines;
    }

    private static String ofSeeds(TableColumn column, Task task, Spread spread) {
        if (column.equals(TableColumn.NAME)) {
            return "  mean of " + TableNotes.count(spread.n(), "seed");
        }
        if (column.isFirstOf(task)) {
            return FigureFormat.FIGURE.show(spread.mean());
        }
        String deviation = FigureFormat.FIGURE.show(spread.standardDeviation());
        return column.isIntervalOf(task) ? "sd " + deviation : "";
    }

    private static String ofFolds(TableColumn column, FoldMetrics folds) {
        if (column.equals(TableColumn.NAME)) {
            return "  sd of %d folds".formatted(folds.count());
        }
        return column.metric()
                .filter(metric -> folds.folds().get(0).find(metric).isPresent())
                .map(metric -> FigureFormat.FIGURE.show(folds.spread(metric).standardDeviation()))
                .orElse("");
    }

    private static String ofOthers(TableColumn column, Row row) {
        return column.equals(TableColumn.NAME)
                ? "  published"
                : column.published().map(others -> others.show(row)).orElse("");
    }

    private List<String> cells(Function<TableColumn, String> cell) {
        return columns.stream().map(cell).map(OneLine::of).toList();
    }

    private void domains(Task task) {
        if (table.domains(task).isEmpty()) {
            return;
        }
        DomainText text = new DomainText(task, table.domains(task));
        out.append("\n" + DomainText.TITLE + "\n\n");
        grid(List.of(text.headingLines(), text.lines()));
        out.append('\n');
        text.reading().forEach(this::wrap);
    }

    private void differences(Task task) {
        List<RowDifference> differences = table.differences(task);
        if (differences.isEmpty()) {
            return;
        }
        String first = task.firstMetric().heading();
        out.append("\nIs the difference real?\n\n");
        List<String> headings =
                List.of("network", first, "95% interval", "p", "Holm", "right", "p", "Holm");
        grid(List.of(List.of(headings), differences.stream().map(DifferenceText::cells).toList()));
        out.append('\n');
        DifferenceText.reading(task, differences, table.folds()).forEach(this::wrap);
    }

    /** Blocks of lines in the same columns, a rule before each block but the first. */
    private void grid(List<List<List<String>>> blocks) {
        int[] widths = new int[blocks.get(0).get(0).size()];
        for (List<List<String>> block : blocks) {
            for (List<String> line : block) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], TextWidth.of(line.get(i)));
                }
            }
        }
        int others = 0;
        for (int i = 1; i < widths.length; i++) {
            others += GAP.length() + widths[i];
        }
        widths[0] = Math.min(widths[0], Math.max(12, WIDTH - others));
        String rule = "";
        for (List<List<String>> block : blocks) {
            out.append(rule);
            block.forEach(line -> append(line, widths));
            rule = "-".repeat(widths[0] + others) + "\n";
        }
    }

    private void append(List<String> cells, int[] widths) {
        boolean fits = TextWidth.of(cells.get(0)) <= widths[0];
        if (!fits) {
            out.append(cells.get(0)).append('\n');
        }
        StringBuilder line =
                new StringBuilder(TextWidth.pad(fits ? cells.get(0) : "", widths[0], false));
        for (int i = 1; i < cells.size(); i++) {
            line.append(GAP).append(TextWidth.pad(cells.get(i), widths[i], true));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    /** Breaks at spaces; a word longer than a line, such as an address, stays whole. */
    private void wrap(String text) {
        int used = 0;
        for (String word : OneLine.of(text).strip().split(" +")) {
            if (used == 0) {
                used = TextWidth.of(word);
            } else if (used + 1 + TextWidth.of(word) > WIDTH) {
                out.append('\n').append(GAP);
                used = GAP.length() + TextWidth.of(word);
            } else {
                out.append(' ');
                used += 1 + TextWidth.of(word);
            }
            out.append(word);
        }
        out.append('\n');
    }
}
