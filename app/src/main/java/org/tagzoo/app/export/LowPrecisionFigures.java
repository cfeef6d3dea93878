package org.tagzoo.app.export;

/**
 * What an export that computes in fewer bits is worth on test images, beside the same network in
 * its run.
 *
 * @param precision of the export
 * @param examples training images that it was made to fit; 0 if it was made to fit none
 * @param before first metric of its task by the run's scores, at the export's thresholds
 * @param now the same by those of the export
 * @param mean by which a score differs
 * @param largest difference of a score
 */
public record LowPrecisionFigures(
        ExportPrecision precision,
        int examples,
        double before,
        double now,
        double mean,
        double largest) {}
