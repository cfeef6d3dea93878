package org.tagzoo.app.export;

/**
 * What an int8 export is worth on test images, beside the same network in its run.
 *
 * @param examples training images that it was made to fit
 * @param before first metric of its task by the run's scores, at the export's thresholds
 * @param int8 the same by those of the export
 * @param mean by which a score differs
 * @param largest difference of a score
 */
public record Int8Figures(int examples, double before, double int8, double mean, double largest) {}
