package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTest {

    @Test
    void saysWhatTheEnvironmentDecides() {
        assertTrue(Bench.tf32Note(Map.of()).contains("TF32 in convolutions, as PyTorch has it"));
        assertTrue(
                Bench.tf32Note(Map.of("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "1"))
                        .contains("convolutions and linear layers"));
        assertTrue(
                Bench.tf32Note(
                                Map.of(
                                        "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE",
                                        "1",
                                        "NVIDIA_TF32_OVERRIDE",
                                        "0"))
                        .contains("is float32 on GPUs too"));
    }

    @Test
    void everyKindOfWorkOfEachNetworkIsMeasured() {
        List<String> log = new ArrayList<>();
        BenchSettings settings = NetworkWorksTest.settings("cnn", 32);
        Bench bench = new Bench(settings, device -> "Some CPU", log::add);
        BenchResult result = bench.run("1.2.3", List.of("A note."));
        assertTrue(result.isComplete());
        assertEquals(List.of("A note."), result.notes());
        assertEquals(
                List.of(
                        "cpu, float32: limits",
                        "cpu, float32, cnn: embedding",
                        "cpu, float32, cnn: training",
                        "cpu, float32, cnn: prediction",
                        "cpu, float32, cnn: one image"),
                log);
        assertEquals(List.of(Work.values()), result.rows().stream().map(BenchRow::work).toList());
        double limit = result.limits().get(0).gigaflops().median();
        for (BenchRow row : result.rows()) {
            assertEquals("cnn", row.model());
            assertEquals(limit, row.limit());
            boolean isSingle = row.work() == Work.ONE_IMAGE;
            assertEquals(isSingle, row.latency() != null);
            assertEquals(!isSingle, row.rates() != null);
            assertEquals(2 * row.multiplyAdds() * row.rate() / 1e9, row.gigaflops(), 1e-9);
            assertEquals(row.gigaflops() / limit, row.shareOfLimit(), 1e-9);
        }
        assertEquals("1.2.3", result.machine().tagzoo());
        assertTrue(result.machine().threads() >= 1);
        assertEquals(System.getProperty("os.name"), result.machine().system().split(" ", 2)[0]);
    }

    /** No figures of what failed, and no share of a limit that is not known. */
    @Test
    void whatFailsIsToldInItsRow() {
        BenchRow failed =
                new BenchRow(
                        "cnn", "cpu", "float32", Work.TRAINING, 2, null, null, 0, 0, null, "x");
        assertNull(failed.rate());
        assertNull(failed.gigaflops());
        assertNull(failed.shareOfLimit());
        BenchRow unlimited =
                new BenchRow(
                        "cnn",
                        "cpu",
                        "float32",
                        Work.TRAINING,
                        2,
                        new Quartiles(10, 9, 11, 3),
                        null,
                        500_000_000,
                        0,
                        null,
                        null);
        assertEquals(10, unlimited.gigaflops());
        assertNull(unlimited.shareOfLimit());
    }

    /** Three digits, or all before the point. */
    @Test
    void figuresInTheTable() {
        for (String[] pair :
                new String[][] {
                    {"9.994", "9.99"},
                    {"9.995", "10.0"},
                    {"99.94", "99.9"},
                    {"99.95", "100"},
                    {"12345.6", "12346"}
                }) {
            double rate = Double.parseDouble(pair[0]);
            BenchRow row =
                    new BenchRow(
                            "cnn",
                            "cpu",
                            "float32",
                            Work.PREDICTION,
                            2,
                            new Quartiles(rate, rate, rate, 3),
                            null,
                            0,
                            0,
                            null,
                            null);
            Machine machine = new Machine("P", 1, 1, "Linux", "17", "2.7.1", "1");
            String text =
                    BenchTable.render(
                            new BenchResult(
                                    machine,
                                    NetworkWorksTest.settings("cnn", 32),
                                    List.of(),
                                    List.of(row),
                                    List.of()));
            assertTrue(text.contains(pair[1] + "-" + pair[1]), text);
            assertFalse(text.contains("What the device reaches"), text);
        }
    }
}
