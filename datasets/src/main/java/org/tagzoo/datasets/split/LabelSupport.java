package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.statistics.LabelStatistics;

/**
 * Labels that a part has no image of, such as all with fewer than three images: nothing can be
 * learned, chosen or measured of them there.
 */
final class LabelSupport {

    private static final int SHOWN = 5;

    private final Corpus corpus;
    private final Split split;

    LabelSupport(Corpus corpus, Split split) {
        this.corpus = corpus;
        this.split = split;
    }

    /** Returns a line that names them and says what to do; empty if each part has every label. */
    Optional<String> note() {
        List<String> missing = new ArrayList<>();
        for (Part part : Part.values()) {
            int[] positives =
                    new LabelStatistics(split.images(corpus.images(), part), corpus.labels())
                            .positives();
            List<String> names = new ArrayList<>();
            for (int label = 0; label < positives.length; label++) {
                if (positives[label] == 0) {
                    names.add(corpus.labels().name(label));
                }
            }
            if (!names.isEmpty()) {
                missing.add("%s has no image of %s".formatted(part.label(), some(names)));
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "labels that a part lacks: %s; they need more images, or leave rare labels out with --min-support %d"
                                .formatted(String.join("; ", missing), Part.values().length));
    }

    private static String some(List<String> names) {
        String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN
                ? "%d labels, such as %s".formatted(names.size(), first)
                : first;
    }
}
