package org.tagzoo.zoo.training;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The curve of a {@link RateSweep}.
 *
 * @param points an update each, in order; the first of them are noisier than the others
 * @param diverged whether the test ended early, as the loss grew
 */
public record RateCurve(List<Point> points, boolean diverged) {

    /** One of so many points at the beginning has seen too few batches to suggest anything. */
    private static final int SKIPPED_SHARE = 10;

    private static final double BELOW_MINIMUM = 10;

    /**
     * An update.
     *
     * @param update from 0
     * @param rate learning rate
     * @param loss of its batch, before the update
     * @param smoothed mean of the losses so far, later ones weighing more
     */
    public record Point(int update, double rate, double loss, double smoothed) {}

    public RateCurve {
        points = List.copyOf(points);
    }

    /** Returns the point with the lowest smoothed loss, the first of several; empty without any. */
    public Optional<Point> minimum() {
        return points.stream().skip(skipped()).min(Comparator.comparingDouble(Point::smoothed));
    }

    /**
     * Returns the point before the minimum where the smoothed loss falls fastest by the logarithm
     * of the rate, by the difference of its neighbours (Smith 2017; Gugger 2018); empty if it never
     * falls.
     */
    public Optional<Point> steepest() {
        int last = minimum().map(Point::update).orElse(0);
        Point steepest = null;
        double most = 0;
        for (int i = Math.max(1, skipped()); i < Math.min(last, points.size() - 1); i++) {
            double fall = points.get(i - 1).smoothed() - points.get(i + 1).smoothed();
            if (fall > most) {
                most = fall;
                steepest = points.get(i);
            }
        }
        return Optional.ofNullable(steepest);
    }

    /** Returns a tenth of the rate at the minimum; empty if the loss never falls. */
    public Optional<Double> tenthOfMinimum() {
        return steepest().isEmpty()
                ? Optional.empty()
                : minimum().map(point -> point.rate() / BELOW_MINIMUM);
    }

    private int skipped() {
        return points.size() / SKIPPED_SHARE;
    }
}
