/**
 * From which score on a label is predicted ({@link org.tagzoo.zoo.threshold.Thresholds}): fixed,
 * one for all labels scanned on validation scores ({@link org.tagzoo.zoo.threshold.ThresholdScan}),
 * or one per label ({@link org.tagzoo.zoo.threshold.PerLabelThresholds}), for a goal of one's
 * choice ({@link org.tagzoo.zoo.threshold.LabelGoal}), with how far each can be trusted ({@link
 * org.tagzoo.zoo.threshold.TrustedThresholds}).
 */
package org.tagzoo.zoo.threshold;
