package org.tagzoo.zoo.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tagzoo.zoo.score.Decisions;

/**
 * One label taken for another: images that have the first and were given the second, and neither
 * were given the first nor have the second.
 *
 * @param trueLabel the index of the label that was missed
 * @param predictedLabel the index of the label that was predicted in its place
 * @param images the rows of those images, ascending
 */
public record SwappedPair(int trueLabel, int predictedLabel, List<Integer> images) {

    public SwappedPair {
        images = List.copyOf(images);
    }

    /**
     * Returns the pairs with the most images, most first; of equally many, the one whose true, then
     * predicted label comes first. The two directions are two pairs. Pairs without an image are
     * left out.
     *
     * @param most how many pairs at most, at least 0
     */
    public static List<SwappedPair> most(Decisions decisions, int most) {
        int labels = decisions.labels();
        Map<Integer, List<Integer>> images = new TreeMap<>(); // by true label, then predicted
        for (int n = 0; n < decisions.images(); n++) {
            boolean[] truth = decisions.targets()[n];
            boolean[] predicted = decisions.predicted()[n];
            for (int i = 0; i < labels; i++) {
                for (int j = 0; truth[i] && !predicted[i] && j < labels; j++) {
                    if (predicted[j] && !truth[j]) {
                        images.computeIfAbsent(labels * i + j, pair -> new ArrayList<>()).add(n);
                    }
                }
            }
        }
        return images.entrySet().stream()
                .map(e -> new SwappedPair(e.getKey() / labels, e.getKey() % labels, e.getValue()))
                .sorted(Comparator.comparing(pair -> -pair.images().size()))
                .limit(most)
                .toList();
    }
}
