package org.tagzoo.datasets.corpus;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sets of labels that can't be changed, of which images with the same ones share one: there are
 * millions of images, and few combinations of labels.
 */
final class SharedLabels {

    /** More combinations are not shared, so that what is kept stays small. */
    private static final int MOST = 100_000;

    /** By lists: a set's hash is the sum of its labels, which thousands of combinations share. */
    private static final Map<List<Integer>, SortedSet<Integer>> KNOWN = new ConcurrentHashMap<>();

    private SharedLabels() {}

    /** Returns a set of the same labels that can't be changed, in their natural order. */
    static SortedSet<Integer> of(SortedSet<Integer> labels) {
        if (labels.isEmpty()) {
            return Collections.emptySortedSet();
        }
        List<Integer> key = List.copyOf(labels);
        SortedSet<Integer> known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        SortedSet<Integer> copy = Collections.unmodifiableSortedSet(new TreeSet<>(key));
        SortedSet<Integer> before = KNOWN.size() < MOST ? KNOWN.putIfAbsent(key, copy) : null;
        return before == null ? copy : before;
    }
}
