package org.tagzoo.app.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Round numbers along an axis that starts at 0: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param step from one to the next, above 0
 * @param count how many steps
 */
record Ticks(BigDecimal step, int count) {

    private static final int[] MANTISSAS = {1, 2, 5};

    /**
     * The fewest steps of at most {@code wanted} that reach {@code top}.
     *
     * @param top the largest value to show; 1 is taken for what is (nearly) 0, below it or not
     *     finite
     * @param wanted at least 2
     */
    static Ticks upTo(double top, int wanted) {
        double reach = top > 1e-12 && Double.isFinite(top) ? top : 1;
        int power = (int) Math.floor(Math.log10(reach / wanted));
        for (int i = 0; ; i++) {
            BigDecimal step = BigDecimal.valueOf(MANTISSAS[i % 3]).scaleByPowerOfTen(power + i / 3);
            int count = new BigDecimal(reach).divide(step, 0, RoundingMode.CEILING).intValueExact();
            if (count <= wanted) {
                return new Ticks(step, count);
            }
        }
    }

    /** Where the axis ends. */
    double end() {
        return step.multiply(BigDecimal.valueOf(count)).doubleValue();
    }

    /** Each tick's text, from 0 to the end: no exponent, as many decimals as the step has. */
    List<String> labels() {
        int decimals = Math.max(0, step.stripTrailingZeros().scale());
        return IntStream.rangeClosed(0, count)
                .mapToObj(i -> step.multiply(BigDecimal.valueOf(i)))
                .map(tick -> tick.setScale(decimals, RoundingMode.HALF_UP).toPlainString())
                .toList();
    }
}
