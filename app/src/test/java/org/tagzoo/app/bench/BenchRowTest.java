package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

class BenchRowTest {

    private static final BenchSettings SETTINGS =
            new BenchSettings(
                    List.of("resnet50"),
                    ImageSize.square(224),
                    32,
                    20,
                    List.of(Precision.BFLOAT16),
                    MemoryFormat.CHANNELS_LAST,
                    List.of(Device.gpu(1)),
                    10);

    private static BenchRow row(Work work, Quartiles rates, Quartiles.Latency latency) {
        return new BenchRow(
                "resnet50",
                "cuda:1",
                "bfloat16",
                work,
                work == Work.ONE_IMAGE ? 1 : 32,
                rates,
                latency,
                4_000_000_000L,
                400_000,
                2_500_000_000L,
                rates == null && latency == null ? "CUDA out of memory.\nTried to allocate" : null);
    }

    private static final BenchRow BATCHES =
            row(Work.EMBEDDING, new Quartiles(10_000, 9_900, 10_050, 12), null);

    private static final BenchRow SINGLE =
            row(Work.ONE_IMAGE, null, new Quartiles.Latency(2.5, 4.25, 400));

    private static final BenchRow FAILED = row(Work.TRAINING, null, null);

    private static final BenchResult RESULT =
            new BenchResult(
                    new Machine("Some Processor", 16, 8, "Linux amd64", "17", "2.7.1", "0.2.0"),
                    SETTINGS,
                    List.of(
                            new BenchResult.DeviceLimit(
                                    "cuda:1",
                                    "Some GPU",
                                    "bfloat16",
                                    new Quartiles(400_000, 390_000, 401_000, 10),
                                    8192,
                                    new Quartiles(2000, 1990, 2010, 10))),
                    List.of(BATCHES, SINGLE, FAILED),
                    List.of("A note."));

    @Test
    void operationsAreTwoForEachMultiplication() {
        // 10,000 images of 4 billion multiply-adds: 80,000 billion operations, a fifth of 400,000.
        assertEquals(80_000, BATCHES.gigaflops(), 1e-6);
        assertEquals(0.2, BATCHES.shareOfLimit(), 1e-12);
    }

    @Test
    void aSingleImageCountsByItsMedian() {
        assertEquals(400, SINGLE.rate(), 1e-9);
        assertEquals(0.008, SINGLE.shareOfLimit(), 1e-12);
    }

    @Test
    void whatFailedHasNoFigures() {
        assertNull(FAILED.rate());
        assertNull(FAILED.shareOfLimit());
        assertFalse(RESULT.isComplete());
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
                "Some Processor, 16 processors, 8 threads, PyTorch 2.7.1, TagZoo 0.2.0",
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

    /** As the code wrote it by hand, before records were written as they are. */
    @Test
    void jsonHasStableKeys() throws IOException {
        try (InputStream in = BenchRowTest.class.getResourceAsStream("result.json")) {
            assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), RESULT.json());
        }
    }

    @Test
    void settingsOutOfTheirRange() {
        refused("A model must be one of ", List.of("resnet51"), 64, 2, 1, 1);
        refused("The image size must be 8 to 1024, but is 7", List.of("cnn"), 7, 2, 1, 1);
        refused("The batch size must be 2 to 4096, but is 1", List.of("cnn"), 64, 1, 1, 1);
        refused("The number of labels must be 1 to 100000", List.of("cnn"), 64, 2, 0, 1);
        refused("The seconds must be above 0, to 3600, but is 0", List.of("cnn"), 64, 2, 1, 0);
        refused("Models, precisions and devices must be one each", List.of(), 64, 2, 1, 1);
    }

    private static void refused(
            String message, List<String> models, int size, int batch, int labels, double seconds) {
        var refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new BenchSettings(
                                        models,
                                        ImageSize.square(size),
                                        batch,
                                        labels,
                                        List.of(Precision.FLOAT32),
                                        MemoryFormat.CONTIGUOUS,
                                        List.of(Device.cpu()),
                                        seconds));
        assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
    }
}
