package org.tagzoo.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The table as {@code table.csv}: a heading line, a line a row, a line a baseline (its status is
 * {@code baseline}), the published figures, those over several seeds and the parts of an ensemble
 * in columns of their own at the end, an empty cell where there is nothing. Fields are quoted where
 * they must be; a text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
public final class TableCsv {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private TableCsv() {}

    /** The whole file's text. */
    public static String render(Table table) {
        StringBuilder out = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            List<TableColumn> columns = TableColumns.inFiles(table);
            printer.printRecord(headings(columns, table));
            for (Row row : table.rows()) {
                printer.printRecord(cells(columns, row, table));
            }
            for (Table.Baseline baseline : table.baselines()) {
                printer.printRecord(cells(columns, baseline, table));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the table as CSV", e);
        }
        return out.toString();
    }

    private static List<TableColumn> published(List<TableColumn> columns) {
        return columns.stream().filter(TableColumn::hasPublished).toList();
    }

    private static List<String> headings(List<TableColumn> columns, Table table) {
        List<String> cells = new ArrayList<>();
        columns.forEach(c -> cells.add(c.key));
        published(columns).forEach(c -> cells.add("published:" + c.publishedKey()));
        cells.addAll(SeedColumns.headings(table));
        cells.add("ensemble");
        return cells;
    }

    private static List<String> cells(List<TableColumn> columns, Row row, Table table) {
        List<String> cells = new ArrayList<>();
        columns.forEach(c -> cells.add(cell(c.value(row))));
        published(columns).forEach(c -> cells.add(cell(c.publishedValue(row))));
        SeedColumns.cells(row, table).forEach(figure -> cells.add(cell(figure)));
        cells.add(cell(row.ensemble() == null ? null : row.ensemble().describe()));
        return cells;
    }

    private static List<String> cells(
            List<TableColumn> columns, Table.Baseline baseline, Table table) {
        List<String> cells = new ArrayList<>();
        for (TableColumn column : columns) {
            cells.add(column == TableColumn.STATUS ? "baseline" : cell(column.value(baseline)));
        }
        int more = published(columns).size() + SeedColumns.headings(table).size() + 1;
        cells.addAll(Collections.nCopies(more, ""));
        return cells;
    }

    private static String cell(Object value) {
        if (value == null || (value instanceof Double d && !Double.isFinite(d))) {
            return "";
        }
        if (value instanceof Double d) {
            return new BigDecimal(d.toString()).toPlainString();
        }
        String text = value.toString();
        boolean isFormula =
                value instanceof String
                        && !text.isEmpty()
                        && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
        return isFormula ? "'" + text : text;
    }
}
