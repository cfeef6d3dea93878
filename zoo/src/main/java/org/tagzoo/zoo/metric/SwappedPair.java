package org.tagzoo.zoo.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.zoo.score.Decisions;

/**
 * One label taken for another: images that have the first and were given the second, and neither
 * were given the first nor have the second.
 *
 * @param trueLabel the index of the label that was missed
 * @param attachedLabel the index of the label that was attached in its place
 * @param images the rows of those images, ascending
 */
public record SwappedPair(int trueLabel, int attachedLabel, List<Integer> images) {

    public SwappedPair {
        images = List.copyOf(images);
    }

    /**
     * Returns the pairs with the most images, most first; of equally many, the one whose true, then
     * attached label comes first. The two directions are two pairs. Pairs without an image are left
     * out.
     *
     * @param most how many pairs at most, at least 0
     */
    public static List<SwappedPair> most(Decisions decisions, int most) {
        int labels = decisions.labels();
        int[][] counts = new int[labels][labels];
        for (int n = 0; n < decisions.images(); n++) {
            for (int i = 0; i < labels; i++) {
                for (int j = 0; missed(decisions, n, i) && j < labels; j++) {
                    counts[i][j] += wrong(decisions, n, j) ? 1 : 0;
                }
            }
        }
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < labels; i++) {
            for (int j = 0; j < labels; j++) {
                if (counts[i][j] > 0) {
                    pairs.add(new int[] {i, j});
                }
            }
        }
        return pairs.stream()
                .sorted(Comparator.comparingInt((int[] pair) -> -counts[pair[0]][pair[1]]))
                .limit(most)
                .map(pair -> new SwappedPair(pair[0], pair[1], images(decisions, pair)))
                .toList();
    }

    private static List<Integer> images(Decisions decisions, int[] pair) {
        List<Integer> images = new ArrayList<>();
        for (int n = 0; n < decisions.images(); n++) {
            if (missed(decisions, n, pair[0]) && wrong(decisions, n, pair[1])) {
                images.add(n);
            }
        }
        return images;
    }

    private static boolean missed(Decisions decisions, int n, int label) {
        return decisions.targets()[n][label] && !decisions.predicted()[n][label];
    }

    private static boolean wrong(Decisions decisions, int n, int label) {
        return decisions.predicted()[n][label] && !decisions.targets()[n][label];
    }
}
