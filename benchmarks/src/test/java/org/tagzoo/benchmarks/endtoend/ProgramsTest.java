package org.tagzoo.benchmarks.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.benchmarks.endtoend.RunProgram.floats;
import static org.tagzoo.benchmarks.endtoend.RunProgram.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each program as a script runs it, on inputs of a few images. */
class ProgramsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIZE = 32;
    private static final int LABELS = 3;
    private static final int IMAGES = 5;

    @TempDir static Path folder;
    private static Path export;
    private static Path weights;
    private static Path photographs;
    private static Path pixels;
    private static Path targets;

    @BeforeAll
    static void draw() throws Exception {
        export = folder.resolve("export");
        List<String> said = run(WriteExport::main, "", export, "cnn", LABELS, SIZE);
        assertEquals(List.of(), said);
        weights = export.resolve("model.pt");
        photographs = Files.createDirectory(folder.resolve("photographs"));
        Random random = new Random(1);
        for (int i = 0; i < 3; i++) {
            BufferedImage image = new BufferedImage(60 + i, 50, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 60 * 50; p++) {
                image.setRGB(p % 60, p / 60, random.nextInt(1 << 24));
            }
            ImageIO.write(image, "jpeg", photographs.resolve(i + ".jpg").toFile());
        }
        byte[] bytes = new byte[IMAGES * SIZE * SIZE * 3];
        random.nextBytes(bytes);
        pixels = Files.write(folder.resolve("pixels"), bytes);
        byte[] flags = new byte[IMAGES * LABELS];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = (byte) (i % 2);
        }
        targets = Files.write(folder.resolve("targets"), flags);
    }

    private static void assertTimes(String line, int count) throws IOException {
        JsonNode times = JSON.readTree(line);
        assertEquals(count, times.size(), line);
        times.forEach(time -> assertTrue(time.doubleValue() > 0, line));
    }

    @Test
    void embedsEachImageAndTakesTurns() throws Exception {
        Path out = folder.resolve("embeddings");
        Object[] arguments = {weights, "cnn", LABELS, SIZE, pixels, out, "FLOAT32"};
        List<String> said = run(EmbedImages::main, "2\n1\n\n4\n", arguments);
        assertEquals(3, said.size(), said::toString);
        assertEquals(IMAGES, Integer.parseInt(said.get(0)));
        assertTimes(said.get(1), 2);
        assertTimes(said.get(2), 1);
        float[] embeddings = floats(out);
        assertEquals(0, embeddings.length % IMAGES);
        assertNotEquals(embeddings[0], embeddings[embeddings.length - 1]);
        run(EmbedImages::main, "", arguments);
        assertArrayEquals(embeddings, floats(out));
    }

    @Test
    void trainsTheFirstBatchAndThenEpochs() throws Exception {
        List<String> said =
                run(
                        TrainNetwork::main,
                        "1\n1\n",
                        weights,
                        "cnn",
                        SIZE,
                        2,
                        pixels,
                        targets,
                        "FLOAT32",
                        4,
                        0.05,
                        0.9);
        assertEquals(3, said.size(), said::toString);
        JsonNode losses = JSON.readTree(said.get(0));
        assertEquals(4, losses.size());
        assertTrue(losses.get(3).doubleValue() < losses.get(0).doubleValue(), said::toString);
        assertTimes(said.get(1), 1);
        assertTimes(said.get(2), 1);
    }

    /** One label, one feature, two examples: the layer's first two losses by hand. */
    @Test
    void trainsALayerOnFeatures() throws Exception {
        Path features = folder.resolve("features");
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(features, bytes.putFloat(2).putFloat(1).array());
        Path truth = folder.resolve("truth");
        Files.write(truth, new byte[] {1, 0});
        List<String> said = run(TrainHead::main, "1\n\n", features, 1, truth, 1, 2, 2, 0.5, 0.9);
        assertEquals(2, said.size(), said::toString);
        JsonNode losses = JSON.readTree(said.get(0));
        assertEquals(Math.log(2), losses.get(0).doubleValue(), 1e-6);
        // Gradients at zero: (-0.5 * 2 + 0.5 * 1) / 2 of the weight, 0 of the bias.
        double weight = 0.5 * 0.25;
        double expected = (Math.log1p(Math.exp(-2 * weight)) + Math.log1p(Math.exp(weight))) / 2;
        assertEquals(expected, losses.get(1).doubleValue(), 1e-6);
        assertTimes(said.get(1), 1);
    }

    @Test
    void tagsAPhotographAgainAndAgain() throws Exception {
        List<String> said =
                run(PredictLatency::main, "3\n\n", export, photographs.resolve("0.jpg"));
        assertEquals(2, said.size(), said::toString);
        JsonNode tags = JSON.readTree(said.get(0)).path("tags");
        assertEquals(LABELS, tags.size(), said.get(0));
        tags.forEach(tag -> assertTrue(tag.get("score").doubleValue() > 0, said.get(0)));
        assertTimes(said.get(1), 3);
    }

    /** Perfect scores: any threshold between those of negatives and positives gives an F1 of 1. */
    @Test
    void choosesThresholds() throws Exception {
        ByteBuffer scores =
                ByteBuffer.allocate(IMAGES * LABELS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < IMAGES * LABELS; i++) {
            scores.putFloat(i % 2 == 1 ? 0.75f : 0.25f);
        }
        Path file = Files.write(folder.resolve("scores"), scores.array());
        List<String> said = run(ChooseThresholds::main, "2\n", file, targets, LABELS);
        JsonNode thresholds = JSON.readTree(said.get(0));
        assertEquals(LABELS, thresholds.size());
        for (JsonNode threshold : thresholds) {
            assertTrue(threshold.doubleValue() > 0.25, said.get(0));
            assertTrue(threshold.doubleValue() <= 0.75, said.get(0));
        }
        assertTimes(said.get(1), 2);
    }

    /** Where all is right in every image, it is so in every bootstrap sample. */
    @Test
    void drawsBootstrapSamples() throws Exception {
        List<String> said = run(DrawAgain::main, "1\n", targets, targets, LABELS);
        assertEquals("[1.0, 1.0]", said.get(0));
        assertTimes(said.get(1), 1);
    }

    @Test
    void writesPixelsOfAllThreeWays() throws Exception {
        Path out = folder.resolve("decoded");
        List<String> said = run(DecodeThroughput::main, "plain\nreduced\nfive\n", photographs, out);
        assertEquals(4, said.size(), said::toString);
        assertEquals("3", said.get(0));
        for (String millis : said.subList(1, 4)) {
            // Counted in ticks of 10 ms: three small images may take none.
            assertTrue(Double.parseDouble(millis) >= 0, millis);
        }
        float[] values = floats(out);
        assertEquals(3 * 224 * 224 * 3, values.length);
        // A small photograph is decoded whole in both ways.
        int count = values.length / 3;
        for (int i = 0; i < count; i++) {
            assertEquals(values[i], values[count + i]);
        }
        assertNotEquals(values[0], values[2 * count]);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void embedsManyAndSaysHowMuchMemoryThatTakes() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        List<String> said = run(EmbedMany::main, "", photographs, 40, cache, "cnn", SIZE);
        assertTrue(said.get(0).matches("\\d+ [\\d.]+ s [\\d.]+ MiB"), said::toString);
        String last = said.get(said.size() - 2);
        assertTrue(last.startsWith("40 "), said::toString);
        assertTrue(said.get(said.size() - 1).startsWith("peak "), said::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "resnet50"})
    void anotherNetworkThanThatOfTheWeightsIsRefused(String name) {
        Path out = folder.resolve("refused");
        assertThrows(
                Exception.class,
                () ->
                        run(
                                EmbedImages::main,
                                "",
                                weights,
                                name,
                                LABELS,
                                SIZE,
                                pixels,
                                out,
                                "FLOAT32"));
        assertTrue(Files.notExists(out));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void timesLoadingAndItsMemory() throws Exception {
        Path large = folder.resolve("large");
        run(WriteExport::main, "", large, "cnn", 1000, 224);
        List<String> said = run(LoadWeights::main, "", large.resolve("model.pt"), "cnn", 2);
        JsonNode line = JSON.readTree(said.get(0));
        assertEquals(2, line.get("seconds").size());
        assertTrue(line.get("idle").longValue() > 1 << 20, said::toString);
        assertTrue(line.has("above_idle"), said::toString);
    }

    /** A server that is busy every third time. */
    @Test
    void countsAnswersAndTheirTimes() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/predict",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    boolean busy = asked.incrementAndGet() % 3 == 0;
                    exchange.sendResponseHeaders(busy ? 503 : 200, -1);
                    exchange.close();
                });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            JsonNode report = JSON.readTree(ServeLoad.measure(address, photographs, 2, 0.5));
            int good = report.at("/statuses/200").intValue();
            assertTrue(good > 0, report::toString);
            assertTrue(report.at("/statuses/503").intValue() > 0, report::toString);
            assertEquals(good, report.get("per_second").doubleValue() * 0.5, 0.5 * good);
            double median = report.get("p50").doubleValue();
            assertTrue(median > 0 && median <= report.get("p99").doubleValue(), report::toString);
            assertTrue(
                    report.get("p99").doubleValue() <= report.get("max").doubleValue(),
                    report::toString);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anIndexIsSearchedAsExhaustively() throws Exception {
        List<String> said = run(SearchIndex::main, "", 500, 32, 40, 10, folder);
        assertEquals(3, said.size(), said.toString());
        assertTrue(said.get(1).startsWith("500 x 32, ms a query: median "), said.toString());
        assertTrue(said.get(2).startsWith("of 40 queries "), said.toString());
        assertTrue(said.get(2).endsWith(", 0 differ"), said.toString());
    }
}
