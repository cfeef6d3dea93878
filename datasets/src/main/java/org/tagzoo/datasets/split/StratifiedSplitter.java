package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * Splits images into train, validation and test so that each part has its share of every label,
 * also of rare ones, of every label in each domain where there are several, and of the images as a
 * whole (those without any label fill the parts up).
 *
 * <p>Iterative stratification for several labels: the rarest label's images go first, each to the
 * part that wants most of that label. Images of one group stay together; what a group counts for a
 * label is how many of its images have it. Beyond the paper, a label with three groups or more gets
 * at least one in each part, wherever a bounded search finds a way; and images are swapped between
 * parts at the end, wherever that brings labels closer to their shares.
 *
 * <p>The same images, fractions and seed give the same split, in whatever order the images come.
 *
 * <pre>{@code
 * Split split = StratifiedSplitter.builder().setSeed(42).build().split(corpus.images());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-23808-6_10">Sechidis, Tsoumakas, Vlahavas: On the
 *     Stratification of Multi-label Data, 2011</a>
 */
public final class StratifiedSplitter {

    private final long seed;
    private final List<Part> parts;
    private final double[] fractions;

    private StratifiedSplitter(Builder builder) {
        seed = builder.seed;
        parts = builder.parts;
        fractions = builder.fractions.clone();
    }

    /** Returns a builder: 0.6 train, 0.2 validation, 0.2 test. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the split of some images, in their order.
     *
     * @throws CorpusException if a part would have no image
     * @throws IllegalArgumentException if two images have the same id
     */
    public Split split(Collection<TaggedImage> images) {
        Map<String, Part> ordered = new LinkedHashMap<>();
        place(images, fractions, SeedSequence.random(seed, "split"))
                .forEach((id, part) -> ordered.put(id, parts.get(part)));
        Split split = new Split(ordered);
        for (Part part : parts) {
            if (split.count(part) == 0) {
                throw new CorpusException(
                        "%d images in %d groups leave a part empty (%s): each part needs a group of its own, so use a larger corpus or a larger limit%s",
                        images.size(),
                        images.stream().map(TaggedImage::group).distinct().count(),
                        split,
                        whatGroups(images));
            }
        }
        return split;
    }

    /** Says what makes groups where there are fewer than images, and so what else can be done. */
    static String whatGroups(Collection<TaggedImage> images) {
        long groups = images.stream().map(TaggedImage::group).distinct().count();
        return groups == images.size()
                ? ""
                : "; images are one group by --group-by, by equal contents and, unless --near-duplicates anywhere is given, by looking alike";
    }

    /**
     * Places images into as many places as there are fractions.
     *
     * @param fractions what each place gets, together 1
     * @return the place of each image, from 0, by its id in the order of the images
     */
    static Map<String, Integer> place(
            Collection<TaggedImage> images, double[] fractions, SplittableRandom random) {
        int labels = 0;
        for (TaggedImage image : images) {
            labels =
                    image.labels().isEmpty() ? labels : Math.max(labels, image.labels().last() + 1);
        }
        List<ImageGroup> groups = shuffled(ImageGroup.of(images, labels), random);
        Allocation allocation = new Allocation(groups, ImageGroup.rows(images, labels), fractions);
        new IterativeStratification(allocation, random).run();
        new MissingLabels(allocation, random).run();
        new Swaps(allocation, random).run();
        return inOrder(images, allocation);
    }

    private static List<ImageGroup> shuffled(List<ImageGroup> groups, SplittableRandom random) {
        List<ImageGroup> shuffled = new ArrayList<>(groups);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            shuffled.set(i, shuffled.set(j, shuffled.get(i)));
        }
        return shuffled;
    }

    private static Map<String, Integer> inOrder(
            Collection<TaggedImage> images, Allocation allocation) {
        Map<String, Integer> placeOf = new HashMap<>();
        int[] placed = allocation.parts();
        for (int g = 0; g < placed.length; g++) {
            for (String id : allocation.group(g).ids()) {
                if (placeOf.put(id, placed[g]) != null) {
                    throw new IllegalArgumentException("Two images have the id '" + id + "'");
                }
            }
        }
        Map<String, Integer> ordered = new LinkedHashMap<>();
        images.forEach(image -> ordered.put(image.id(), placeOf.get(image.id())));
        return ordered;
    }

    /** Collects the settings of a {@link StratifiedSplitter}. */
    public static final class Builder {

        private static final double ROUNDING = 1e-9;

        private Long seed;
        private List<Part> parts = List.of(Part.values());
        private double[] fractions = {0.6, 0.2, 0.2};

        private Builder() {}

        /** Sets the seed of the run; any number. */
        public Builder setSeed(long value) {
            seed = value;
            return this;
        }

        /** Sets what each part gets of the images: each above 0, together 1. */
        public Builder optFractions(double train, double validation, double test) {
            parts = List.of(Part.values());
            fractions = new double[] {train, validation, test};
            return this;
        }

        /** Splits into train and one other part alone, which gets a share below 1. */
        Builder cut(Part other, double share) {
            parts = List.of(Part.TRAIN, other);
            fractions = new double[] {1 - share, share};
            return this;
        }

        /**
         * Returns the splitter.
         *
         * @throws IllegalArgumentException if there is no seed or the fractions are no split
         */
        public StratifiedSplitter build() {
            if (seed == null) {
                throw new IllegalArgumentException("A split needs a seed");
            }
            boolean positive = Arrays.stream(fractions).allMatch(fraction -> fraction > 0);
            if (!positive || !(Math.abs(Arrays.stream(fractions).sum() - 1) <= ROUNDING)) {
                throw new IllegalArgumentException(
                        "The fractions of a split must each be above 0 and together 1, but are train %s, validation %s, test %s"
                                .formatted(fractions[0], fractions[1], fractions[2]));
            }
            return new StratifiedSplitter(this);
        }
    }
}
