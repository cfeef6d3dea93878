/**
 * Scores made into probabilities: of the images that get a score of 0.8, eight in ten are to have
 * the label. Fitted on validation scores, for each label by itself ({@link
 * org.tagzoo.zoo.calibration.LabelCalibrations}) or for classes that exclude each other ({@link
 * org.tagzoo.zoo.calibration.TemperatureScaling}); what it is worth is told by {@link
 * org.tagzoo.zoo.metric.CalibrationMetrics}.
 */
package org.tagzoo.zoo.calibration;
