package org.tagzoo.zoo.score;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;

/** Reads {@code scores.csv}, and says where one is wrong. */
final class ScoresReader {

    /** A row of more characters is no row of scores; without a limit it might fill the memory. */
    private static final int ROW_LIMIT = 1 << 24;

    private final Path file;
    private long line = 1;

    ScoresReader(Path file) {
        this.file = file;
    }

    ScoredCorpus read() throws IOException {
        try (RowLimit text = new RowLimit(Files.newBufferedReader(file, StandardCharsets.UTF_8));
                CSVParser parser = ScoresFile.FORMAT.parse(text)) {
            Iterator<CSVRecord> rows = parser.iterator();
            if (!rows.hasNext()) {
                throw wrong("the file is empty");
            }
            LabelSet labels = labels(rows.next());
            List<ScoredImage> images = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            while (true) {
                text.startRow();
                line = parser.getCurrentLineNumber() + 1;
                if (!rows.hasNext()) {
                    return new ScoredCorpus(labels, images);
                }
                ScoredImage image = image(rows.next(), labels);
                if (!ids.add(image.id())) {
                    throw wrong("image '" + image.id() + "' stands there twice");
                }
                images.add(image);
            }
        } catch (UncheckedIOException e) { // so the parser's iterator hands on what went wrong
            IOException cause = e.getCause();
            throw wrong(
                    cause instanceof CharacterCodingException
                            ? "the file is not in UTF-8"
                            : cause.getMessage());
        }
    }

    private LabelSet labels(CSVRecord header) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 2; i < header.size(); i += 2) {
            String column = header.get(i);
            if (!column.startsWith(ScoresFile.SCORE)) {
                throw wrong("column %d is '%s', not score:<label>".formatted(i + 1, column));
            }
            names.add(column.substring(ScoresFile.SCORE.length()));
        }
        LabelSet labels;
        try {
            labels = new LabelSet(names);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        List<String> expected = ScoresFile.header(labels);
        for (int i = 0; i < expected.size(); i++) {
            String column = i < header.size() ? header.get(i) : "missing";
            if (!column.equals(expected.get(i))) {
                throw wrong(
                        "column %d is '%s', not '%s'".formatted(i + 1, column, expected.get(i)));
            }
        }
        return labels;
    }

    private ScoredImage image(CSVRecord row, LabelSet labels) throws IOException {
        int columns = 2 + 2 * labels.size();
        if (row.size() != columns) {
            throw wrong("%d fields, the header has %d".formatted(row.size(), columns));
        }
        float[] scores = new float[labels.size()];
        boolean[] targets = new boolean[labels.size()];
        for (int l = 0; l < scores.length; l++) {
            scores[l] = score(row.get(2 + 2 * l), labels.name(l));
            targets[l] = target(row.get(3 + 2 * l), labels.name(l));
        }
        return new ScoredImage(row.get(0), part(row.get(1)), scores, targets);
    }

    private float score(String text, String label) throws IOException {
        try {
            float score = Float.parseFloat(text);
            if (score >= 0 && score <= 1) {
                return score;
            }
        } catch (NumberFormatException e) {
            // said below, together with numbers out of range
        }
        throw wrong("score:" + label + " is '" + text + "', not a number from 0 to 1");
    }

    private boolean target(String text, String label) throws IOException {
        return switch (text) {
            case "0" -> false;
            case "1" -> true;
            default -> throw wrong("target:" + label + " is '" + text + "', not 0 or 1");
        };
    }

    private Part part(String text) throws IOException {
        for (Part part : Part.values()) {
            if (part.label().equals(text)) {
                return part;
            }
        }
        throw wrong("split is '" + text + "', not train, validation or test");
    }

    private IOException wrong(String what) {
        return new IOException(String.format(Locale.ROOT, "%s, line %d: %s", file, line, what));
    }

    /** Refuses a row without end, such as one with a quote that is never closed. */
    private static final class RowLimit extends FilterReader {

        private long sinceRow;

        RowLimit(Reader in) {
            super(in);
        }

        void startRow() {
            sinceRow = 0;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            sinceRow += Math.max(count, 0);
            if (sinceRow > ROW_LIMIT) {
                throw new IOException("a row of more than " + ROW_LIMIT + " characters");
            }
            return count;
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }
    }
}
