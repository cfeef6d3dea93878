package org.tagzoo.app.report;

import java.util.Locale;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;

/** What a difference between two rows comes to, in one line. */
public final class DifferenceSentence {

    private DifferenceSentence() {}

    /**
     * Returns the line, such as {@code resnet50 is 0.021 (0.008 to 0.034) better in micro F1 than
     * cnn; the difference is outside of chance (p = 0.002)}.
     *
     * @param difference the first row's figure less the other's
     */
    public static String of(String row, String other, String figure, Difference difference) {
        boolean isBetter = difference.value() >= 0;
        Difference shown = isBetter ? difference : difference.reversed();
        return String.format(
                Locale.ROOT,
                "%s is %.3f (%.3f to %.3f) %s in %s than %s; the difference %s (%s)",
                row,
                shown.value(),
                shown.interval().low(),
                shown.interval().high(),
                isBetter ? "better" : "worse",
                figure,
                other,
                difference.isOutsideChance() ? "is outside of chance" : "may be chance",
                difference.p() < 0.001
                        ? "p < 0.001"
                        : String.format(Locale.ROOT, "p = %.3f", difference.p()));
    }
}
