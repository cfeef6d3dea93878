package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagzoo.app.report.Ensemble;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;
import org.tagzoo.zoo.threshold.ThresholdsFile;

/**
 * What a run's folder holds of one row with figures.
 *
 * @param row its line in the table
 * @param scores of all images
 * @param chosen its thresholds
 * @param history an entry an epoch; empty if it trained nothing
 */
public record RowResults(
        Row row, ScoredCorpus scores, ChosenThresholds chosen, List<RowDetails.Epoch> history) {

    /**
     * The figures are printed in full, so that the same scores give the same F1 but for rounding.
     */
    private static final double TOLERANCE = 1e-9;

    static RowResults read(Path folder, Row row) throws IOException {
        ScoredCorpus scores = ScoresFile.read(folder.resolve("scores.csv"));
        return new RowResults(
                row,
                scores,
                ThresholdsFile.read(folder.resolve("thresholds.json"), scores.labels()),
                HistoryFile.read(folder.resolve("history.csv")));
    }

    /** Returns what the row attaches to the images of a part, at its one threshold. */
    public Decisions decide(Part part) {
        return Thresholds.same(chosen.forAll(), scores.labels().size()).decide(scores.matrix(part));
    }

    /**
     * Returns what the report draws of the row.
     *
     * @throws IOException if a picture can't be read, or the table's F1 is not that of the scores
     */
    RowDetails details(long seed, Thumbnails thumbnails) throws IOException {
        Judgement judgement =
                Judgement.at(
                        chosen,
                        scores.labels(),
                        scores.matrix(Part.TRAIN),
                        scores.matrix(Part.VALIDATION),
                        scores.matrix(Part.TEST),
                        seed);
        double f1 = judgement.test().micro().f1();
        if (!(Math.abs(f1 - row.f1()) <= TOLERANCE)) {
            throw new IOException(
                    "Row '%s' has an F1 of %s in table.json, and of %s by its scores.csv and thresholds.json: one of them was changed"
                            .formatted(row.name(), row.f1(), f1));
        }
        ErrorGallery gallery = new ErrorGallery(scores, judgement.decisions(), thumbnails);
        return new RowDetails(
                row.name(),
                history,
                scan(),
                judgement.labelFigures(),
                judgement.averages(),
                Optional.of(judgement.matrices()),
                gallery.worst(),
                gallery.swaps());
    }

    /** A vote's threshold follows from the number of rows; there is nothing to scan. */
    private List<RowDetails.ThresholdPoint> scan() {
        if (row.ensemble() != null && row.ensemble().method() == Ensemble.Method.VOTE) {
            return List.of();
        }
        return ThresholdScan.of(scores.matrix(Part.VALIDATION)).points().stream()
                .map(
                        point ->
                                new RowDetails.ThresholdPoint(
                                        point.threshold(),
                                        point.micro().f1(),
                                        point.micro().precision(),
                                        point.micro().recall()))
                .toList();
    }
}
