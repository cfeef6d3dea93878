package org.tagzoo.app.audit;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.duplicate.Brightness;
import org.tagzoo.datasets.duplicate.CutOut;
import org.tagzoo.datasets.duplicate.NearDuplicates;
import org.tagzoo.zoo.index.NeighbourGraph;

/**
 * Which images of a corpus show the same. Copies have like perceptual hashes. Cut-outs are sought
 * among the neighbours of each image by its embedding, and told by their pixels.
 *
 * @param copies {@code [N]}, for each image the first that it is a copy of, or itself
 * @param all the same with cut-outs
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record SameLook(int[] copies, int[] all) {

    /** The size at which pixels are compared. */
    static final int SIDE = 64;

    /** Embeddings of an image and of most of it are closer. */
    private static final double LEAST_COSINE = 0.5;

    private record Pair(int one, int other) {}

    /**
     * Finds them.
     *
     * @param graph the neighbours of each image by its embedding
     * @param pixels {@code [64, 64, 3]} of each image
     */
    static SameLook find(ScannedCorpus corpus, NeighbourGraph graph, CachedRows pixels) {
        int[] copies =
                NearDuplicates.firsts(
                        corpus.corpus().images().stream()
                                .map(image -> corpus.facts().get(image.id()).look())
                                .toList());
        SameGroup groups = new SameGroup(copies.length);
        for (int n = 0; n < copies.length; n++) {
            groups.join(n, copies[n]);
        }
        List<Pair> pairs =
                IntStream.range(0, copies.length)
                        .boxed()
                        .flatMap(n -> pairs(graph, n))
                        .filter(pair -> copies[pair.one] != copies[pair.other])
                        .distinct()
                        .toList();
        pairs.parallelStream()
                .filter(pair -> CutOut.are(look(pixels, pair.one), look(pixels, pair.other)))
                .toList()
                .forEach(pair -> groups.join(pair.one, pair.other));
        return new SameLook(copies, groups.firsts());
    }

    private static Stream<Pair> pairs(NeighbourGraph graph, int n) {
        int[] others = graph.others()[n];
        return IntStream.range(0, others.length)
                .filter(i -> graph.cosines()[n][i] >= LEAST_COSINE)
                .mapToObj(i -> new Pair(Math.min(n, others[i]), Math.max(n, others[i])));
    }

    private static Brightness look(CachedRows pixels, int n) {
        return Brightness.of(pixels.row(n), SIDE);
    }
}
