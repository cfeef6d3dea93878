package org.tagzoo.zoo.task;

/**
 * A metric of some images.
 *
 * @param value the metric
 * @param low lower end of its 95% interval; {@code null} if it has none
 * @param high upper end
 * @param chance what guessing comes to; {@code null} where that is not told
 */
public record Figure(double value, Double low, Double high, Double chance) {

    /** Returns whether the whole interval is above what guessing comes to. */
    public boolean exceedsChance() {
        return low != null && chance != null && low > chance;
    }
}
