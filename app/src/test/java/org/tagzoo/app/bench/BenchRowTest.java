package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

class BenchRowTest {

    private static final BenchSettings SETTINGS =
            new BenchSettings(
                    List.of("resnet50"),
                    224,
                    32,
                    20,
                    List.of(Precision.BFLOAT16),
                    MemoryFormat.CHANNELS_LAST,
                    List.of(Device.gpu(1)),
                    10);

    private static BenchRow row(Work work, Optional<Quartiles> rate, Optional<Latency> latency) {
        return new BenchRow(
                "resnet50",
                "cuda:1",
                Precision.BFLOAT16,
                work,
                work == Work.ONE_IMAGE ? 1 : 32,
                4_000_000_000L,
                rate,
                latency,
                400_000,
                OptionalLong.of(2_500_000_000L),
                rate.isEmpty() && latency.isEmpty()
                        ? Optional.of("CUDA out of memory.\nTried to allocate")
                        : Optional.empty());
    }

    private static final BenchRow BATCHES =
            row(Work.EMBEDDING, Optional.of(new Quartiles(10_000, 9_900, 10_050, 12)), none());

    private static final BenchRow SINGLE =
            row(Work.ONE_IMAGE, Optional.empty(), Optional.of(new Latency(2.5, 4.25, 400)));

    private static final BenchRow FAILED = row(Work.TRAINING, Optional.empty(), none());

    private static Optional<Latency> none() {
        return Optional.empty();
    }

    private static final BenchResult RESULT =
            new BenchResult(
                    new Machine("Some Processor", 16, 8, "Linux amd64", "17", "2.7.1", "0.1.0"),
                    SETTINGS,
                    List.of(
                            new DeviceLimit(
                                    "cuda:1",
                                    "Some GPU",
                                    Precision.BFLOAT16,
                                    new Quartiles(400_000, 390_000, 401_000, 10),
                                    8192,
                                    new Quartiles(2000, 1990, 2010, 10))),
                    List.of(BATCHES, SINGLE, FAILED),
                    List.of("A note."));

    @Test
    void operationsAreTwoForEachMultiplication() {
        // 10,000 images of 4 billion multiply-adds: 80,000 billion operations, a fifth of 400,000.
        assertEquals(80_000, BATCHES.gigaflops().orElseThrow(), 1e-6);
        assertEquals(0.2, BATCHES.shareOfLimit().orElseThrow(), 1e-12);
    }

    @Test
    void aSingleImageCountsByItsMedian() {
        assertEquals(400, SINGLE.rate().orElseThrow(), 1e-9);
        assertEquals(0.008, SINGLE.shareOfLimit().orElseThrow(), 1e-12);
    }

    @Test
    void whatFailedHasNoFigures() {
        assertTrue(FAILED.rate().isEmpty());
        assertTrue(FAILED.shareOfLimit().isEmpty());
        assertTrue(!RESULT.isComplete());
    }

    @Test
    void limitsThatCouldNotBeMeasuredAreMissed() {
        BenchResult whole =
                new BenchResult(
                        RESULT.machine(),
                        RESULT.settings(),
                        RESULT.limits(),
                        List.of(BATCHES),
                        List.of());
        assertTrue(whole.isComplete());
        BenchResult without =
                new BenchResult(
                        RESULT.machine(),
                        RESULT.settings(),
                        List.of(),
                        List.of(BATCHES),
                        List.of());
        assertFalse(without.isComplete());
    }

    @Test
    void tableShowsAll() {
        String text = BenchTable.render(RESULT);
        List<String> lines = text.lines().toList();
        assertEquals(
                "Some Processor, 16 processors, 8 threads, PyTorch 2.7.1, TagZoo 0.1.0",
                lines.get(0));
        assertEquals("images of 224 x 224, batches of 32, 20 labels, channels_last", lines.get(1));
        assertTrue(
                text.contains(
                        """
                        device             precision  GFLOP/s      quartiles  copy GB/s  quartiles
                        --------------------------------------------------------------------------
                        cuda:1 (Some GPU)  bfloat16    400000  390000-401000       2000  1990-2010
                        """),
                text);
        assertTrue(
                text.contains(
                        """
                        resnet50  cuda:1  bfloat16   embedding     10000  9900-10050          -       -    80000      0.20  2500 MB
                        resnet50  cuda:1  bfloat16   one image       400           -       2.50    4.25     3200      0.01  2500 MB
                        resnet50  cuda:1  bfloat16   training     failed           -          -       -        -         -  2500 MB
                        """),
                text);
        assertTrue(
                text.contains(
                        "resnet50, cuda:1, bfloat16, training failed: CUDA out of memory. Tried"),
                text);
        assertTrue(text.endsWith("A note.\n"), text);
        assertTrue(lines.stream().allMatch(line -> line.length() <= 120), text);
    }

    @Test
    void jsonHasStableKeys() throws IOException {
        JsonNode root = new ObjectMapper().readTree(BenchJson.render(RESULT));
        assertEquals(1, root.get("format").intValue());
        assertEquals(8, root.at("/machine/threads").intValue());
        assertEquals(400_000, root.at("/limits/0/gigaflops/median").doubleValue());
        assertEquals(1990, root.at("/limits/0/copyGigabytesPerSecond/lower").doubleValue());
        JsonNode row = root.at("/rows/0");
        assertEquals("embedding", row.get("work").textValue());
        assertEquals(10_050, row.at("/imagesPerSecond/upper").doubleValue());
        assertEquals(12, row.at("/imagesPerSecond/rounds").intValue());
        assertEquals(0.2, row.get("shareOfLimit").doubleValue(), 1e-12);
        assertEquals(2_500_000_000L, row.get("peakMemoryBytes").longValue());
        assertTrue(row.get("latencyMillis").isNull());
        assertTrue(row.get("error").isNull());
        assertEquals("one_picture", root.at("/rows/1/work").textValue());
        assertEquals(4.25, root.at("/rows/1/latencyMillis/p99").doubleValue());
        assertTrue(root.at("/rows/2/imagesPerSecond").isNull());
        assertTrue(root.at("/rows/2/error").textValue().startsWith("CUDA out of memory"));
        assertEquals("A note.", root.at("/notes/0").textValue());
    }
}
