package org.tagzoo.app.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An axis from one round number to another, and where its values stand in a drawing.
 *
 * @param ticks the round numbers, two or more, upwards
 * @param isOfPowers whether equal ways are equal factors, else equal steps
 * @param from place of the first
 * @param to place of the last
 */
record Scale(List<BigDecimal> ticks, boolean isOfPowers, double from, double to) {

    private static final double LEAST_SPAN = 0.01;
    private static final int MOST_STEPS = 7;

    /** Ticks from 0 on, as {@link Ticks#upTo}. */
    static Scale from0(double top, int wanted, double from, double to) {
        Ticks ticks = Ticks.upTo(top, wanted);
        List<BigDecimal> all =
                IntStream.rangeClosed(0, ticks.count())
                        .mapToObj(i -> ticks.step().multiply(BigDecimal.valueOf(i)))
                        .toList();
        return new Scale(all, false, from, to);
    }

    /** Ticks in equal steps, of which the ends hold all values between them. */
    static Scale even(double min, double max, double from, double to) {
        BigDecimal step = Ticks.upTo(Math.max(max - min, LEAST_SPAN), MOST_STEPS).step();
        List<BigDecimal> ticks = new ArrayList<>();
        long first = (long) Math.floor(min / step.doubleValue());
        long last = Math.max(first + 1, (long) Math.ceil(max / step.doubleValue()));
        for (long i = first; i <= last; i++) {
            ticks.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return new Scale(ticks, false, from, to);
    }

    /**
     * Ticks of 1, 2 and 5 times powers of ten, likewise.
     *
     * @param min above 0
     * @param max above {@code min}
     */
    static Scale ofPowers(double min, double max, double from, double to) {
        List<BigDecimal> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(min)); ; power++) {
            for (int mantissa : new int[] {1, 2, 5}) {
                BigDecimal tick = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(power);
                if (tick.doubleValue() <= min) {
                    ticks.clear();
                }
                ticks.add(tick);
                if (tick.doubleValue() >= max) {
                    return new Scale(ticks, true, from, to);
                }
            }
        }
    }

    /** Ticks at powers of ten, likewise. */
    static Scale ofDecades(double min, double max, double from, double to) {
        int first = (int) Math.floor(Math.log10(min) + 1e-9);
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(max) - 1e-9));
        List<BigDecimal> ticks =
                IntStream.rangeClosed(first, last)
                        .mapToObj(BigDecimal.ONE::scaleByPowerOfTen)
                        .toList();
        return new Scale(ticks, true, from, to);
    }

    /** Returns a tick as it is written, where it is short; else as a power of ten. */
    private String written(BigDecimal tick) {
        String plain = tick.toPlainString();
        return isOfPowers && plain.length() > 5
                ? "1e%d".formatted(tick.precision() - tick.scale() - 1)
                : plain;
    }

    /**
     * Draws two axes: lines across at the ticks of the vertical one, ticks below.
     *
     * @param label what the horizontal one counts
     * @param gap from it to its ticks' names, and from these to the label
     */
    static void draw(Svg chart, Scale across, Scale up, String label, double gap) {
        for (BigDecimal tick : up.ticks) {
            double y = up.at(tick.doubleValue());
            chart.with(
                    Svg.line(y == up.from ? "axis" : "grid", across.from, y, across.to, y),
                    Svg.text("tick", across.from - 8, y + 4, tick.toPlainString()).anchor("end"));
        }
        double foot = up.from;
        for (BigDecimal tick : across.ticks) {
            double x = across.at(tick.doubleValue());
            chart.with(
                    Svg.line("axis", x, foot, x, foot + 4),
                    Svg.text("tick", x, foot + gap, across.written(tick)).anchor("middle"));
        }
        chart.with(Svg.text("tick", across.to, foot + 2 * gap + 2, label).anchor("end"));
    }

    /** Returns where a value stands. */
    double at(double value) {
        double first = scaled(ticks.get(0).doubleValue());
        double last = scaled(ticks.get(ticks.size() - 1).doubleValue());
        return from + (to - from) * (scaled(value) - first) / (last - first);
    }

    private double scaled(double value) {
        return isOfPowers ? Math.log(value) : value;
    }
}
