package org.tagzoo.datasets.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tagzoo.datasets.check.Check;

/**
 * What is known of images that have no labels: a CSV file, as those of corpora, with a header and a
 * row for each image, which its first column names.
 */
public final class FieldTable {

    private final CsvTable table;
    private final Map<String, CsvTable.Row> rows = new HashMap<>();
    private final Collection<Integer> columns = new TreeSet<>();

    private FieldTable(CsvTable table) {
        this.table = table;
    }

    /**
     * Reads a table.
     *
     * @param needed columns that it must have
     * @param more columns that are read if it has them
     * @throws CorpusException if it is no such table, lacks a column, or has two rows of an image;
     *     one line
     */
    public static FieldTable read(Path file, Collection<String> needed, Collection<String> more) {
        if (!Files.isRegularFile(file)) {
            throw new CorpusException("There is no file %s", file);
        }
        FieldTable fields = new FieldTable(CsvTable.read(file.toString(), file));
        CsvTable table = fields.table;
        table.requireNames();
        needed.forEach(name -> fields.columns.add(table.column(name)));
        more.stream()
                .filter(table.header()::contains)
                .forEach(name -> fields.columns.add(table.column(name)));
        for (CsvTable.Row row : table.rows()) {
            CsvTable.Row before = fields.rows.put(key(row.field(0)), row);
            if (before != null) {
                throw new CorpusException(
                        "%s: %s and %s are both of the image '%s'; one row each is needed",
                        file, before.at(), row.at(), Check.shown(row.field(0)));
            }
        }
        return fields;
    }

    private static String key(String name) {
        return name.replace('\\', '/');
    }

    /**
     * Returns the fields of an image that are there.
     *
     * @param image a path; its row has the whole, or its end from a folder's or the file's name on,
     *     with or without the file's ending; of several rows that of the longest
     * @throws CorpusException if there is no such row; one line
     */
    public Map<String, String> of(String image) {
        String rest = key(image);
        for (boolean last = false; !last; ) {
            for (String name : List.of(rest, rest.replaceFirst("\\.[^./]+$", ""))) {
                if (rows.containsKey(name)) {
                    return rows.get(name).named(table.header(), columns);
                }
            }
            int slash = rest.indexOf('/');
            last = slash < 0;
            rest = rest.substring(slash + 1);
        }
        throw new CorpusException(
                "no row of %s has it in the first column, '%s'; the first row has '%s'",
                table.file(),
                Check.shown(table.header().get(0)),
                Check.shown(table.rows().get(0).field(0)));
    }
}
