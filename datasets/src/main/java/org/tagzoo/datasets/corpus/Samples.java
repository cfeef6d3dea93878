package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.random.SeedSequence;

/** Some of a corpus's images, each once at most, in the order they had. */
final class Samples {

    private Samples() {}

    /**
     * Returns a corpus of {@code count} images. Each image's place in the draw depends on the seed
     * and its id alone, so that a larger sample holds the smaller one.
     */
    static Corpus random(Corpus corpus, int count, long seed) {
        List<TaggedImage> drawn = shuffled(corpus, seed).subList(0, count);
        return of(corpus, drawn, "at random, by seed %d".formatted(seed));
    }

    /**
     * Returns a corpus of {@code count} images in which each part, domain and set of labels has its
     * share, to one image up or down: images in this order, of one kind at random, are taken at
     * equal distances from a start at random. Each image is as likely as any other.
     */
    static Corpus stratified(Corpus corpus, int count, long seed) {
        List<TaggedImage> images = shuffled(corpus, seed);
        int[] counts = corpus.labelCounts().values().stream().mapToInt(Integer::intValue).toArray();
        Function<TaggedImage, String> kind =
                image ->
                        image.labels().stream()
                                .sorted(Comparator.comparingInt(label -> counts[label]))
                                .map("%09d"::formatted)
                                .collect(Collectors.joining(" "));
        Map<TaggedImage, String> kinds =
                images.stream().collect(Collectors.toMap(Function.identity(), kind));
        images.sort(
                Comparator.comparing((TaggedImage image) -> image.part().orElse(""))
                        .thenComparing(image -> image.domain().orElse(""))
                        .thenComparing(kinds::get));
        double start = SeedSequence.random(seed, "sample").nextDouble();
        List<TaggedImage> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(images.get((int) ((i + start) * images.size() / count)));
        }
        return of(corpus, drawn, "of each class and domain its share, by seed %d".formatted(seed));
    }

    private static List<TaggedImage> shuffled(Corpus corpus, long seed) {
        List<TaggedImage> images = new ArrayList<>(corpus.images());
        Map<String, String> places =
                images.stream()
                        .map(TaggedImage::id)
                        .collect(
                                Collectors.toMap(
                                        id -> id, id -> Sha256.of(seed + "/sample/" + id)));
        images.sort(
                Comparator.comparing((TaggedImage image) -> places.get(image.id()))
                        .thenComparing(TaggedImage::id));
        return images;
    }

    private static Corpus of(Corpus corpus, List<TaggedImage> drawn, String how) {
        Set<String> ids = new HashSet<>(drawn.stream().map(TaggedImage::id).toList());
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add(
                "%d of %d images were taken %s"
                        .formatted(drawn.size(), corpus.images().size(), how));
        return corpus.withImages(
                corpus.images().stream().filter(image -> ids.contains(image.id())).toList(), notes);
    }
}
