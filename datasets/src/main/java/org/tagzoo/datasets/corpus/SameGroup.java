package org.tagzoo.datasets.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of several things belong together, directly or by way of others. */
public final class SameGroup {

    private SameGroup() {}

    /**
     * Returns for each thing the index of the first that it belongs together with, or its own: two
     * belong together if they have one group, or one content, or both belong with a third.
     *
     * @param groups of the things in order; {@code null} for none
     * @param contents of the things in order
     */
    public static int[] firsts(List<String> groups, List<String> contents) {
        int[] earlier = new int[groups.size()]; // an earlier one of the group, or the thing itself
        Map<String, Integer> firstOfGroup = new HashMap<>();
        Map<String, Integer> firstOfContent = new HashMap<>();
        for (int i = 0; i < earlier.length; i++) {
            earlier[i] = i;
            if (groups.get(i) != null) {
                join(earlier, i, firstOfGroup.putIfAbsent(groups.get(i), i));
            }
            join(earlier, i, firstOfContent.putIfAbsent(contents.get(i), i));
        }
        for (int i = 0; i < earlier.length; i++) {
            earlier[i] = first(earlier, i);
        }
        return earlier;
    }

    private static void join(int[] earlier, int a, Integer b) {
        if (b != null) {
            int firstOfA = first(earlier, a);
            int firstOfB = first(earlier, b);
            earlier[Math.max(firstOfA, firstOfB)] = Math.min(firstOfA, firstOfB);
        }
    }

    private static int first(int[] earlier, int thing) {
        int first = thing;
        while (earlier[first] != first) {
            earlier[first] = earlier[earlier[first]];
            first = earlier[first];
        }
        return first;
    }
}
