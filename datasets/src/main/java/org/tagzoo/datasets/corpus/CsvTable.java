package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.NearNames;

/**
 * A CSV file with a header: UTF-8 with or without a byte order mark, fields quoted with {@code "}
 * where needed, separated by a comma, a semicolon or a tab, whichever the header has most of. Empty
 * lines are passed over; blanks around names and fields don't count.
 *
 * @param file where it was read from
 * @param delimiter what separates its fields
 * @param header the names of the columns; a column without a name is called {@code column <n>},
 *     counted from 1
 * @param rows the rows in the order of the file, at least one
 */
record CsvTable(Path file, char delimiter, List<String> header, List<Row> rows) {

    static final int MAX_COLUMNS = 10_000;
    static final int MAX_FIELD = 100_000;

    /**
     * A row.
     *
     * @param line the line it starts at, counted from 1
     * @param fields as many as the header has
     */
    record Row(long line, List<String> fields) {
        String field(int column) {
            return fields.get(column);
        }
    }

    /**
     * Reads a table.
     *
     * @param corpus the corpus as the user named it
     * @throws CorpusException if the file is missing, too large, not UTF-8, has no header or rows,
     *     or has a broken row, with its line
     */
    static CsvTable read(String corpus, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CorpusException(
                    "The corpus '%s' %s %s",
                    corpus,
                    Files.exists(file)
                            ? "names a folder where a CSV file is needed:"
                            : "is not there: no file",
                    file.toAbsolutePath().normalize());
        }
        String text = TextFile.read(file);
        char delimiter = delimiter(text);
        CSVFormat format =
                CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
        List<Row> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = format.parse(new StringReader(text))) {
            for (CSVRecord record : parser) {
                line = startOf(record, parser);
                rows.add(row(file, line, record, rows.isEmpty() ? null : rows.get(0)));
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CorpusException(
                    e,
                    "%s:%d: the row is broken: a quoted field is not closed, or text follows its closing quote",
                    file,
                    line);
        }
        if (rows.size() < 2) {
            throw new CorpusException(
                    "%s has no rows: a header and one row an image are needed", file);
        }
        return new CsvTable(
                file, delimiter, header(file, rows.get(0)), rows.subList(1, rows.size()));
    }

    /** Returns the index of a column by its name, or says which there are. */
    int column(String name) {
        int index = header.indexOf(name.strip());
        if (index < 0) {
            throw new CorpusException(
                    "%s has no column '%s'.%s Its columns are %s",
                    file,
                    name,
                    NearNames.question(name, header, ""),
                    Check.shown(String.join(", ", header)));
        }
        return index;
    }

    /** Returns where a row stands: file and line. */
    String place(Row row) {
        return file + ":" + row.line();
    }

    private static char delimiter(String text) {
        int[] counts = new int[3];
        boolean quoted = false;
        boolean started = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r') && started) {
                break;
            } else if (!quoted && ",;\t".indexOf(c) >= 0) {
                counts[",;\t".indexOf(c)]++;
            }
            started |= c != '\n' && c != '\r';
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return ",;\t".charAt(most);
    }

    private static long startOf(CSVRecord record, CSVParser parser) {
        // The parser counts the line a record ends at; line ends inside quoted fields lie between.
        long inside = 0;
        for (String field : record) {
            inside += field.chars().filter(c -> c == '\n').count();
        }
        return Math.max(1, parser.getCurrentLineNumber() - inside);
    }

    private static Row row(Path file, long line, CSVRecord record, Row header) {
        if (record.size() > MAX_COLUMNS) {
            throw new CorpusException(
                    "%s:%d: %d columns; at most %d are read",
                    file, line, record.size(), MAX_COLUMNS);
        }
        if (header != null && record.size() != header.fields().size()) {
            throw new CorpusException(
                    "%s:%d: %d fields, but the header has %d; a field with the delimiter or a line end in it is put in quotes",
                    file, line, record.size(), header.fields().size());
        }
        List<String> fields = new ArrayList<>(record.size());
        for (String field : record) {
            if (field.length() > MAX_FIELD) {
                throw new CorpusException(
                        "%s:%d: a field of %d characters; at most %d are read",
                        file, line, field.length(), MAX_FIELD);
            }
            fields.add(field.strip());
        }
        return new Row(line, List.copyOf(fields));
    }

    private static List<String> header(Path file, Row first) {
        List<String> names = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String field : first.fields()) {
            String name = field.isEmpty() ? "column " + (names.size() + 1) : field;
            names.add(name);
            Integer before = seen.put(name, names.size());
            if (before != null) {
                throw new CorpusException(
                        "%s:%d: columns %d and %d are both named '%s'; each needs its own name",
                        file, first.line(), before, names.size(), Check.shown(name));
            }
        }
        return List.copyOf(names);
    }
}
