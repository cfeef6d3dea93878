package org.tagzoo.datasets.corpus;

import java.util.Collections;
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

    private static final Map<SortedSet<Integer>, SortedSet<Integer>> KNOWN =
            new ConcurrentHashMap<>();

    private SharedLabels() {}

    /** Returns a set of the same labels that can't be changed, in their natural order. */
    static SortedSet<Integer> of(SortedSet<Integer> labels) {
        if (labels.isEmpty()) {
            return Collections.emptySortedSet();
        }
        SortedSet<Integer> known = KNOWN.get(labels);
        if (known != null) {
            return known;
        }
        SortedSet<Integer> copy = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        SortedSet<Integer> before = KNOWN.size() < MOST ? KNOWN.putIfAbsent(copy, copy) : null;
        return before == null ? copy : before;
    }
}
