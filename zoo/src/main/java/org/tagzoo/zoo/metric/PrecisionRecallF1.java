package org.tagzoo.zoo.metric;

/**
 * Three metrics of one set of decisions, or their mean over labels or images; each 0 to 1.
 *
 * @param precision how many of the predicted labels are true
 * @param recall how many of the true labels were predicted
 * @param f1 harmonic mean of the two; of a mean over labels or images: the mean of the F1s, which
 *     is not the harmonic mean of the mean precision and recall
 */
public record PrecisionRecallF1(double precision, double recall, double f1) {}
