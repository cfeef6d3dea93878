package org.tagzoo.app.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.report.AuditMap;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.index.NeighbourGraph;
import org.tagzoo.zoo.index.NeighbourMap;

/** Lays the images of a corpus out by their embeddings. */
final class MapOfImages {

    /** With more, the page would be larger than 15 MB. */
    private static final int MOST = 10_000;

    private static final int TILE = 48;
    private static final int COLUMNS = 32;

    private MapOfImages() {}

    /**
     * Lays out; of more than {@value #MOST} images so many, drawn at random.
     *
     * @param graph the neighbours of each image
     * @param neighbours how many of a part of the images
     * @param pixels {@code [64, 64, 3]} of each image
     */
    static AuditMap of(
            Corpus corpus,
            Embeddings embeddings,
            NeighbourGraph graph,
            int neighbours,
            CachedRows pixels,
            long seed)
            throws IOException {
        int[] shown = shown(corpus.images().size(), seed);
        int width = embeddings.mean().length;
        NeighbourGraph ofShown =
                shown.length == corpus.images().size()
                        ? graph
                        : NeighbourGraph.of(
                                shown.length,
                                width,
                                i -> embeddings.apply(shown[i]),
                                neighbours,
                                seed);
        double[][] places = NeighbourMap.of(ofShown, width, i -> embeddings.apply(shown[i]), seed);
        int[] x = scaled(places, 0);
        int[] y = scaled(places, 1);
        List<AuditMap.Dot> dots = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            TaggedImage image = corpus.images().get(shown[i]);
            dots.add(new AuditMap.Dot(image.id(), x[i], y[i], List.copyOf(image.labels())));
        }
        return new AuditMap(
                corpus.images().size(),
                corpus.labels().names(),
                common(corpus),
                dots,
                sheets(pixels, shown),
                COLUMNS,
                TILE);
    }

    private static int[] shown(int images, long seed) {
        SplittableRandom random = SeedSequence.random(seed, "images of the map");
        double[] keys = random.doubles(images).toArray();
        return IntStream.range(0, images)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> keys[n]))
                .limit(MOST)
                .mapToInt(n -> n)
                .sorted()
                .toArray();
    }

    private static int[] scaled(double[][] places, int axis) {
        double[] along = Arrays.stream(places).mapToDouble(place -> place[axis]).toArray();
        double low = Arrays.stream(along).min().orElse(0);
        double high = Math.max(Arrays.stream(along).max().orElse(0), low + 1e-9);
        return Arrays.stream(along)
                .mapToInt(a -> (int) Math.round((a - low) / (high - low) * AuditMap.EXTENT))
                .toArray();
    }

    private static List<Integer> common(Corpus corpus) {
        List<Integer> counts = List.copyOf(corpus.labelCounts().values());
        return IntStream.range(0, counts.size())
                .boxed()
                .sorted(Comparator.comparing(counts::get, Comparator.reverseOrder()))
                .limit(AuditMap.COLOURS)
                .toList();
    }

    private static List<String> sheets(CachedRows pixels, int[] shown) throws IOException {
        List<String> sheets = new ArrayList<>();
        EvaluationTransform small = EvaluationTransform.square(TILE);
        for (int from = 0; from < shown.length; from += COLUMNS * COLUMNS) {
            int count = Math.min(COLUMNS * COLUMNS, shown.length - from);
            int rows = (count + COLUMNS - 1) / COLUMNS;
            byte[] sheet = new byte[3 * COLUMNS * TILE * rows * TILE];
            for (int i = 0; i < count; i++) {
                byte[] image = new byte[pixels.rowBytes()];
                pixels.row(shown[from + i]).get(image);
                byte[] tile =
                        small.apply(new RgbImage(SameLook.SIDE, SameLook.SIDE, image)).pixels();
                for (int y = 0; y < TILE; y++) {
                    int line = (i / COLUMNS * TILE + y) * COLUMNS + i % COLUMNS;
                    System.arraycopy(tile, 3 * y * TILE, sheet, 3 * line * TILE, 3 * TILE);
                }
            }
            sheets.add(Thumbnails.address(new RgbImage(COLUMNS * TILE, rows * TILE, sheet)));
        }
        return sheets;
    }
}
