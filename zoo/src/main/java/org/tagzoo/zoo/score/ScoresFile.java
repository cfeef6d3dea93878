package org.tagzoo.zoo.score;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.ProxyReader;
import org.apache.commons.lang3.math.NumberUtils;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.text.EnumText;

/**
 * {@code scores.csv}: a row an image, enough to work out every metric of a network again. Columns
 * {@code id,split}, then {@code score:<label>,target:<label>} for each label in order; {@code
 * split} is {@code train}, {@code validation} or {@code test}; a target is 0 or 1. A score is
 * printed with as many digits as it takes to read the same float back. UTF-8, quoted where RFC 4180
 * asks for it, lines end in a line feed. Where boxes are predicted, {@code box:height}, {@code
 * box:width}, {@code box:x}, {@code box:y} and the same of {@code trueBox} follow.
 */
public final class ScoresFile {

    static final String SCORE = "score:";

    /**
     * Where boxes are predicted: in pixels of the network's input, all zeros where there is none.
     */
    private static final List<String> BOX =
            Stream.of("box", "trueBox")
                    .flatMap(
                            box ->
                                    Stream.of("height", "width", "x", "y")
                                            .map(side -> box + ":" + side))
                    .toList();

    static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    /** A row of more characters is no row of scores; without a limit it might fill the memory. */
    private static final int ROW_LIMIT = 1 << 24;

    private ScoresFile() {}

    /**
     * Writes rows one by one as they come; the file appears when all are written.
     *
     * @param file its folder must exist; replaced if it is there
     * @param labels the names of the scores
     * @param images one pass is made over them; ids must differ
     * @throws IllegalArgumentException if an image has another number of scores than there are
     *     labels
     * @throws IOException if the file can't be written
     */
    public static void write(Path file, LabelSet labels, Iterable<ScoredImage> images)
            throws IOException {
        AtomicFile.write(
                file,
                writer -> {
                    CSVPrinter csv = new CSVPrinter(writer, FORMAT);
                    boolean first = true;
                    for (ScoredImage image : images) {
                        if (first) {
                            csv.printRecord(header(labels, image.box().isPresent()));
                        }
                        first = false;
                        csv.printRecord(row(labels, image));
                    }
                    if (first) {
                        csv.printRecord(header(labels, false));
                    }
                });
    }

    private static List<String> header(LabelSet labels, boolean withBoxes) {
        List<String> header = new ArrayList<>(List.of("id", "split"));
        labels.names().forEach(label -> header.addAll(List.of(SCORE + label, "target:" + label)));
        if (withBoxes) {
            header.addAll(BOX);
        }
        return header;
    }

    private static List<String> row(LabelSet labels, ScoredImage image) {
        if (image.scores().length != labels.size()) {
            throw new IllegalArgumentException(
                    "Image '%s' has %d scores, there are %d labels"
                            .formatted(image.id(), image.scores().length, labels.size()));
        }
        List<String> row = new ArrayList<>(List.of(image.id(), image.part().label()));
        for (int l = 0; l < labels.size(); l++) {
            row.add(Float.toString(image.scores()[l]));
            row.add(image.unknown()[l] ? "" : image.targets()[l] ? "1" : "0");
        }
        image.box().ifPresent(box -> print(box, row));
        return row;
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if it can't be read or is no such file; the message says which line
     */
    public static ScoredCorpus read(Path file) throws IOException {
        long line = 1;
        try (RowLimit text = new RowLimit(Files.newBufferedReader(file));
                CSVParser parser = FORMAT.parse(text)) {
            Iterator<CSVRecord> rows = parser.iterator();
            require(rows.hasNext(), "the file is empty");
            List<String> header = rows.next().toList();
            boolean withBoxes = header.contains(BOX.get(0));
            LabelSet labels = labels(header, withBoxes);
            List<ScoredImage> images = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            while (true) {
                text.sinceRow = 0;
                line = parser.getCurrentLineNumber() + 1;
                if (!rows.hasNext()) {
                    return new ScoredCorpus(labels, images);
                }
                ScoredImage image = image(rows.next(), labels, withBoxes);
                require(ids.add(image.id()), "image '%s' stands there twice", image.id());
                images.add(image);
            }
        } catch (UncheckedIOException e) { // so the parser's iterator hands on what went wrong
            throw wrong(
                    file,
                    line,
                    e.getCause() instanceof CharacterCodingException
                            ? "the file is not in UTF-8"
                            : e.getCause().getMessage());
        } catch (IllegalArgumentException e) {
            throw wrong(file, line, e.getMessage());
        }
    }

    private static IOException wrong(Path file, long line, String what) {
        return new IOException("%s, line %d: %s".formatted(file, line, what));
    }

    private static void require(boolean holds, String orElse, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(orElse.formatted(values));
        }
    }

    private static LabelSet labels(List<String> header, boolean withBoxes) {
        List<String> names = new ArrayList<>();
        int end = header.size() - (withBoxes ? BOX.size() : 0);
        for (int i = 2; i < end; i += 2) {
            String column = header.get(i);
            require(
                    column.startsWith(SCORE),
                    "column %d is '%s', not score:<label>",
                    i + 1,
                    column);
            names.add(column.substring(SCORE.length()));
        }
        LabelSet labels = new LabelSet(names);
        List<String> expected = header(labels, withBoxes);
        for (int i = 0; i < expected.size(); i++) {
            String column = i < header.size() ? header.get(i) : "missing";
            require(
                    column.equals(expected.get(i)),
                    "column %d is '%s', not '%s'",
                    i + 1,
                    column,
                    expected.get(i));
        }
        return labels;
    }

    private static ScoredImage image(CSVRecord row, LabelSet labels, boolean withBoxes) {
        int end = 2 + 2 * labels.size();
        int columns = end + (withBoxes ? BOX.size() : 0);
        require(row.size() == columns, "%d fields, the header has %d", row.size(), columns);
        float[] scores = new float[labels.size()];
        boolean[] targets = new boolean[labels.size()];
        boolean[] unknown = new boolean[labels.size()];
        for (int l = 0; l < scores.length; l++) {
            scores[l] = score(row.get(2 + 2 * l), labels.name(l));
            String target = row.get(3 + 2 * l);
            targets[l] = target.equals("1");
            unknown[l] = target.isEmpty();
            require(
                    targets[l] || unknown[l] || target.equals("0"),
                    "target:%s is '%s', not 0, 1 or empty (unknown)",
                    labels.name(l),
                    target);
        }
        return new ScoredImage(
                row.get(0),
                EnumText.parse(Part.class, "split", row.get(1)),
                scores,
                targets,
                unknown,
                withBoxes
                        ? Optional.of(new ScoredBox(box(row, end), box(row, end + 4)))
                        : Optional.empty());
    }

    private static void print(ScoredBox box, List<String> row) {
        for (PixelBox each : List.of(box.predicted(), box.truth())) {
            for (float number : each.numbers()) {
                row.add(Float.toString(number));
            }
        }
    }

    private static PixelBox box(CSVRecord row, int first) {
        float[] numbers = new float[4];
        for (int i = 0; i < 4; i++) {
            numbers[i] = NumberUtils.toFloat(row.get(first + i), Float.NaN);
            require(
                    Float.isFinite(numbers[i]),
                    "column %d is '%s', not a number of pixels",
                    first + i + 1,
                    row.get(first + i));
        }
        return PixelBox.of(numbers);
    }

    private static float score(String text, String label) {
        float score;
        try {
            score = Float.parseFloat(text);
        } catch (NumberFormatException e) {
            score = Float.NaN;
        }
        require(
                score >= 0 && score <= 1,
                "score:%s is '%s', not a number from 0 to 1",
                label,
                text);
        return score;
    }

    /** Refuses a row without end, such as one with a quote that is never closed. */
    private static final class RowLimit extends ProxyReader {

        private long sinceRow;

        RowLimit(Reader in) {
            super(in);
        }

        @Override
        protected void afterRead(int count) throws IOException {
            sinceRow += Math.max(count, 0);
            if (sinceRow > ROW_LIMIT) {
                throw new IOException("a row of more than " + ROW_LIMIT + " characters");
            }
        }
    }
}
