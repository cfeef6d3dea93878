package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Labels, unknown labels and part of each image by its number, drawn at random. */
record DrawnLabels(
        Random random,
        List<String> names,
        SortedMap<Integer, TreeSet<String>> labels,
        SortedMap<Integer, TreeSet<String>> unknown,
        SortedMap<Integer, String> parts) {

    static DrawnLabels of(int seed, boolean single, List<String> pool) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(pool);
        Collections.shuffle(names, random);
        names = names.subList(0, 2 + random.nextInt(4));
        DrawnLabels drawn =
                new DrawnLabels(random, names, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (int i = 0; i < 24; i++) {
            TreeSet<String> labels = new TreeSet<>();
            labels.add(names.get(i % names.size()));
            TreeSet<String> unknown = new TreeSet<>();
            for (String name : names) {
                if (!single && random.nextInt(4) == 0) {
                    labels.add(name);
                } else if (!single && random.nextInt(6) == 0) {
                    unknown.add(name);
                }
            }
            unknown.removeAll(labels);
            drawn.labels.put(i, labels);
            drawn.unknown.put(i, unknown);
            // Each label is in each part.
            drawn.parts.put(i, List.of("train", "validation", "test").get(i / names.size() % 3));
        }
        return drawn;
    }

    String expected(boolean withUnknown, boolean withParts) {
        StringBuilder all = new StringBuilder();
        labels.forEach(
                (i, set) ->
                        all.append(i)
                                .append(set)
                                .append(withUnknown ? unknown.get(i) : "[]")
                                .append(withParts ? parts.get(i) : "")
                                .append('\n'));
        return all.toString();
    }
}
