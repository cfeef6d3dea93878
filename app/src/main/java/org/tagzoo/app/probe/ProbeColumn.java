package org.tagzoo.app.probe;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One thing that is known of every image, cut into bins. Bins know no labels.
 *
 * @param name as reports have it
 * @param bins {@code [N]}, 0 to {@code count - 1}
 * @param count how many bins there are
 * @param groupBy what {@code --group-by} takes to keep images of one value together; {@code null}
 *     if it can't
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ProbeColumn(String name, int[] bins, int count, String groupBy) {

    /** Numbers are cut at so many quantiles at most. */
    private static final int QUANTILES = 32;

    /** A bin for each word. */
    static ProbeColumn ofWords(String name, List<String> words, String groupBy) {
        Map<String, Integer> places = new HashMap<>();
        new TreeSet<>(words).forEach(word -> places.put(word, places.size()));
        int[] bins = words.stream().mapToInt(places::get).toArray();
        return new ProbeColumn(name, bins, places.size(), groupBy);
    }

    /** A bin between two quantiles, and one for each value that several quantiles fall on. */
    static ProbeColumn ofNumbers(String name, double[] values, String groupBy) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        TreeSet<Double> starts = new TreeSet<>(List.of(sorted[0]));
        double before = Double.NaN;
        for (int q = 0; q < QUANTILES; q++) {
            double value = sorted[(int) ((long) q * sorted.length / QUANTILES)];
            starts.add(value);
            if (value == before) {
                starts.add(Math.nextUp(value));
            }
            before = value;
        }
        if (starts.last() > sorted[sorted.length - 1]) {
            starts.pollLast();
        }
        List<Double> cuts = List.copyOf(starts);
        int[] bins = Arrays.stream(values).mapToInt(v -> bin(cuts, v)).toArray();
        return new ProbeColumn(name, bins, cuts.size(), groupBy);
    }

    /** Returns the last bin that starts at a value or below it. */
    private static int bin(List<Double> starts, double value) {
        int place = Collections.binarySearch(starts, value);
        return place >= 0 ? place : -place - 2;
    }

    boolean isConstant() {
        return count < 2;
    }
}
