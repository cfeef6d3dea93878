package org.tagzoo.app.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A position in a drawing, with two decimals at most: finer can't be seen. */
final class Coordinate {

    private Coordinate() {}

    /** In the drawing's own units. */
    static String of(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** As a share of the drawing's width. */
    static String percent(double value) {
        return of(value) + "%";
    }
}
