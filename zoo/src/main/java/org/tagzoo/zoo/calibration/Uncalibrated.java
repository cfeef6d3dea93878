package org.tagzoo.zoo.calibration;

/** Leaves scores as they are: there was nothing to fit on, or fitting made them worse. */
public record Uncalibrated() implements LabelCalibration {

    @Override
    public float apply(float score) {
        return score;
    }
}
