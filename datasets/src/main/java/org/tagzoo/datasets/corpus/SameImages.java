package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagzoo.datasets.file.Sha256;

/** Copies of one image made one image with all of their labels. */
final class SameImages {

    /** Of two parts, the one that keeps an image that both have comes later. */
    static final Comparator<Optional<String>> RANKS =
            Comparator.comparingInt(
                    part -> List.of("train", "validation", "test").indexOf(part.orElse("")));

    private SameImages() {}

    /**
     * Returns the corpus with one image for each content: the first of its copies, in the part that
     * {@link #RANKS} puts last, whose group is one with those of the others. Files that can't be
     * read stay as they are.
     */
    static Corpus join(Corpus corpus) {
        Map<String, TaggedImage> joined = new LinkedHashMap<>();
        List<String> contents = corpus.images().stream().map(SameImages::content).toList();
        List<TaggedImage> grouped = SameGroup.grouped(corpus.images(), contents);
        for (int i = 0; i < contents.size(); i++) {
            joined.merge(contents.get(i), grouped.get(i), SameImages::join);
        }
        int gone = corpus.images().size() - joined.size();
        if (gone == 0) {
            return corpus;
        }
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add(
                "--same-image join: copies joined with the images they equal, labels together: %d"
                        .formatted(gone));
        return corpus.withImages(List.copyOf(joined.values()), notes);
    }

    /** Returns an image with the labels of both; what either knows is known. */
    static TaggedImage join(TaggedImage first, TaggedImage second) {
        SortedSet<Integer> labels = new TreeSet<>(first.labels());
        labels.addAll(second.labels());
        SortedSet<Integer> unknown = new TreeSet<>(first.unknown());
        unknown.retainAll(second.unknown());
        unknown.removeAll(labels);
        boolean later = RANKS.compare(second.part(), first.part()) > 0;
        Set<Box> boxes = new LinkedHashSet<>(first.boxes());
        boxes.addAll(second.boxes());
        return first.withLabels(labels, unknown)
                .withBoxes(List.copyOf(boxes))
                .withPart(later ? second.part() : first.part());
    }

    private static String content(TaggedImage image) {
        try {
            return Sha256.of(image.source().content());
        } catch (IOException e) {
            return "unreadable " + image.id(); // the scan says so
        }
    }
}
