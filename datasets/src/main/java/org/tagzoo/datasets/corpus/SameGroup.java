package org.tagzoo.datasets.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Which of several things belong together, directly or by way of others. */
public final class SameGroup {

    /** An earlier thing of the same group, or the thing itself. */
    private final int[] earlier;

    /** Things of which each is alone. */
    public SameGroup(int things) {
        earlier = IntStream.range(0, things).toArray();
    }

    /**
     * Returns for each thing the index of the first that it belongs together with, or its own: two
     * belong together if they have one group, or one content, or both belong with a third.
     *
     * @param groups of the things in order; {@code null} for none
     * @param contents of the things in order
     */
    public static int[] firsts(List<String> groups, List<String> contents) {
        SameGroup same = new SameGroup(groups.size());
        Map<String, Integer> firstOfGroup = new HashMap<>();
        Map<String, Integer> firstOfContent = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i) != null) {
                same.join(
                        i,
                        Objects.requireNonNullElse(firstOfGroup.putIfAbsent(groups.get(i), i), i));
            }
            same.join(
                    i,
                    Objects.requireNonNullElse(firstOfContent.putIfAbsent(contents.get(i), i), i));
        }
        return same.firsts();
    }

    /**
     * Returns images in their order, in groups such that two are of one group if {@link #firsts}
     * says so of their groups and contents. A group goes by the name that its first image's group
     * had.
     */
    public static List<TaggedImage> grouped(List<TaggedImage> images, List<String> contents) {
        int[] firsts = firsts(images.stream().map(TaggedImage::group).toList(), contents);
        return IntStream.range(0, firsts.length)
                .mapToObj(i -> images.get(i).withGroup(images.get(firsts[i]).group()))
                .toList();
    }

    /** Returns groups as numbers, from 0 by their first things. */
    public static int[] numbers(List<String> groups) {
        Map<String, Integer> numbers = new HashMap<>();
        return groups.stream()
                .mapToInt(group -> numbers.computeIfAbsent(group, any -> numbers.size()))
                .toArray();
    }

    /** Puts two things and all that belong with them together. */
    public void join(int a, int b) {
        int firstOfA = first(a);
        int firstOfB = first(b);
        earlier[Math.max(firstOfA, firstOfB)] = Math.min(firstOfA, firstOfB);
    }

    /** Returns for each thing the index of the first that it belongs together with, or its own. */
    public int[] firsts() {
        return IntStream.range(0, earlier.length).map(this::first).toArray();
    }

    private int first(int thing) {
        int first = thing;
        while (earlier[first] != first) {
            earlier[first] = earlier[earlier[first]];
            first = earlier[first];
        }
        return first;
    }
}
