package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.threshold.ThresholdsFile;

/** The files of one row: scores, thresholds, labels and history. */
final class RowFiles {

    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private RowFiles() {}

    static void write(
            Path folder,
            PreparedCorpus corpus,
            Map<Part, ScoreMatrix> scores,
            Judgement judgement,
            List<RowDetails.Epoch> history)
            throws IOException {
        ScoresFile.write(folder.resolve("scores.csv"), corpus.labels(), scored(corpus, scores));
        ThresholdsFile.write(
                folder.resolve("thresholds.json"), corpus.labels(), judgement.chosen());
        table(
                folder.resolve("labels.csv"),
                List.of(
                        "label",
                        "support",
                        "threshold",
                        "precision",
                        "recall",
                        "f1",
                        "averagePrecision"),
                judgement.labelFigures().stream()
                        .map(
                                l ->
                                        List.<Object>of(
                                                l.label(),
                                                l.support(),
                                                l.threshold(),
                                                l.precision(),
                                                l.recall(),
                                                l.f1(),
                                                l.averagePrecision()))
                        .toList());
        table(
                folder.resolve("history.csv"),
                List.of(
                        "epoch",
                        "trainLoss",
                        "validationLoss",
                        "trainF1",
                        "validationF1",
                        "seconds"),
                history.stream()
                        .map(
                                e ->
                                        List.<Object>of(
                                                e.epoch(),
                                                e.trainLoss(),
                                                e.validationLoss(),
                                                e.trainF1(),
                                                e.validationF1(),
                                                e.seconds()))
                        .toList());
    }

    private static List<ScoredImage> scored(PreparedCorpus corpus, Map<Part, ScoreMatrix> scores) {
        List<ScoredImage> images = new ArrayList<>();
        for (Part part : Part.values()) {
            ScoreMatrix matrix = scores.get(part);
            for (int n = 0; n < matrix.images(); n++) {
                images.add(
                        new ScoredImage(
                                corpus.image(part, n).id(),
                                part,
                                matrix.scores()[n],
                                matrix.targets()[n]));
            }
        }
        return images;
    }

    private static void table(Path file, List<String> header, List<List<Object>> rows)
            throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, CSV);
                    csv.printRecord(header);
                    csv.printRecords(rows);
                });
    }
}
