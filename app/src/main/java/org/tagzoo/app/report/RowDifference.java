package org.tagzoo.app.report;

import org.tagzoo.zoo.metric.McNemar;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;

/**
 * How far a row is from the best one of its task.
 *
 * @param row the row's name
 * @param best the name of the row with the highest first metric on test
 * @param micro the row's micro F1 less that of the best, so mostly below 0; where each image has
 *     one label and is given one, it is top-1
 * @param macro the same of macro F1
 * @param mcNemar on how many images only the row, or only the best, has all labels right
 * @param holm the three p, corrected by Holm over all rows that are compared with this best one
 */
public record RowDifference(
        String row,
        String best,
        Difference micro,
        Difference macro,
        McNemar mcNemar,
        Corrected holm) {

    /** A corrected p below this is significant. */
    public static final double SIGNIFICANT = 0.05;

    /** Corrected p, two-sided, each 0 to 1. */
    public record Corrected(double micro, double macro, double mcNemar) {}

    /** Whether chance in the choice of images is unlikely to make this difference in micro F1. */
    boolean isSignificant() {
        return holm.micro() < SIGNIFICANT;
    }
}
