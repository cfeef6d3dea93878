package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tagzoo.zoo.calibration.Calibration;
import org.tagzoo.zoo.calibration.IsotonicCalibration;
import org.tagzoo.zoo.calibration.LabelCalibration;
import org.tagzoo.zoo.calibration.LabelCalibrations;
import org.tagzoo.zoo.calibration.PlattScaling;
import org.tagzoo.zoo.calibration.TemperatureScaling;
import org.tagzoo.zoo.metric.CalibrationMetrics;
import org.tagzoo.zoo.metric.Reliability;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * How far a row's scores are from probabilities on test, as they are and calibrated on validation.
 *
 * @param method how they were calibrated
 * @param before the reliability of all scores together; of classes, of the one that is given
 * @param after the same, calibrated
 * @param labels an entry a label with images in test
 */
public record RowCalibration(
        String method, Reliability before, Reliability after, List<Label> labels) {

    private static final String LEFT = "as it is";

    /**
     * A label.
     *
     * @param method how it was calibrated
     * @param rise of the log loss over images
     */
    public record Label(
            String name,
            String method,
            CalibrationMetrics before,
            CalibrationMetrics after,
            Spread rise) {}

    public RowCalibration {
        labels = List.copyOf(labels);
    }

    /**
     * Measures.
     *
     * @param names of the labels
     * @param calibration fitted on validation
     */
    public static RowCalibration of(List<String> names, Calibration calibration, ScoreMatrix test) {
        boolean areClasses = calibration instanceof TemperatureScaling;
        ScoreMatrix calibrated = calibration.apply(test);
        List<Label> labels = new ArrayList<>();
        for (int l = 0; l < names.size(); l++) {
            if (test.known(l).count() >= 2) {
                labels.add(
                        new Label(
                                names.get(l),
                                method(calibration, l),
                                CalibrationMetrics.of(test, l),
                                CalibrationMetrics.of(calibrated, l),
                                CalibrationMetrics.rise(test, calibrated, l)));
            }
        }
        return new RowCalibration(
                method(calibration),
                together(test, areClasses),
                together(calibrated, areClasses),
                labels);
    }

    private static String method(Calibration calibration) {
        if (!(calibration instanceof TemperatureScaling temperature)) {
            return "each label by itself";
        }
        return temperature.isNone()
                ? "not at all, as one temperature for all classes raised their log loss"
                : String.format(
                        Locale.ROOT,
                        "one temperature for all classes, %.2f",
                        temperature.temperature());
    }

    private static String method(Calibration calibration, int label) {
        if (calibration instanceof TemperatureScaling temperature) {
            return temperature.isNone() ? LEFT : "temperature";
        }
        LabelCalibration own = ((LabelCalibrations) calibration).labels().get(label);
        if (own instanceof PlattScaling) {
            return "Platt";
        }
        return own instanceof IsotonicCalibration ? "isotonic" : LEFT;
    }

    /** All scores that are known as those of one label; of classes the highest of each image. */
    private static Reliability together(ScoreMatrix matrix, boolean areClasses) {
        List<float[]> scores = new ArrayList<>();
        List<boolean[]> targets = new ArrayList<>();
        for (int l = 0; l < matrix.labels(); l++) {
            int label = l;
            matrix.known(l)
                    .filter(n -> !areClasses || label == matrix.highest(n))
                    .forEach(
                            n -> {
                                scores.add(new float[] {matrix.scores()[n][label]});
                                targets.add(new boolean[] {matrix.targets()[n][label]});
                            });
        }
        return CalibrationMetrics.of(
                        new ScoreMatrix(
                                scores.toArray(float[][]::new), targets.toArray(boolean[][]::new)),
                        0)
                .reliability();
    }
}
