/**
 * From which score on a label is predicted ({@link org.tagzoo.zoo.threshold.Thresholds}): fixed,
 * one for all labels scanned on validation scores ({@link org.tagzoo.zoo.threshold.ThresholdScan}),
 * or one per label ({@link org.tagzoo.zoo.threshold.PerLabelThresholds}).
 */
package org.tagzoo.zoo.threshold;
