package org.tagzoo.app.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * {@code trials.csv}: a line a trial with its number, its settings, its score after each rung,
 * seconds of training, and what came of it: {@code chosen}, {@code out}, {@code failed: …}, or
 * nothing while that is open. It is written anew after each training, whole or not at all.
 *
 * @param file its path
 * @param settings their names
 * @param rungs headings of the scores
 */
record TrialsFile(Path file, List<String> settings, List<String> rungs) {

    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    private static final long SIZE_LIMIT = 1 << 26;
    private static final String FAILED = "failed: ";

    private List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("trial"));
        columns.addAll(settings);
        columns.addAll(rungs);
        columns.addAll(List.of("seconds", "outcome"));
        return columns;
    }

    /**
     * Writes all trials.
     *
     * @param chosen empty while the search goes on
     */
    void write(List<Trial> trials, Optional<Trial> chosen) throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, CSV);
                    csv.printRecord(columns());
                    for (Trial trial : trials) {
                        csv.print(trial.number());
                        for (String setting : settings) {
                            csv.print(trial.shown(setting));
                        }
                        for (int rung = 0; rung < rungs.size(); rung++) {
                            csv.print(
                                    rung < trial.scores().size() ? trial.scores().get(rung) : null);
                        }
                        csv.printRecord(trial.seconds(), outcome(trial, chosen));
                    }
                });
    }

    private static String outcome(Trial trial, Optional<Trial> chosen) {
        if (trial.failure() != null) {
            return FAILED + trial.failure();
        }
        return chosen.isEmpty() ? "" : trial.equals(chosen.get()) ? "chosen" : "out";
    }

    /**
     * Reads what an earlier process wrote.
     *
     * @param begun all trials, with their settings
     * @return the trials with their scores; as they were given if there is no file
     * @throws IOException if it can't be read or is of another search, naming the line
     */
    List<Trial> read(List<Trial> begun) throws IOException {
        if (!Files.isRegularFile(file)) {
            return begun;
        }
        List<Trial> trials = new ArrayList<>();
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                throw new IllegalArgumentException("more than %d bytes".formatted(SIZE_LIMIT));
            }
            try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, CSV)) {
                for (CSVRecord line : parser) {
                    if (parser.getRecordNumber() == 1) {
                        require(line.toList().equals(columns()), "other columns");
                    } else {
                        require(trials.size() < begun.size(), "more trials");
                        trials.add(read(line, begun.get(trials.size())));
                    }
                }
            }
            require(trials.size() == begun.size(), "fewer trials");
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new IOException(
                    "%s, line %d, is not of this search (%s): delete the file, and the search begins anew"
                            .formatted(file, trials.size() + 2, e.getMessage()),
                    e);
        }
        return trials;
    }

    private Trial read(CSVRecord line, Trial trial) {
        require(line.size() == columns().size(), "other columns");
        require(line.get(0).equals(String.valueOf(trial.number())), "another number");
        int at = 1;
        for (String setting : settings) {
            require(line.get(at++).equals(trial.shown(setting)), "another " + setting);
        }
        List<Double> scores = new ArrayList<>();
        for (int rung = 0; rung < rungs.size(); rung++) {
            String score = line.get(at++);
            if (!score.isEmpty()) {
                require(scores.size() == rung, "a rung is missing");
                scores.add(Double.valueOf(score));
            }
        }
        double seconds = Double.parseDouble(line.get(at++));
        String outcome = line.get(at);
        return new Trial(
                trial.number(),
                trial.values(),
                scores,
                seconds,
                outcome.startsWith(FAILED) ? outcome.substring(FAILED.length()) : null);
    }

    private static void require(boolean ok, String why) {
        if (!ok) {
            throw new IllegalArgumentException(why);
        }
    }
}
