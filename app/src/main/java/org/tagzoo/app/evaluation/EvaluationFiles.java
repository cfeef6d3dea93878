package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelMatrices;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdsFile;

/**
 * The files of an evaluation in a row's folder: {@code scores.csv}, {@code thresholds.json}, {@code
 * labels.csv} (a line a label, then a line an average, told apart by the column {@code kind}),
 * {@code confusion.csv} (true labels down, predicted ones across, {@code no label} last) and {@code
 * cooccurrence.csv} (a line a pair of labels). Where each image has one label there are neither
 * thresholds nor pairs, and no {@code no label}.
 */
public final class EvaluationFiles {

    static final CSVFormat CSV = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private EvaluationFiles() {}

    /**
     * Writes them, each whole or not at all, in place of any that are there.
     *
     * @param folder of the row; made if it is missing
     * @param scores of all images
     * @param evaluation of these scores
     */
    public static void write(Path folder, ScoredCorpus scores, TaskEvaluation evaluation)
            throws IOException {
        ScoresFile.write(folder.resolve("scores.csv"), scores.labels(), scores.images());
        if (evaluation.chosen().isPresent()) {
            ThresholdsFile.write(
                    folder.resolve("thresholds.json"), scores.labels(), evaluation.chosen().get());
        }
        table(folder.resolve("labels.csv"), labels(evaluation));
        LabelMatrices matrices =
                evaluation.task().matrices(scores.labels(), evaluation.decisions());
        table(folder.resolve("confusion.csv"), confusion(matrices));
        if (matrices.together().isPresent()) {
            table(
                    folder.resolve("cooccurrence.csv"),
                    coOccurrence(matrices.labels(), matrices.together().get()));
        }
    }

    private static List<List<?>> labels(TaskEvaluation evaluation) {
        List<List<?>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        ("kind label support threshold precision recall f1 f1Low f1High"
                                        + " averagePrecision")
                                .split(" ")));
        Object threshold = evaluation.chosen().<Object>map(ChosenThresholds::forAll).orElse("");
        for (LabelReport l : evaluation.labelReports()) {
            lines.add(
                    line(
                            List.of("label", l.label(), l.support(), threshold),
                            l.metrics(),
                            l.interval(),
                            l.averagePrecision()));
        }
        for (RowDetails.Average a : RowDetails.Average.all(evaluation)) {
            lines.add(
                    line(
                            List.of("average", a.name(), a.support(), ""),
                            a.metrics(),
                            a.interval(),
                            ""));
        }
        return lines;
    }

    private static List<?> line(
            List<?> head, PrecisionRecallF1 metrics, Interval interval, Object last) {
        List<Object> line = new ArrayList<>(head);
        line.addAll(List.of(metrics.precision(), metrics.recall(), metrics.f1()));
        line.addAll(List.of(interval.low(), interval.high(), last));
        return line;
    }

    private static List<List<?>> confusion(LabelMatrices matrices) {
        List<String> names = matrices.confusionNames();
        List<List<?>> lines = new ArrayList<>();
        List<Object> header = new ArrayList<>(List.of("true \\ attached"));
        header.addAll(names);
        lines.add(header);
        for (int i = 0; i < names.size(); i++) {
            List<Object> line = new ArrayList<>(List.of(names.get(i)));
            LongStream.of(matrices.confusion()[i]).forEach(line::add);
            lines.add(line);
        }
        return lines;
    }

    private static List<List<?>> coOccurrence(List<String> names, LabelMatrices.Together together) {
        List<List<?>> lines = new ArrayList<>();
        lines.add(List.of("label", "other", "trueImages", "attachedImages"));
        for (int i = 0; i < names.size(); i++) {
            for (int j = i; j < names.size(); j++) {
                lines.add(
                        List.of(
                                names.get(i),
                                names.get(j),
                                together.trueLabels().counts()[i][j],
                                together.predictedLabels().counts()[i][j]));
            }
        }
        return lines;
    }

    private static void table(Path file, List<List<?>> lines) throws IOException {
        AtomicFile.write(file, out -> new CSVPrinter(out, CSV).printRecords(lines));
    }
}
