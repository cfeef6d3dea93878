package org.tagzoo.app.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tagzoo.app.report.RowCalibration;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.calibration.Calibration;
import org.tagzoo.zoo.calibration.CrossFitted;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;

/**
 * A row whose scores are made into probabilities, and what is decided by these.
 *
 * @param calibration fitted on validation
 * @param results the row with its scores calibrated, those of validation by fits without them, and
 *     with thresholds that were chosen on these
 * @param measured how far scores are from probabilities on test, before and after
 */
public record CalibratedRow(Calibration calibration, RowResults results, RowCalibration measured) {

    /**
     * Calibrates a row.
     *
     * @param seed of the run
     * @param groups of the run, which fits keep whole
     * @return empty in folds, and where validation or test has too few images
     */
    public static Optional<CalibratedRow> of(RowResults raw, long seed, RunGroups groups) {
        return raw.calibrated(seed, groups)
                .map(
                        fitted ->
                                new CalibratedRow(
                                        fitted.calibration(),
                                        results(raw, fitted),
                                        raw.calibration(fitted)));
    }

    private static RowResults results(RowResults raw, CrossFitted fitted) {
        List<ScoredImage> images = new ArrayList<>();
        Iterator<float[]> validation = List.of(fitted.outOfFold().scores()).iterator();
        for (ScoredImage image : raw.scores().images()) {
            float[] scores =
                    image.part() == Part.VALIDATION
                            ? validation.next()
                            : fitted.calibration().apply(image.scores());
            images.add(
                    new ScoredImage(
                            image.id(),
                            image.part(),
                            scores,
                            image.targets(),
                            image.unknown(),
                            image.box()));
        }
        return new RowResults(
                raw.row(),
                new ScoredCorpus(raw.scores().labels(), images),
                raw.row().task().choose(fitted.outOfFold()),
                raw.history(),
                raw.folds());
    }
}
