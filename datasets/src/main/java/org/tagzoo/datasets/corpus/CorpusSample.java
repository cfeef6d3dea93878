package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.tagzoo.datasets.file.Sha256;
import java.util.Set;

/** A sample of the images of a corpus. */
final class CorpusSample {

    private CorpusSample() {}

    /**
     * Returns a corpus of {@code count} images, in the order they had. Each image's place in the
     * draw depends on the seed and its id alone, so that a larger sample holds the smaller one.
     */
    static Corpus take(Corpus corpus, int count, long seed) {
        List<String> ids = new ArrayList<>(corpus.images().stream().map(TaggedImage::id).toList());
        ids.sort(
                Comparator.comparing((String id) -> Sha256.of(seed + "/sample/" + id))
                        .thenComparing(Comparator.naturalOrder()));
        Set<String> taken = new HashSet<>(ids.subList(0, count));
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add(
                "%d of %d images were taken at random, by seed %d"
                        .formatted(count, corpus.images().size(), seed));
        return new Corpus(
                corpus.name(),
                corpus.labels(),
                corpus.images().stream().filter(image -> taken.contains(image.id())).toList(),
                corpus.quarantine(),
                notes);
    }
}
