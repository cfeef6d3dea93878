package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.NearNames;

/**
 * A table of texts. A CSV file is UTF-8 with or without a byte order mark, fields quoted with
 * {@code "} where needed, separated by a comma, a semicolon, a tab, a bar or blanks: by what all of
 * the first lines have equally many of, else by what the first line has most of. Empty lines are
 * passed over; blanks around names and fields don't count.
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

    /** In the order of preference. */
    private static final String DELIMITERS = ",;\t| ";

    private static final int LINES_TRIED = 20;
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern BY_NUMBER = Pattern.compile("column ([1-9][0-9]{0,3})");

    /**
     * A row.
     *
     * @param file where it stands
     * @param line the line it starts at, counted from 1
     * @param fields as many as the header has
     */
    record Row(Path file, long line, List<String> fields) {
        String field(int column) {
            return fields.get(column);
        }

        /** Returns what it has in some columns, by their names; blank fields are left out. */
        Map<String, String> named(List<String> header, Collection<Integer> columns) {
            Map<String, String> named = new LinkedHashMap<>();
            for (int column : columns) {
                if (!field(column).isEmpty()) {
                    named.put(header.get(column), field(column));
                }
            }
            return named;
        }

        /** Returns where it stands in the file. */
        String at() {
            return "line " + line;
        }

        /** Returns where it stands: file and line. */
        String place() {
            return file + ":" + line;
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
        text = delimiter == ' ' ? BLANKS.matcher(text).replaceAll(" ") : text;
        CSVFormat format =
                CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
        List<Row> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = format.parse(new StringReader(text))) {
            for (CSVRecord record : parser) {
                line = startOf(record, parser);
                if (record.size() == 1 && record.get(0).isBlank()) {
                    continue;
                }
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
        return new CsvTable(file, delimiter, header(rows.get(0)), rows.subList(1, rows.size()));
    }

    /** Returns the table of which the first line is no header but a row. */
    CsvTable withoutHeader(Row first) {
        List<Row> all = new ArrayList<>(List.of(first));
        all.addAll(rows);
        List<String> names =
                IntStream.rangeClosed(1, header.size()).mapToObj(n -> "column " + n).toList();
        return new CsvTable(file, delimiter, names, all);
    }

    /** Returns the header as the first row that it may be. */
    Row headerAsRow() {
        List<String> fields = new ArrayList<>(header);
        for (int i = 0; i < fields.size(); i++) {
            fields.set(i, fields.get(i).equals("column " + (i + 1)) ? "" : fields.get(i));
        }
        return new Row(file, 1, fields);
    }

    /** Returns the fields of a column. */
    List<String> fields(int column) {
        return rows.stream().map(row -> row.field(column)).toList();
    }

    /** Returns the names of some columns, for messages. */
    String names(Collection<Integer> columns) {
        return Check.shown(columns.stream().map(header::get).collect(Collectors.joining(", ")));
    }

    /**
     * @throws CorpusException if two columns have one name
     */
    void requireNames() {
        for (int i = 0; i < header.size(); i++) {
            int before = header.indexOf(header.get(i));
            if (before < i) {
                throw new CorpusException(
                        "%s: columns %d and %d are both named '%s'; each needs its own name",
                        file, before + 1, i + 1, Check.shown(header.get(i)));
            }
        }
    }

    /** Returns the index of a column by its name, or says which there are. */
    int column(String name) {
        int index = header.indexOf(name.strip());
        Matcher number = BY_NUMBER.matcher(name.strip());
        if (index < 0 && number.matches() && Integer.parseInt(number.group(1)) <= header.size()) {
            return Integer.parseInt(number.group(1)) - 1;
        }
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

    /** Returns what to throw at a field. */
    CorpusException wrong(Row row, int column, String needed) {
        return new CorpusException(
                "%s: column '%s': %s, not '%s'",
                row.place(), header.get(column), needed, Check.shown(row.field(column)));
    }

    private static char delimiter(String text) {
        List<int[]> lines = new ArrayList<>();
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        boolean empty = true;
        for (int i = 0; i < text.length() && lines.size() < LINES_TRIED; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (!quoted && (c == '\n' || c == '\r')) {
                if (!empty) {
                    lines.add(counts);
                }
                counts = new int[DELIMITERS.length()];
                empty = true;
            } else {
                empty = false;
                int delimiter = quoted ? -1 : DELIMITERS.indexOf(c);
                boolean again = c == ' ' && i > 0 && text.charAt(i - 1) == ' ';
                if (delimiter >= 0 && !again) {
                    counts[delimiter]++;
                }
            }
        }
        if (!empty && lines.size() < LINES_TRIED) {
            lines.add(counts);
        }
        return lines.isEmpty() ? ',' : DELIMITERS.charAt(likeliest(lines));
    }

    private static int likeliest(List<int[]> lines) {
        int[] first = lines.get(0);
        int most = 0;
        for (int i = 0; i < first.length; i++) {
            int delimiter = i;
            if (first[i] > 0 && lines.stream().allMatch(l -> l[delimiter] == first[delimiter])) {
                return i;
            }
            boolean blankOrBar = i >= 3;
            boolean none = first[0] + first[1] + first[2] == 0;
            most = first[i] > first[most] && (!blankOrBar || none) ? i : most;
        }
        return most;
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
        return new Row(file, line, List.copyOf(fields));
    }

    private static List<String> header(Row first) {
        List<String> names = new ArrayList<>();
        for (String field : first.fields()) {
            names.add(field.isEmpty() ? "column " + (names.size() + 1) : field);
        }
        return List.copyOf(names);
    }
}
