package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.app.report.LabelMatrices;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.threshold.ThresholdsFile;

/**
 * The files of a judgement in a row's folder: {@code scores.csv}, {@code thresholds.json}, {@code
 * labels.csv} (a line a label, then a line an average, told apart by the column {@code kind}),
 * {@code confusion.csv} (true labels down, attached ones across, {@code no label} last) and {@code
 * cooccurrence.csv} (a line a pair of labels).
 */
public final class JudgementFiles {

    /** The row and the column beside the labels. */
    private static final String NO_LABEL = "no label";

    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private JudgementFiles() {}

    /**
     * Writes them, each whole or not at all, in place of any that are there.
     *
     * @param folder of the row; made if it is missing
     * @param scores of all images
     * @param judgement of these scores
     */
    public static void write(Path folder, ScoredCorpus scores, Judgement judgement)
            throws IOException {
        ScoresFile.write(folder.resolve("scores.csv"), scores.labels(), scores.images());
        ThresholdsFile.write(
                folder.resolve("thresholds.json"), scores.labels(), judgement.chosen());
        table(folder.resolve("labels.csv"), labels(judgement));
        LabelMatrices matrices = judgement.matrices();
        table(folder.resolve("confusion.csv"), confusion(matrices));
        table(folder.resolve("cooccurrence.csv"), coOccurrence(matrices));
    }

    private static List<List<?>> labels(Judgement judgement) {
        List<List<?>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        "kind",
                        "label",
                        "support",
                        "threshold",
                        "precision",
                        "recall",
                        "f1",
                        "f1Low",
                        "f1High",
                        "averagePrecision"));
        judgement
                .labelFigures()
                .forEach(
                        l ->
                                lines.add(
                                        List.of(
                                                "label",
                                                l.label(),
                                                l.support(),
                                                l.threshold(),
                                                l.precision(),
                                                l.recall(),
                                                l.f1(),
                                                l.interval().low(),
                                                l.interval().high(),
                                                l.averagePrecision())));
        judgement
                .averages()
                .forEach(
                        a ->
                                lines.add(
                                        List.of(
                                                "average",
                                                a.name(),
                                                a.support(),
                                                "",
                                                a.figures().precision(),
                                                a.figures().recall(),
                                                a.figures().f1(),
                                                a.interval().low(),
                                                a.interval().high(),
                                                "")));
        return lines;
    }

    private static List<List<?>> confusion(LabelMatrices matrices) {
        List<String> names = new ArrayList<>(matrices.labels());
        names.add(NO_LABEL);
        List<List<?>> lines = new ArrayList<>();
        List<Object> header = new ArrayList<>(List.of("true \\ attached"));
        header.addAll(names);
        lines.add(header);
        for (int i = 0; i < names.size(); i++) {
            List<Object> line = new ArrayList<>(List.of(names.get(i)));
            LongStream.of(matrices.confusion().counts()[i]).forEach(line::add);
            lines.add(line);
        }
        return lines;
    }

    private static List<List<?>> coOccurrence(LabelMatrices matrices) {
        List<List<?>> lines = new ArrayList<>();
        lines.add(List.of("label", "other", "trueImages", "attachedImages"));
        List<String> names = matrices.labels();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i; j < names.size(); j++) {
                lines.add(
                        List.of(
                                names.get(i),
                                names.get(j),
                                matrices.trueLabels().counts()[i][j],
                                matrices.attachedLabels().counts()[i][j]));
            }
        }
        return lines;
    }

    private static void table(Path file, List<List<?>> lines) throws IOException {
        AtomicFile.write(file, out -> new CSVPrinter(out, CSV).printRecords(lines));
    }
}
