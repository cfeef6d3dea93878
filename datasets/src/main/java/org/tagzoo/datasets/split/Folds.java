package org.tagzoo.datasets.split;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * Images in {@code k} folds for cross-validation: each is in one fold, groups stay whole, and every
 * fold has its share of each label, as {@link StratifiedSplitter} has it. {@link #split} makes one
 * fold the test part and cuts a validation part of its own from the rest: a fifth of all images, a
 * third of the rest at most. What is chosen on that part never saw the fold.
 *
 * <p>Folds of all images test each image once. Folds of the train and validation parts of a split
 * leave its test part out:
 *
 * <pre>{@code
 * Folds all = Folds.of(corpus.images(), 10, seed);
 * Folds inner = Folds.ofTraining(corpus, 5, seed);
 * SplitCorpus first = SplitCorpus.of(corpus.scanned(), inner.split(1));
 * }</pre>
 *
 * <p>The same images, number and seed give the same folds, in whatever order the images come. A
 * fold's train and validation parts depend on no label of its test part once the folds are drawn.
 */
public final class Folds {

    private static final double VALIDATION = 0.2;
    private static final double MOST_OF_REST = 1.0 / 3;

    private final List<TaggedImage> images;
    private final int count;
    private final long seed;
    private final Map<String, Integer> foldOf;

    private Folds(List<TaggedImage> images, int count, long seed, Map<String, Integer> foldOf) {
        this.images = images;
        this.count = count;
        this.seed = seed;
        this.foldOf = foldOf;
    }

    /**
     * Draws folds.
     *
     * @param count how many, 2 to 100
     * @throws CorpusException if there are not enough groups for one in each fold and two more for
     *     the rest
     * @throws IllegalArgumentException if the count is off or two images have the same id
     */
    public static Folds of(Collection<TaggedImage> images, int count, long seed) {
        Check.within("the number of folds", count, 2, 100);
        double[] fractions = new double[count];
        Arrays.fill(fractions, 1.0 / count);
        Map<String, Integer> foldOf = new LinkedHashMap<>();
        StratifiedSplitter.place(images, fractions, SeedSequence.random(seed, "folds"))
                .forEach((id, place) -> foldOf.put(id, place + 1));
        if (foldOf.values().stream().distinct().count() < count) {
            throw new CorpusException(
                    "%d images in %d groups can't fill %d folds: each fold needs a group of its own, so use fewer folds or a larger corpus%s",
                    images.size(),
                    images.stream().map(TaggedImage::group).distinct().count(),
                    count,
                    StratifiedSplitter.whatGroups(images));
        }
        return new Folds(List.copyOf(images), count, seed, foldOf);
    }

    /** Draws folds of the train and validation parts of a corpus; its test part is in none. */
    public static Folds ofTraining(SplitCorpus corpus, int count, long seed) {
        return of(
                corpus.images().stream()
                        .filter(image -> corpus.split().partOf(image.id()) != Part.TEST)
                        .toList(),
                count,
                seed);
    }

    /** Returns how many folds there are. */
    public int count() {
        return count;
    }

    /** Returns the fold of each image, 1 to {@link #count}, by its id, in the order they came. */
    public Map<String, Integer> foldOf() {
        return Collections.unmodifiableMap(foldOf);
    }

    /**
     * Returns the split that tests one fold.
     *
     * @param fold 1 to {@link #count}
     * @throws CorpusException if the rest has not enough groups for train and validation
     */
    public Split split(int fold) {
        Check.within("a fold", fold, 1, count);
        List<TaggedImage> rest =
                images.stream().filter(image -> foldOf.get(image.id()) != fold).toList();
        double share = Math.min(VALIDATION * count / (count - 1), MOST_OF_REST);
        Split cut =
                StratifiedSplitter.builder()
                        .setSeed(SeedSequence.derive(seed, "rest of fold", fold))
                        .cut(Part.VALIDATION, share)
                        .build()
                        .split(rest);
        Map<String, Part> parts = new LinkedHashMap<>();
        foldOf.keySet().forEach(id -> parts.put(id, cut.parts().getOrDefault(id, Part.TEST)));
        return new Split(parts);
    }
}
