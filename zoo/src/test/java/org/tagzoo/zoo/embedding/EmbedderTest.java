package org.tagzoo.zoo.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSource;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
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

    private RowFile embed(Path cache, String imagesHash) throws IOException {
        EmbeddingKey key =
                new EmbeddingKey(
                        "cnn",
                        "head",
                        "weights",
                        NORMALIZATION,
                        SIZE,
                        Precision.FLOAT32,
                        MemoryFormat.CHANNELS_LAST,
                        "cpu",
                        BATCH,
                        1,
                        imagesHash,
                        "");
        return new Embedder(cache, 2)
                .embed(
                        key,
                        body.output(),
                        IMAGES,
                        new ImageRows(images(), EvaluationTransform.square(SIZE)),
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

    private static float[] row(RowFile file, int index) {
        FloatBuffer floats = file.row(index).asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    @Test
    void computesOnceAndForEachKeyAnew() throws IOException {
        RowFile first = embed(folder, "a");
        RowFile again = embed(folder, "a");
        assertEquals(1, loads, "the second comes from the cache");
        assertArrayEquals(row(first, 7), row(again, 7));
        assertTrue(first.seconds() > 0);
        embed(folder, "b");
        assertEquals(2, loads);
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        RowFile whole = embed(folder.resolve("whole"), "a");
        stopAt = 9;
        Path stopped = folder.resolve("stopped");
        IOException error = assertThrows(IOException.class, () -> embed(stopped, "a"));
        assertTrue(error.getMessage().contains("noise 9"), error.getMessage());
        stopAt = 0; // is in the file already, and must not be read again
        RowFile resumed = embed(stopped, "a");
        for (int i = 0; i < IMAGES; i++) {
            assertArrayEquals(row(whole, i), row(resumed, i), "row " + i);
        }
    }

    @Test
    void statisticsAreThoseOfTheRows() throws IOException {
        RowFile file = embed(folder, "a");
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
