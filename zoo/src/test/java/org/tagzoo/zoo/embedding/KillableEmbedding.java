package org.tagzoo.zoo.embedding;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Embeddings of noise by a tiny body, as a program that can be killed and measured. */
final class KillableEmbedding {

    private static final int SIZE = 8;
    private static final int WIDTH = 256;
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(128.0, 128.0, 128.0), List.of(64.0, 64.0, 64.0));

    private KillableEmbedding() {}

    /** Fills a row with noise that depends on the image's number. */
    static final BatchLoader.RowFiller NOISE =
            (item, row) -> {
                byte[] pixels = new byte[row.remaining()];
                new SplittableRandom(item).nextBytes(pixels);
                row.put(pixels);
            };

    /** Returns a hash for each image. */
    static List<String> hashes(int images) {
        return IntStream.range(0, images).mapToObj("%064x"::formatted).toList();
    }

    static CachedRows embed(Path cache, int images) throws IOException {
        Graph body =
                Graph.ofPixels(
                                SIZE,
                                NORMALIZATION,
                                (root, x) ->
                                        Layers.linear(root.child("fc"), Layers.flatten(x), WIDTH))
                        .frozen();
        EmbeddingKey key =
                new EmbeddingKey(
                        "tiny",
                        "head",
                        "first",
                        NORMALIZATION,
                        ImageSize.square(SIZE),
                        "noise",
                        Precision.FLOAT32,
                        MemoryFormat.CONTIGUOUS,
                        "cpu",
                        32,
                        1,
                        "");
        return new Embedder(cache, 1, System.out::println)
                .embed(
                        key,
                        body.output(),
                        hashes(images),
                        NOISE,
                        () ->
                                ScriptModule.load(
                                        body,
                                        new InitialValues(1),
                                        Precision.FLOAT32,
                                        MemoryFormat.CONTIGUOUS,
                                        Device.cpu()),
                        done -> {});
    }

    /**
     * Embeds and prints the most memory that the process had, in kibibytes as Linux counts it.
     *
     * @param args the cache's folder, the number of images
     */
    public static void main(String[] args) throws IOException {
        embed(Path.of(args[0]), Integer.parseInt(args[1]));
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .forEach(System.out::println);
    }
}
