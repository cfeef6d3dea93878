package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;

/**
 * Columns of a table whose fields stand in single quotes: all that are not blank, and none has
 * another one in it.
 */
final class QuotedColumns {

    private QuotedColumns() {}

    /**
     * Returns the table without these quotes.
     *
     * @param notes told if there are any
     */
    static CsvTable bare(CsvTable table, List<String> notes) {
        Set<Integer> quoted =
                IntStream.range(0, table.header().size())
                        .filter(c -> table.fields(c).stream().anyMatch(QuotedColumns::isQuoted))
                        .filter(
                                c ->
                                        table.fields(c).stream()
                                                .allMatch(f -> f.isEmpty() || isQuoted(f)))
                        .boxed()
                        .collect(Collectors.toSet());
        if (quoted.isEmpty()) {
            return table;
        }
        notes.add(
                "single quotes around fields are taken off, such as of %s"
                        .formatted(Check.shown(example(table, quoted))));
        List<CsvTable.Row> bare = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            List<String> fields = new ArrayList<>(row.fields());
            quoted.forEach(c -> fields.set(c, bare(fields.get(c))));
            bare.add(new CsvTable.Row(row.file(), row.line(), List.copyOf(fields)));
        }
        List<String> header = table.header().stream().map(QuotedColumns::bare).toList();
        return new CsvTable(table.file(), table.delimiter(), header, bare);
    }

    private static String example(CsvTable table, Set<Integer> quoted) {
        return quoted.stream()
                .flatMap(c -> table.fields(c).stream())
                .filter(QuotedColumns::isQuoted)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isQuoted(String field) {
        return field.length() > 2
                && field.startsWith("'")
                && field.indexOf('\'', 1) == field.length() - 1;
    }

    private static String bare(String field) {
        return isQuoted(field) ? field.substring(1, field.length() - 1).strip() : field;
    }
}
