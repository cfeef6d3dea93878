package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.io.function.IOConsumer;
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
        csv(folder.resolve("labels.csv"), csv -> labels(csv, evaluation));
        LabelMatrices matrices =
                evaluation.task().matrices(scores.labels(), evaluation.decisions());
        csv(folder.resolve("confusion.csv"), csv -> confusion(csv, matrices));
        if (matrices.together().isPresent()) {
            csv(
                    folder.resolve("cooccurrence.csv"),
                    csv -> pairs(csv, matrices.labels(), matrices.together().get()));
        }
    }

    /** Writes a table with the columns that its files have had from the start. */
    static void csv(Path file, IOConsumer<CSVPrinter> lines) throws IOException {
        AtomicFile.write(file, out -> lines.accept(new CSVPrinter(out, CSV)));
    }

    private static void labels(CSVPrinter csv, TaskEvaluation evaluation) throws IOException {
        csv.printRecord(
                (Object[])
                        ("kind label support threshold precision recall f1 f1Low f1High"
                                        + " averagePrecision")
                                .split(" "));
        Double threshold = evaluation.chosen().map(ChosenThresholds::forAll).orElse(null);
        for (LabelReport l : evaluation.labelReports()) {
            csv.print("label");
            print(csv, l.label(), l.support(), threshold, l.metrics(), l.interval());
            csv.printRecord(l.averagePrecision());
        }
        for (RowDetails.Average a : RowDetails.Average.all(evaluation)) {
            csv.print("average");
            print(csv, a.name(), a.support(), null, a.metrics(), a.interval());
            csv.printRecord((Object) null);
        }
    }

    private static void print(
            CSVPrinter csv,
            String name,
            long support,
            Double threshold,
            PrecisionRecallF1 metrics,
            Interval interval)
            throws IOException {
        csv.print(name);
        csv.print(support);
        csv.print(threshold);
        csv.print(metrics.precision());
        csv.print(metrics.recall());
        csv.print(metrics.f1());
        csv.print(interval.low());
        csv.print(interval.high());
    }

    private static void confusion(CSVPrinter csv, LabelMatrices matrices) throws IOException {
        List<String> names = matrices.confusionNames();
        csv.print("true \\ attached");
        csv.printRecord(names);
        for (int i = 0; i < names.size(); i++) {
            csv.print(names.get(i));
            csv.printRecord(Arrays.stream(matrices.confusion()[i]).boxed());
        }
    }

    private static void pairs(CSVPrinter csv, List<String> names, LabelMatrices.Together together)
            throws IOException {
        csv.printRecord("label", "other", "trueImages", "attachedImages");
        for (int i = 0; i < names.size(); i++) {
            for (int j = i; j < names.size(); j++) {
                csv.printRecord(
                        names.get(i),
                        names.get(j),
                        together.trueLabels().counts()[i][j],
                        together.predictedLabels().counts()[i][j]);
            }
        }
    }
}
