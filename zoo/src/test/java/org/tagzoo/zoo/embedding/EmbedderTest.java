package org.tagzoo.zoo.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.ImageSource;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.EngineThreads;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

class EmbedderTest {

    private static final int SIZE = 16;
    private static final int IMAGES = 10;
    private static final int BATCH = 4;
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(120.0, 110.0, 100.0), List.of(60.0, 50.0, 40.0));

    @TempDir Path folder;
    private final Graph body =
            new Network(Backbones.byName("cnn").orElseThrow(), Head.linear(2))
                    .backboneGraph(SIZE, NORMALIZATION);
    private final Set<Integer> drawn = Collections.synchronizedSet(new TreeSet<>());
    private int loads;
    private int stopAt = -1;

    /** Noise that depends on the image's number; reading image {@code stopAt} fails. */
    private final class Noise implements ImageSource {

        private final int number;

        Noise(int number) {
            this.number = number;
        }

        @Override
        public byte[] content() {
            return new byte[] {(byte) number};
        }

        @Override
        public RgbImage draw(EvaluationTransform transform) throws IOException {
            int size = transform.width();
            if (number == stopAt) {
                throw new IOException("the plug was pulled");
            }
            byte[] pixels = new byte[3 * size * size];
            new SplittableRandom(number).nextBytes(pixels);
            return new RgbImage(size, size, pixels);
        }

        @Override
        public String location() {
            return "noise " + number;
        }
    }

    private List<TaggedImage> images() {
        return IntStream.range(0, IMAGES)
                .mapToObj(i -> new TaggedImage("" + i, new Noise(i), new TreeSet<>(), "" + i))
                .toList();
    }

    private static List<String> hashes(int... numbers) {
        return IntStream.of(numbers).mapToObj("%064x"::formatted).toList();
    }

    /** Embeds the images of some numbers. */
    private CachedRows embed(Path cache, String alteration, int... numbers) throws IOException {
        EmbeddingKey key =
                new EmbeddingKey(
                        "cnn",
                        "head",
                        "weights",
                        NORMALIZATION,
                        ImageSize.square(SIZE),
                        "16",
                        Precision.FLOAT32,
                        MemoryFormat.CHANNELS_LAST,
                        "cpu",
                        BATCH,
                        1,
                        alteration);
        ImageRows pixels = new ImageRows(images(), EvaluationTransform.square(SIZE));
        return new Embedder(cache, 2, line -> {})
                .embed(
                        key,
                        body.output(),
                        hashes(numbers),
                        (item, row) -> {
                            drawn.add(numbers[item]);
                            pixels.fill(numbers[item], row);
                        },
                        () -> {
                            loads++;
                            return ScriptModule.load(
                                    body,
                                    new InitialValues(1),
                                    Precision.FLOAT32,
                                    MemoryFormat.CHANNELS_LAST,
                                    Device.cpu());
                        },
                        done -> {});
    }

    private CachedRows embed(Path cache, String alteration) throws IOException {
        return embed(cache, alteration, IntStream.range(0, IMAGES).toArray());
    }

    private static float[] row(CachedRows file, int index) {
        FloatBuffer floats = file.row(index).asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    @Test
    void computesOnceAndForEachKeyAnew() throws IOException {
        CachedRows first = embed(folder, "a");
        CachedRows again = embed(folder, "a");
        assertEquals(1, loads, "the second comes from the cache");
        assertArrayEquals(row(first, 7), row(again, 7));
        assertTrue(first.seconds() > 0);
        embed(folder, "b");
        assertEquals(2, loads);
    }

    @Test
    void onlyWhatIsNewGoesThroughTheNetwork() throws IOException {
        CachedRows before = embed(folder, "", 1, 2, 3, 4, 5);
        drawn.clear();
        CachedRows after = embed(folder, "", 5, 9, 3, 1, 2);
        assertEquals(Set.of(9), drawn);
        assertArrayEquals(row(before, 4), row(after, 0));
        assertArrayEquals(row(before, 0), row(after, 3));
        drawn.clear();
        embed(folder, "", 9, 4, 9);
        assertEquals(Set.of(), drawn);
        assertEquals(2, loads);
    }

    /** In real bodies, on as many threads as the machine has, in batches as in use. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, head, 64, FLOAT32",
        "resnet18, head, 32, BFLOAT16",
        "resnet50, layer3, 32, FLOAT32",
        "vgg16, head, 32, FLOAT32",
        "vgg16_bn, features34, 32, FLOAT32",
        "inception_v3, head, 80, FLOAT32"
    })
    void anImageHasTheSameBitsAloneAsAmongOthers(
            String name, String stage, int size, Precision precision) throws IOException {
        Graph whole =
                new Network(Backbones.byName(name).orElseThrow(), Head.linear(2))
                        .graph(size, NORMALIZATION);
        FoldedNorms frozen = FoldedNorms.of(whole.before(stage).frozen(), new InitialValues(1));
        EmbeddingKey key =
                new EmbeddingKey(
                        name,
                        stage,
                        "random",
                        NORMALIZATION,
                        ImageSize.square(size),
                        "",
                        precision,
                        MemoryFormat.CHANNELS_LAST,
                        "cpu",
                        32,
                        EngineThreads.count(),
                        "");
        try (ScriptModule module =
                ScriptModule.load(
                        frozen.graph(),
                        frozen.values(),
                        precision,
                        MemoryFormat.CHANNELS_LAST,
                        Device.cpu())) {
            Embedder.Stages stages =
                    new Embedder.Stages(
                            module.manager(), input -> module.forward(input, false), () -> {});
            int width = frozen.graph().output().count();
            int[] all = IntStream.range(0, 45).toArray();
            CachedRows among = bits(folder, key, width, all, stages);
            for (int[] others : List.of(new int[] {44}, new int[] {31, 3})) {
                Path other = folder.resolve("of" + others[0]);
                CachedRows some = bits(other, key, width, others, stages);
                for (int i = 0; i < others.length; i++) {
                    assertEquals(among.row(others[i]), some.row(i), name + " " + others[i]);
                }
            }
        }
    }

    private static CachedRows bits(
            Path cache, EmbeddingKey key, int width, int[] numbers, Embedder.Stages stages)
            throws IOException {
        return new Embedder(cache, 2, line -> {})
                .embed(
                        key,
                        width,
                        hashes(numbers),
                        (item, row) -> {
                            byte[] pixels = new byte[row.remaining()];
                            new SplittableRandom(numbers[item]).nextBytes(pixels);
                            row.put(pixels);
                        },
                        () -> stages,
                        done -> {});
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        CachedRows whole = embed(folder.resolve("whole"), "a");
        stopAt = 9;
        Path stopped = folder.resolve("stopped");
        IOException error = assertThrows(IOException.class, () -> embed(stopped, "a"));
        assertTrue(error.getMessage().contains("noise 9"), error.getMessage());
        stopAt = 0; // is in the file already, and must not be read again
        CachedRows resumed = embed(stopped, "a");
        for (int i = 0; i < IMAGES; i++) {
            assertArrayEquals(row(whole, i), row(resumed, i), "row " + i);
        }
    }

    @Test
    void statisticsAreThoseOfTheRows() throws IOException {
        CachedRows file = embed(folder, "a");
        int[] rows = {1, 4, 8};
        EmbeddingStatistics statistics = EmbeddingStatistics.of(file, rows);
        double[] feature = IntStream.of(rows).mapToDouble(r -> row(file, r)[5]).toArray();
        double mean = (feature[0] + feature[1] + feature[2]) / 3;
        double variance = 0;
        for (double value : feature) {
            variance += (value - mean) * (value - mean) / 3;
        }
        assertEquals(mean, statistics.mean()[5], 1e-6);
        assertEquals(variance, statistics.variance()[5], 1e-6);
    }
}
