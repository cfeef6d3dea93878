package org.tagzoo.app.export;

import static org.tagzoo.app.export.CardFacts.count;
import static org.tagzoo.app.export.CardFacts.figure;
import static org.tagzoo.app.report.TableMarkdown.escape;

import java.util.List;
import org.tagzoo.app.report.RowCalibration;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.calibration.TemperatureScaling;
import org.tagzoo.zoo.metric.CalibrationMetrics;

/** The part of a model card that says how far scores are from probabilities. */
final class CardCalibration {

    private static final List<String> HEADINGS =
            List.of("label", "in test", "log loss", "its change", "Brier score", "error", "method");

    private CardCalibration() {}

    /** Returns nothing for scores that are as the network gives them. */
    static String render(CardFacts facts) {
        if (facts.calibrated().isEmpty()) {
            return "";
        }
        RowCalibration measured = facts.calibrated().get().measured();
        boolean isNone =
                facts.calibrated().get().calibration() instanceof TemperatureScaling temperature
                        && temperature.isNone();
        return new CardText("calibration")
                .with(
                        "how",
                        new CardText(isNone ? "calibration.none" : "calibration.fitted")
                                .with("images", facts.images(Part.VALIDATION))
                                .with("method", measured.method())
                                .toString()
                                .strip())
                .with("thresholds", ofTags(facts, "calibration.thresholds"))
                .with("left", ofTags(facts, "calibration.left"))
                .with("before", figure(measured.before().error()))
                .with("after", figure(measured.after().error()))
                .with(
                        "labels",
                        ModelCard.table(
                                        HEADINGS,
                                        measured.labels().stream()
                                                .map(CardCalibration::line)
                                                .toList())
                                .stripTrailing())
                .toString();
    }

    private static String ofTags(CardFacts facts, String block) {
        return facts.task().hasThresholds() ? CardText.of(block).stripTrailing() : "";
    }

    private static List<String> line(RowCalibration.Label label) {
        CalibrationMetrics before = label.before();
        CalibrationMetrics after = label.after();
        return List.of(
                escape(label.name()),
                count(before.positives()),
                both(before.logLoss(), after.logLoss()),
                figure(label.rise().mean()) + " ± " + figure(label.rise().margin()),
                both(before.brier(), after.brier()),
                both(before.reliability().error(), after.reliability().error()),
                label.method());
    }

    private static String both(double before, double after) {
        return figure(before) + " → " + figure(after);
    }
}
