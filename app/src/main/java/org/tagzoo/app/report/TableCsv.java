package org.tagzoo.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.zoo.metric.Baseline;

/**
 * The table as {@code table.csv}: a heading line, a line a row, a line a baseline (its status is
 * {@code baseline}), the published metrics, those over several seeds and the parts of an ensemble
 * in columns of their own at the end, an empty cell where there is nothing. Fields are quoted where
 * they must be; a text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
public final class TableCsv {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private TableCsv() {}

    /** The whole file's text. */
    public static String render(Table table) {
        List<TableColumn> columns = TableColumns.inFiles(table);
        StringBuilder out = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            printer.printRecord(columns.stream().map(TableColumn::key));
            for (Row row : table.rows()) {
                printer.printRecord(columns.stream().map(c -> cell(c.value(row))));
            }
            for (Baseline baseline : table.baselines()) {
                printer.printRecord(columns.stream().map(c -> cell(c.value(baseline))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the table as CSV", e);
        }
        return out.toString();
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
