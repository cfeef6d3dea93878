package org.tagzoo.zoo.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction of several p-values, so that the chance that any true null hypothesis of the
 * family is rejected stays below the level, however the tests depend on each other. (Holm, "A
 * simple sequentially rejective multiple test procedure", 1979.) Equal to statsmodels' {@code
 * multipletests(method="holm")}.
 */
public final class Holm {

    private Holm() {}

    /**
     * Corrects: the smallest of {@code m} values times {@code m}, the next times {@code m - 1} and
     * so on, none below the one before, none above 1.
     *
     * @param p 0 to 1 each
     * @return in the same order
     */
    public static List<Double> correct(List<Double> p) {
        Double[] corrected = new Double[p.size()];
        double most = 0;
        int left = p.size();
        for (int i :
                IntStream.range(0, left).boxed().sorted(Comparator.comparing(p::get)).toList()) {
            most = Math.max(most, Math.min(1, left * p.get(i)));
            corrected[i] = most;
            left--;
        }
        return List.of(corrected);
    }

    /**
     * Returns the level at which each value is tested: {@code level / m} for the smallest, {@code
     * level / (m - 1)} for the next and so on up to the first that is not rejected, and for all
     * after it that one's. A one-sided bound at its own level lies beyond the hypothesis just where
     * {@link #correct} gives {@code level} or less.
     *
     * @param p 0 to 1 each
     * @return in the same order
     */
    public static List<Double> levels(List<Double> p, double level) {
        Double[] levels = new Double[p.size()];
        int left = p.size();
        boolean rejects = true;
        for (int i :
                IntStream.range(0, left).boxed().sorted(Comparator.comparing(p::get)).toList()) {
            levels[i] = level / left;
            rejects &= p.get(i) <= levels[i];
            left -= rejects ? 1 : 0;
        }
        return List.of(levels);
    }
}
