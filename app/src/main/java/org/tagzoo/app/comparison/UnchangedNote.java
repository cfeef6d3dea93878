package org.tagzoo.app.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.KnownClasses;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Classes;

/**
 * What a network that is used unchanged gets right of the classes that it knows. In the table,
 * images of other classes count as wrong.
 */
record UnchangedNote(KnownClasses known, LabelSet labels) {

    /**
     * Returns the note, in one line.
     *
     * @param images of the test part
     * @param scores of them, in their order
     */
    String of(List<TaggedImage> images, ScoreMatrix scores) {
        Map<String, int[]> domains = new TreeMap<>();
        int[] all = new int[2];
        for (int n = 0; n < scores.images(); n++) {
            boolean[] targets = scores.targets()[n];
            int label =
                    IntStream.range(0, targets.length)
                            .filter(l -> targets[l])
                            .findFirst()
                            .orElseThrow();
            if (known.ofLabels().get(label).isEmpty()) {
                continue;
            }
            boolean isRight = Classes.INSTANCE.decide(scores.scores()[n], Optional.empty())[label];
            String domain = images.get(n).domain().orElse("");
            count(all, isRight);
            count(domains.computeIfAbsent(domain, key -> new int[2]), isRight);
        }
        List<String> unknown =
                IntStream.range(0, labels.size())
                        .filter(label -> known.ofLabels().get(label).isEmpty())
                        .mapToObj(labels::name)
                        .toList();
        List<String> each = new ArrayList<>();
        if (domains.size() > 1) {
            domains.forEach((domain, counts) -> each.add(domain + " " + share(counts)));
        }
        return unknown.isEmpty()
                ? "unchanged, it knows all classes"
                : "unchanged: top-1 counts all %d test images, of which it can't know %s; shared classes alone: %s%s"
                        .formatted(
                                scores.images(),
                                String.join(", ", unknown),
                                share(all),
                                each.isEmpty() ? "" : " (" + String.join(", ", each) + ")");
    }

    private static void count(int[] counts, boolean isRight) {
        counts[0] += isRight ? 1 : 0;
        counts[1]++;
    }

    private static String share(int[] counts) {
        return counts[1] == 0
                ? "no images"
                : String.format(
                        Locale.ROOT, "%.3f of %d", (double) counts[0] / counts[1], counts[1]);
    }
}
