package org.tagzoo.datasets.duplicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.PerceptualHash;

/**
 * Puts {@linkplain NearDuplicates near-duplicates} into one group, so that no split and no fold has
 * them on two sides. Files alone decide it, no labels and no cache.
 *
 * <p>Images of fewer than {@value #LEAST_STRONG} strong frequencies, such as a clear sky, look like
 * too many others and stay as they are. So does what the corpus itself has in different parts.
 */
public final class KeepTogether {

    static final int LEAST_STRONG = 32;

    /** A group of more than this share of the images makes parts uneven. */
    private static final double LARGE = 0.1;

    private KeepTogether() {}

    /**
     * Returns the corpus with near-duplicates in one group each, if options ask for it, and with
     * notes that say how many there are; its hash stays.
     */
    public static ScannedCorpus nearDuplicates(ScannedCorpus scanned, CorpusOptions options) {
        if (!options.nearDuplicatesTogether()) {
            return scanned;
        }
        List<TaggedImage> images = scanned.corpus().images();
        int[] looks = looks(scanned);
        List<String> keys = keys(images, looks);
        List<TaggedImage> grouped = SameGroup.grouped(images, keys);
        List<String> notes = new ArrayList<>(scanned.corpus().notes());
        together(images, grouped, keys).ifPresent(notes::add);
        apart(images, looks, options).ifPresent(notes::add);
        return scanned.with(scanned.corpus().withImages(grouped, notes));
    }

    /**
     * Returns the images of a corpus with near-duplicates in one group each, whether or not its
     * split has them on one side.
     */
    public static List<TaggedImage> grouped(ScannedCorpus scanned) {
        List<TaggedImage> images = scanned.corpus().images();
        return SameGroup.grouped(images, keys(images, looks(scanned)));
    }

    /** What the corpus itself has in different parts is of different groups. */
    private static List<String> keys(List<TaggedImage> images, int[] looks) {
        return IntStream.range(0, looks.length)
                .mapToObj(i -> looks[i] + " " + images.get(i).part().orElse(""))
                .toList();
    }

    /** Returns for each image the index of the first that it shows the same as, or its own. */
    private static int[] looks(ScannedCorpus scanned) {
        List<TaggedImage> images = scanned.corpus().images();
        int[] looks = new int[images.size()];
        List<Integer> telling = new ArrayList<>();
        List<PerceptualHash> hashes = new ArrayList<>();
        for (int i = 0; i < looks.length; i++) {
            looks[i] = i;
            PerceptualHash hash = scanned.facts().get(images.get(i).id()).look();
            if (hash.strong() >= LEAST_STRONG) {
                telling.add(i);
                hashes.add(hash);
            }
        }
        int[] firsts = NearDuplicates.firsts(hashes);
        for (int i = 0; i < firsts.length; i++) {
            looks[telling.get(i)] = telling.get(firsts[i]);
        }
        return looks;
    }

    /** Says how many images are of one group that were of several. */
    private static Optional<String> together(
            List<TaggedImage> images, List<TaggedImage> grouped, List<String> keys) {
        Map<String, Set<String>> before = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            before.computeIfAbsent(keys.get(i), key -> new HashSet<>()).add(images.get(i).group());
            sizes.merge(grouped.get(i).group(), 1, Integer::sum);
        }
        Set<String> joined = new HashSet<>();
        int count = 0;
        for (int i = 0; i < keys.size(); i++) {
            if (before.get(keys.get(i)).size() > 1) {
                joined.add(grouped.get(i).group());
                count++;
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        int largest = joined.stream().mapToInt(sizes::get).max().orElseThrow();
        String uneven =
                largest > Math.max(2, LARGE * images.size())
                        ? "; one group has %d images, more than a tenth of all, which makes parts uneven: audit shows whether these are copies"
                                .formatted(largest)
                        : "";
        return Optional.of(
                "near-duplicates, which stay on one side of splits and folds: %d images in %s (--near-duplicates anywhere parts them)%s"
                        .formatted(count, groups(joined.size()), uneven));
    }

    /** Says how many images show the same as others in another part of the corpus's own. */
    private static Optional<String> apart(
            List<TaggedImage> images, int[] looks, CorpusOptions options) {
        Map<Integer, Set<Optional<String>>> parts = new HashMap<>();
        for (int i = 0; i < looks.length; i++) {
            parts.computeIfAbsent(looks[i], look -> new HashSet<>()).add(images.get(i).part());
        }
        Set<Integer> groups = new HashSet<>();
        int count = 0;
        for (int look : looks) {
            if (parts.get(look).size() > 1) {
                groups.add(look);
                count++;
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        "near-duplicates in different parts, where %s: %d images in %s"
                                .formatted(
                                        options.holdOut().isPresent()
                                                ? "--hold-out has them"
                                                : "the corpus has them (--split anew puts them together)",
                                        count,
                                        groups(groups.size())));
    }

    private static String groups(int count) {
        return count == 1 ? "1 group" : count + " groups";
    }
}
