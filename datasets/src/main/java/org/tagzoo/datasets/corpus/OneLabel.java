package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.tagzoo.datasets.corpus.CorpusOptions.Several;
import org.tagzoo.datasets.label.LabelSet;

/**
 * A corpus of which each image keeps one of its labels, its class.
 *
 * <p>Labels that too few images would keep are no classes: from the rarest on, one is taken away
 * and its images keep another label of theirs, until all that are left have enough. Images without
 * a class, and with {@link Several#SINGLE} those that have several labels, go to the quarantine.
 */
final class OneLabel {

    /** Images that a class has at least, where the user says nothing. */
    static final int USUAL_SUPPORT = 20;

    private final Corpus corpus;
    private final Several which;
    private final int minimum;
    private final int[] images;
    private final boolean[] isClass;
    private final List<String> dropped = new ArrayList<>();

    private OneLabel(Corpus corpus, Several which, int minimum) {
        this.corpus = corpus;
        this.which = which;
        this.minimum = minimum;
        images = corpus.labelCounts().values().stream().mapToInt(Integer::intValue).toArray();
        isClass = new boolean[images.length];
    }

    /**
     * @param minimum how many images a class has at least
     * @throws CorpusException if fewer than two classes are left, labels are unknown, or the first
     *     of several is asked for and they have no order
     */
    static Corpus of(Corpus corpus, Several which, int minimum) {
        return new OneLabel(corpus, which, minimum).read();
    }

    private Corpus read() {
        for (TaggedImage image : corpus.images()) {
            if (!image.unknown().isEmpty()) {
                throw new CorpusException(
                        "--several %s takes images of which all labels are known; of '%s' some are not: take --blank or --uncertain negative",
                        name(), image.id());
            }
            if (which == Several.FIRST && image.labels().size() > 1) {
                throw new CorpusException(
                        "--several first needs labels in an order, in one field of a table; those of '%s' have none: --several rarest takes the rarest, single leaves such images out",
                        image.id());
            }
            image.labels().forEach(label -> isClass[label] = true);
        }
        int[] counts = counts();
        for (int least = least(counts); least >= 0; least = least(counts)) {
            isClass[least] = false;
            dropped.add("%s (%d)".formatted(corpus.labels().name(least), counts[least]));
            counts = counts();
        }
        return result();
    }

    private String name() {
        return which.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the class of an image, the first of several as rare; empty if it has none. */
    private OptionalInt classOf(TaggedImage image) {
        if (which == Several.SINGLE && image.labels().size() > 1) {
            return OptionalInt.empty();
        }
        return image.labels().stream()
                .filter(label -> isClass[label])
                .min(Comparator.comparingInt(label -> images[label]))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private int[] counts() {
        int[] counts = new int[images.length];
        corpus.images().forEach(image -> classOf(image).ifPresent(label -> counts[label]++));
        return counts;
    }

    /** Returns the rarest label that too few images keep, -1 if there is none. */
    private int least(int[] counts) {
        int least = -1;
        for (int label = 0; label < counts.length; label++) {
            boolean small = isClass[label] && counts[label] < minimum;
            least = small && (least < 0 || images[label] < images[least]) ? label : least;
        }
        return least;
    }

    private Corpus result() {
        List<String> names = new ArrayList<>();
        int[] newIndex = new int[images.length];
        for (int label = 0; label < images.length; label++) {
            newIndex[label] = names.size();
            if (isClass[label]) {
                names.add(corpus.labels().name(label));
            }
        }
        if (names.size() < 2) {
            throw new CorpusException(
                    "The corpus '%s' has %d classes with %d images or more, and two are needed; with fewer: %s; lower --min-support, or add images",
                    corpus.name(), names.size(), minimum, ImageLookup.some(dropped));
        }
        List<TaggedImage> kept = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>(corpus.quarantine());
        long several = corpus.images().stream().filter(i -> i.labels().size() > 1).count();
        for (TaggedImage image : corpus.images()) {
            OptionalInt label = classOf(image);
            if (label.isPresent()) {
                Set<Integer> one = Set.of(newIndex[label.getAsInt()]);
                kept.add(image.withLabels(new TreeSet<>(one), new TreeSet<>()));
            } else {
                quarantine.add(leftOut(image));
            }
        }
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add(note(several));
        if (!dropped.isEmpty()) {
            notes.add(
                    "classes that fewer than %d images would have are none: %s; --min-support changes that"
                            .formatted(minimum, ImageLookup.some(dropped)));
        }
        return new Corpus(corpus.name(), new LabelSet(names), kept, quarantine, notes);
    }

    private QuarantinedImage leftOut(TaggedImage image) {
        boolean several = which == Several.SINGLE && image.labels().size() > 1;
        String reason =
                several
                        ? "it has %d labels".formatted(image.labels().size())
                        : image.labels().isEmpty()
                                ? "it has no label"
                                : "its labels have too few images";
        return new QuarantinedImage(
                image.id(),
                image.source().location(),
                reason,
                several ? QuarantinedImage.SEVERAL : QuarantinedImage.UNLABELLED);
    }

    private String note(long several) {
        return switch (which) {
            case SINGLE -> "--several single: images with several labels are left out: " + several;
            case LARGEST ->
                    "--several largest: each image keeps its largest object, whose class is its own; images without an object: "
                            + corpus.images().stream().filter(i -> i.boxes().isEmpty()).count();
            case FIRST ->
                    "--several first: each image keeps the first label of its list, its class";
            case RAREST ->
                    "--several rarest: each image keeps the label that the fewest images have, its class; images that had several: "
                            + several;
        };
    }
}
