package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagzoo.datasets.label.LabelSet;

/** Labels with too few images to learn from. */
final class RareLabels {

    private RareLabels() {}

    /**
     * Returns the corpus without the labels that fewer than {@code minimum} images have. Its images
     * all stay, some of them without any label; what was dropped is noted.
     *
     * @throws CorpusException if fewer than two labels are left
     */
    static Corpus drop(Corpus corpus, int minimum) {
        int[] support = support(corpus);
        List<String> kept = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        int[] newIndex = new int[support.length];
        for (int label = 0; label < support.length; label++) {
            if (support[label] >= minimum) {
                newIndex[label] = kept.size();
                kept.add(corpus.labels().name(label));
            } else {
                newIndex[label] = -1;
                dropped.add(corpus.labels().name(label) + " (" + support[label] + ")");
            }
        }
        if (kept.size() < 2) {
            throw new CorpusException(tooFew(corpus, kept, dropped, minimum));
        }
        if (dropped.isEmpty()) {
            return corpus;
        }
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add(
                "dropped for having fewer than %d image%s: %s"
                        .formatted(minimum, minimum == 1 ? "" : "s", ImageLookup.some(dropped)));
        List<TaggedImage> images = new ArrayList<>();
        for (TaggedImage image : corpus.images()) {
            images.add(
                    image.withLabels(
                            renumbered(image.labels(), newIndex),
                            renumbered(image.unknown(), newIndex)));
        }
        return new Corpus(corpus.name(), new LabelSet(kept), images, corpus.quarantine(), notes);
    }

    private static SortedSet<Integer> renumbered(SortedSet<Integer> labels, int[] newIndex) {
        SortedSet<Integer> left = new TreeSet<>();
        for (int label : labels) {
            if (newIndex[label] >= 0) {
                left.add(newIndex[label]);
            }
        }
        return left;
    }

    private static int[] support(Corpus corpus) {
        int[] support = new int[corpus.labels().size()];
        for (TaggedImage image : corpus.images()) {
            for (int label : image.labels()) {
                support[label]++;
            }
        }
        return support;
    }

    private static String tooFew(
            Corpus corpus, List<String> kept, List<String> dropped, int minimum) {
        String left = kept.isEmpty() ? "no label" : "one label (" + kept.get(0) + ")";
        String todo =
                dropped.isEmpty()
                        ? "; add images of another class, which may be anything else"
                        : "; lower --min-support, or add images; with fewer than %d: %s"
                                .formatted(minimum, ImageLookup.some(dropped));
        return "The corpus '%s' has %s on at least %d of its %d images, and at least two labels are needed%s"
                .formatted(corpus.name(), left, minimum, corpus.images().size(), todo);
    }
}
