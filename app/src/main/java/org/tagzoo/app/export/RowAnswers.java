package org.tagzoo.app.export;

import java.io.IOException;
import java.util.Optional;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.evaluation.CalibratedRow;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunGroups;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * What an export makes of its network's scores.
 *
 * @param results of the row, by the scores that the export gives
 * @param calibrated what made probabilities of its scores; empty if they are as the network gives
 *     them
 * @param choice which thresholds, if there are any
 * @param thresholds of those scores; empty for a task without thresholds
 * @param sure from which scores on answers are sure; empty if all count as sure
 */
record RowAnswers(
        RowResults results,
        Optional<CalibratedRow> calibrated,
        ThresholdChoice choice,
        Optional<Thresholds> thresholds,
        Optional<SureLimits> sure) {

    /**
     * Chooses them.
     *
     * @throws RunException if the row's task has no thresholds, and some are asked for
     */
    static RowAnswers of(RowResults raw, RowExport.Settings settings, RunResults run)
            throws IOException {
        if (settings.thresholds().isPresent() && raw.chosen().isEmpty()) {
            throw new RunException(
                    "Row '%s' predicts %s, which have no thresholds to choose from: export it without --thresholds"
                            .formatted(raw.row().name(), raw.row().task().name()));
        }
        ComparisonSettings made = RunConfig.settings(RunFolder.open(run.root()));
        RunGroups groups = RunGroups.read(run.root());
        Optional<CalibratedRow> calibrated =
                settings.rawScores()
                        ? Optional.empty()
                        : CalibratedRow.of(raw, run.table().seed(), groups);
        RowResults results = calibrated.map(CalibratedRow::results).orElse(raw);
        ScoreMatrix validation = results.scores().matrix(Part.VALIDATION);
        ThresholdChoice choice =
                settings.thresholds()
                        .or(() -> Optional.ofNullable(made.thresholds()))
                        .orElse(ThresholdChoice.SHARED);
        Optional<Thresholds> thresholds =
                results.chosen()
                        .map(
                                chosen ->
                                        choice.of(
                                                chosen,
                                                validation,
                                                groups.of(results.scores(), Part.VALIDATION),
                                                run.table().seed()));
        Optional<SureLimits> sure =
                settings.abstain().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                sure(validation, thresholds, settings.abstain().getAsDouble()));
        return new RowAnswers(results, calibrated, choice, thresholds, sure);
    }

    private static SureLimits sure(
            ScoreMatrix validation, Optional<Thresholds> thresholds, double share) {
        return thresholds
                .map(limits -> SureLimits.choose(validation, limits, share))
                .orElseGet(() -> SureLimits.ofClasses(validation, share));
    }
}
