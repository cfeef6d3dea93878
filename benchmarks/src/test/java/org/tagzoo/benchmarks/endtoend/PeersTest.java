package org.tagzoo.benchmarks.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.benchmarks.endtoend.RunProgram.floats;
import static org.tagzoo.benchmarks.endtoend.RunProgram.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportException;

/**
 * The programs come to what PyTorch, numpy, scikit-learn and Pillow come to on the same files,
 * which {@code make_programs.py} wrote: else their times would be no comparison.
 */
class PeersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIZE = 4;
    private static final int IMAGES = 6;
    private static final int LABELS = 3;
    private static final int ROWS = 300;

    @TempDir static Path folder;
    private static JsonNode golden;

    @BeforeAll
    static void copy() throws IOException {
        for (String name :
                List.of(
                        "ff1.safetensors",
                        "pixels",
                        "targets",
                        "truth",
                        "decisions",
                        "scores",
                        "photograph.png",
                        "golden.json")) {
            try (InputStream in = PeersTest.class.getResourceAsStream(name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
        golden = JSON.readTree(folder.resolve("golden.json").toFile());
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }

    /** The body of a linear network is its pixels, normalised, channel by channel. */
    @Test
    void embeddingsArePyTorchs() throws Exception {
        Path out = file("embeddings");
        List<String> said =
                run(
                        EmbedImages::main,
                        "",
                        file("ff1.safetensors"),
                        "ff1",
                        LABELS,
                        SIZE,
                        file("pixels"),
                        out,
                        "FLOAT32");
        assertEquals(List.of(String.valueOf(IMAGES)), said);
        JsonNode expected = golden.get("embeddings");
        float[] actual = floats(out);
        assertEquals(expected.size(), actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected.get(i).doubleValue(), actual[i], 1e-5, "value " + i);
        }
    }

    @Test
    void lossesArePyTorchs() throws Exception {
        JsonNode expected = golden.get("losses");
        List<String> said =
                run(
                        TrainNetwork::main,
                        "",
                        file("ff1.safetensors"),
                        "ff1",
                        SIZE,
                        IMAGES,
                        file("pixels"),
                        file("targets"),
                        "FLOAT32",
                        expected.size(),
                        0.05,
                        0.9);
        JsonNode losses = JSON.readTree(said.get(0));
        assertEquals(expected.size(), losses.size());
        for (int i = 0; i < losses.size(); i++) {
            double loss = expected.get(i).doubleValue();
            assertEquals(loss, losses.get(i).doubleValue(), 1e-5 * loss, "update " + (i + 1));
        }
    }

    /** Other draws than numpy's: the ends lie within a tenth of the interval's width. */
    @Test
    void theIntervalIsNumpys() throws Exception {
        List<String> said = run(DrawAgain::main, "", file("decisions"), file("truth"), LABELS);
        JsonNode interval = JSON.readTree(said.get(0));
        JsonNode expected = golden.get("interval");
        double width = expected.get(1).doubleValue() - expected.get(0).doubleValue();
        for (int end = 0; end < 2; end++) {
            assertEquals(
                    expected.get(end).doubleValue(),
                    interval.get(end).doubleValue(),
                    width / 10,
                    said::toString);
        }
    }

    /** No threshold gives a label a better F1 than scikit-learn finds along its curve. */
    @Test
    void thresholdsHaveTheF1OfScikitLearns() throws Exception {
        List<String> said = run(ChooseThresholds::main, "", file("scores"), file("truth"), LABELS);
        JsonNode thresholds = JSON.readTree(said.get(0));
        float[] scores = floats(file("scores"));
        boolean[][] truth = Flags.read(file("truth"), LABELS);
        assertEquals(ROWS, truth.length);
        for (int label = 0; label < LABELS; label++) {
            int hits = 0;
            int wrong = 0;
            for (int n = 0; n < ROWS; n++) {
                double threshold = thresholds.get(label).doubleValue();
                boolean predicted = scores[n * LABELS + label] >= threshold;
                hits += predicted && truth[n][label] ? 1 : 0;
                wrong += predicted == truth[n][label] ? 0 : 1;
            }
            assertEquals(
                    golden.get("bestF1").get(label).doubleValue(),
                    2.0 * hits / (2 * hits + wrong),
                    1e-12,
                    "label " + label);
        }
    }

    @Test
    void aPhotographIsPillows() throws Exception {
        Path photographs = Files.createDirectory(file("photographs"));
        Files.copy(file("photograph.png"), photographs.resolve("photograph.png"));
        Path out = file("decoded");
        assertEquals(List.of("1"), run(DecodeThroughput::main, "", photographs, out));
        float[] plain = floats(out);
        JsonNode expected = golden.get("photograph");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).doubleValue(), plain[997 * i], 1e-5, "value " + 997 * i);
        }
    }

    @Test
    void pixelsInMemoryAreThoseOfTheFile() throws IOException {
        byte[] bytes = Files.readAllBytes(file("pixels"));
        MemoryPixels pixels = MemoryPixels.read(file("pixels"), SIZE);
        assertEquals(IMAGES, pixels.count());
        int size = SIZE * SIZE * 3;
        assertEquals(size, pixels.rows().bytes());
        for (int image : new int[] {5, 0, 3}) {
            ByteBuffer row = ByteBuffer.allocate(size);
            pixels.rows().source().read(image, 1, row);
            assertEquals(ByteBuffer.wrap(bytes, image * size, size), row.rewind());
        }
    }

    /**
     * A buffer of 64 MiB that is written to lies in memory; once it was forgotten, no peak has it.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void residentMemoryIsWhatWasWritten() throws IOException {
        long buffer = 64L << 20;
        ResidentMemory.forgetPeak();
        long before = ResidentMemory.now();
        ByteBuffer written = ByteBuffer.allocateDirect((int) buffer);
        for (int i = 0; i < buffer; i += 1024) {
            written.put(i, (byte) 1);
        }
        long after = ResidentMemory.now();
        assertTrue(after - before > buffer / 2, before + " and " + after);
        assertTrue(ResidentMemory.peak() >= after, ResidentMemory.peak() + " and " + after);
        assertEquals(1, written.get(1024));
    }

    @Test
    void anUnknownNetworkIsNoGraph() {
        assertThrows(
                NoSuchElementException.class, () -> LoadedNetwork.graph("resnet19", LABELS, 32));
    }

    /** What is written is an export, of the labels and the size that were asked for. */
    @Test
    void theExportSaysWhatWasAskedFor() throws Exception {
        Path export = file("export");
        assertEquals(List.of(), run(WriteExport::main, "", export, "ff1", LABELS, 8));
        var description = Export.open(export).description();
        assertEquals(List.of("label0", "label1", "label2"), description.labels().names());
        assertEquals(ImageSize.square(8), description.imageSize());
        Files.delete(export.resolve("model.pt"));
        assertThrows(ExportException.class, () -> Export.open(export));
    }

    /** Nobody listens at the port: each attempt is counted by what went wrong. */
    @Test
    void aServerThatIsNotThereIsCounted() throws Exception {
        JsonNode report =
                JSON.readTree(ServeLoad.measure(URI.create("http://127.0.0.1:1/"), folder, 1, 0.2));
        assertTrue(report.at("/statuses/ConnectException").intValue() > 0, report::toString);
        assertFalse(report.get("statuses").has("200"), report::toString);
        assertEquals(0, report.get("per_second").doubleValue());
    }
}
