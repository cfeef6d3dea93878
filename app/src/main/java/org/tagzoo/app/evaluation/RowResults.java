package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.report.BoxExample;
import org.tagzoo.app.report.Ensemble;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowCalibration;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.app.report.RowThresholds;
import org.tagzoo.app.report.TileSheet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.calibration.CrossFitted;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.network.LayerTable;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.ThresholdsFile;

/**
 * What a run's folder holds of one row with metrics.
 *
 * @param row its line in the table
 * @param scores of all images
 * @param chosen its thresholds; empty if its task has none, and where each fold has its own
 * @param history an entry an epoch; empty if it trained nothing, and where each fold has its own
 * @param folds of a cross-validation; empty for a row of one split
 */
public record RowResults(
        Row row,
        ScoredCorpus scores,
        Optional<ChosenThresholds> chosen,
        List<RowDetails.Epoch> history,
        Optional<PooledFolds> folds) {

    /** What a row's network sees, in its folder, if that was asked for. */
    public static final String INSIDE = "inside.json";

    /** Which part of each image a row sees, in its folder, where it doesn't see all of it. */
    public static final String CROPS = "crops.csv";

    /** Metrics are printed in full, so that the same scores give the same but for rounding. */
    private static final double TOLERANCE = 1e-9;

    static RowResults read(Path folder, Row row) throws IOException {
        ScoredCorpus scores = ScoresFile.read(folder.resolve("scores.csv"));
        return new RowResults(
                row,
                scores,
                row.task().hasThresholds()
                        ? Optional.of(
                                ThresholdsFile.read(
                                        folder.resolve("thresholds.json"), scores.labels()))
                        : Optional.empty(),
                HistoryFile.read(folder.resolve("history.csv"), row.task()),
                Optional.empty());
    }

    /** Reads a row of a run in folds. */
    static RowResults readFolds(Path run, Row row) throws IOException {
        PooledFolds folds = PooledFolds.read(run, row.name());
        return new RowResults(row, folds.scores(), Optional.empty(), List.of(), Optional.of(folds));
    }

    /**
     * Returns what the row gives the images of a part, at its one threshold if it has one, and in
     * folds at that of each fold.
     *
     * @throws RunException for train and validation in folds, where each image is in test
     */
    public Decisions decide(Part part) {
        if (folds.isPresent()) {
            if (part != Part.TEST) {
                requireNoFolds(row);
            }
            return folds.get().decisions();
        }
        return row.task().decide(scores.matrix(part), chosen);
    }

    /**
     * Returns what the report draws of the row.
     *
     * @param folder of the row
     * @param groups which images stay on one side where calibrations are tried
     * @throws IOException if an image can't be read, or the table's F1 is not that of the scores
     */
    RowDetails details(long seed, Thumbnails thumbnails, Path folder, RunGroups groups)
            throws IOException {
        TaskEvaluation evaluation =
                folds.isPresent()
                        ? folds.get().evaluate(row, seed)
                        : row.task()
                                .evaluateAt(
                                        chosen,
                                        scores.labels(),
                                        scores.matrix(Part.TRAIN),
                                        scores.matrix(Part.VALIDATION),
                                        scores.matrix(Part.TEST),
                                        seed);
        requireFirst(evaluation.first());
        Optional<RowNetwork> network =
                NetworkFile.isIn(folder) ? Optional.of(NetworkFile.read(folder)) : Optional.empty();
        ErrorGallery gallery = ErrorGallery.of(this, evaluation.decisions(), thumbnails);
        return new RowDetails(
                        row.name(),
                        history,
                        scan(),
                        evaluation.labelReports(),
                        RowDetails.Average.all(evaluation),
                        Optional.of(row.task().matrices(scores.labels(), evaluation.decisions())),
                        gallery.worst(),
                        gallery.swaps(),
                        network.map(of -> LayerTable.of(of.graph(), of.backbone())),
                        TileSheet.read(folder.resolve(INSIDE)),
                        calibrated(seed, groups).map(this::calibration))
                .with(boxes(evaluation.decisions(), network, folder, thumbnails));
    }

    /**
     * Returns a threshold for each label; none of a vote, whose threshold follows from the number
     * of rows, and in folds, where each network has thresholds of its own.
     */
    Optional<RowThresholds> thresholds(ThresholdChoice choice, RunGroups groups, long seed) {
        return isVote() || chosen.isEmpty() || choice.equals(ThresholdChoice.SHARED)
                ? Optional.empty()
                : Optional.of(
                        RowThresholds.of(
                                choice,
                                scores.labels().names(),
                                scores.matrix(Part.VALIDATION),
                                groups.of(scores, Part.VALIDATION),
                                scores.matrix(Part.TEST),
                                seed));
    }

    private boolean isVote() {
        return row.ensemble() != null && row.ensemble().method() == Ensemble.Method.VOTE;
    }

    /**
     * Returns what makes probabilities of the row's scores, fitted on validation; empty in folds,
     * where each network would have one of its own, and where there are too few images.
     *
     * @param groups which fits keep whole
     */
    Optional<CrossFitted> calibrated(long seed, RunGroups groups) {
        ScoreMatrix validation = scores.matrix(Part.VALIDATION);
        return folds.isPresent()
                ? Optional.empty()
                : CrossFitted.ofNetwork(
                        !row.task().hasThresholds(),
                        validation,
                        groups.of(scores, Part.VALIDATION),
                        scores.matrix(Part.TEST),
                        seed);
    }

    /** Returns how far the row's scores are from probabilities. */
    RowCalibration calibration(CrossFitted fitted) {
        return RowCalibration.of(
                scores.labels().names(), fitted.calibration(), scores.matrix(Part.TEST));
    }

    /** Draws boxes where there are any; in folds all networks get images as the first does. */
    private List<BoxExample> boxes(
            Decisions decisions, Optional<RowNetwork> own, Path folder, Thumbnails thumbnails)
            throws IOException {
        Optional<RowNetwork> network = own;
        if (row.task().outputsBeside() > 0 && folds.isPresent()) {
            Path run = folder.resolve("../..").normalize();
            network =
                    Optional.of(
                            NetworkFile.read(
                                    PooledFolds.folder(run).resolve("1/rows/" + row.name())));
        }
        return network.isEmpty()
                ? List.of()
                : BoxGallery.of(this, decisions, network.get(), thumbnails);
    }

    /**
     * Returns the task's first metric on a part: micro F1, which is top-1 where an image has one
     * label and is given one.
     */
    public double first(Part part) {
        return Evaluation.of(decide(part)).micro().f1();
    }

    /**
     * Refuses a row that has a network a fold and none of its own.
     *
     * @throws RunException if it is one
     */
    public static void requireNoFolds(Row row) {
        if (row.folds() != null) {
            throw new RunException(
                    "Row '%s' has %d networks, one a fold, and none of its own: run compare without --folds for one"
                            .formatted(row.name(), row.folds().count()));
        }
    }

    /**
     * Checks that the row's files give the first metric that its line has.
     *
     * @param value by its scores and thresholds
     * @throws IOException if they don't
     */
    public void requireFirst(double value) throws IOException {
        if (!(Math.abs(value - row.first()) <= TOLERANCE)) {
            throw new IOException(
                    "Row '%s': %s is %s in table.json, and %s by its scores.csv%s: one of them was changed"
                            .formatted(
                                    row.name(),
                                    row.task().firstMetric().heading(),
                                    row.first(),
                                    value,
                                    row.task().hasThresholds() ? " and thresholds.json" : ""));
        }
    }

    /** A vote's threshold follows from the number of rows; there is nothing to scan. */
    private List<ThresholdScan.Point> scan() {
        return isVote() || !row.task().hasThresholds() || folds.isPresent()
                ? List.of()
                : ThresholdScan.of(scores.matrix(Part.VALIDATION)).points();
    }
}
