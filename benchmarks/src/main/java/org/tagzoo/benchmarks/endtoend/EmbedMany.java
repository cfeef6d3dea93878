package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.embedding.Embedder;
import org.tagzoo.zoo.embedding.EmbeddingKey;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * Embeds many images and prints time and memory.
 *
 * <p>Arguments: a folder with images, how many to embed (the folder's again and again), an empty
 * folder for the file of embeddings, the network's name, the side of the images. Prints, after each
 * tenth, how many are done, the seconds so far and the resident memory in MiB, and at the end the
 * most there was. A process that is killed and started again with the same arguments goes on.
 */
public final class EmbedMany {

    private static final int BATCH = 32;

    private EmbedMany() {}

    public static void main(String[] args) throws IOException {
        List<TaggedImage> images = images(Path.of(args[0]), Integer.parseInt(args[1]));
        ImageSize size = ImageSize.square(Integer.parseInt(args[4]));
        Graph body = LoadedNetwork.graph(args[3], 2, size.height()).before(Stage.HEAD).frozen();
        FoldedNorms folded = FoldedNorms.of(body, new InitialValues(1));
        ImageRows pixels = new ImageRows(images, EvaluationTransform.of(size));
        EmbeddingKey key =
                new EmbeddingKey(
                        args[3],
                        Stage.HEAD,
                        "random",
                        LoadedNetwork.IMAGENET,
                        size,
                        pixels.label(),
                        Precision.FLOAT32,
                        MemoryFormat.CHANNELS_LAST,
                        "cpu",
                        BATCH,
                        1,
                        "");
        long start = System.nanoTime();
        int[] done = {0};
        int threads = Runtime.getRuntime().availableProcessors();
        new Embedder(Path.of(args[2]), threads, System.err::println)
                .embed(
                        key,
                        body.output(),
                        // Each time that an image comes again counts as another.
                        images.stream().map(image -> Sha256.of(image.id())).toList(),
                        pixels,
                        () ->
                                LoadedNetwork.load(
                                        folded.graph(), folded.values(), Precision.FLOAT32),
                        count -> {
                            int tenth = images.size() / 10;
                            int before = done[0] / tenth;
                            done[0] += count;
                            if (done[0] / tenth > before) {
                                print(done[0], start);
                            }
                        });
        System.out.printf(Locale.ROOT, "peak %.1f MiB%n", ResidentMemory.peak() / 1048576.0);
    }

    private static void print(int done, long start) {
        try {
            System.out.printf(
                    Locale.ROOT,
                    "%d %.1f s %.1f MiB%n",
                    done,
                    (System.nanoTime() - start) / 1e9,
                    ResidentMemory.now() / 1048576.0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TaggedImage> images(Path folder, int count) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> paths =
                    files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
            SortedSet<Integer> none = new TreeSet<>();
            List<TaggedImage> images = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String id = String.valueOf(i);
                Path path = paths.get(i % paths.size());
                images.add(new TaggedImage(id, new ImageFile(path), none, id));
            }
            return images;
        }
    }
}
