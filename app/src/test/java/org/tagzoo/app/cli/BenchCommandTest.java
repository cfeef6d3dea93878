package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.app.device.CudaDevices;

/** The command as a user runs it, on a network that takes no time. */
class BenchCommandTest {

    private static final String TINY =
            "bench --models cnn --image-size 16 --batch-size 4 --labels 3 --seconds 0.02";

    @TempDir Path folder;

    private static Result run(String line) {
        return Result.run(line.split(" +"));
    }

    @Test
    void measuresEveryKindOfWork() throws IOException {
        Path file = folder.resolve("bench.json");
        Result result = run(TINY + " --device cpu --precision float32,bfloat16 --json " + file);
        assertEquals(0, result.exitCode(), result.err());
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        assertEquals("0.2.0", root.at("/machine/tagzoo").textValue());
        assertEquals(
                List.of("float32", "bfloat16"), root.get("limits").findValuesAsText("precision"));
        assertTrue(root.at("/limits/0/gigaflops/median").doubleValue() > 0);
        assertTrue(root.at("/limits/0/copyGigabytesPerSecond/median").doubleValue() > 0);
        JsonNode rows = root.get("rows");
        List<String> works = List.of("embedding", "training", "prediction", "one_picture");
        assertEquals(8, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            assertEquals(works.get(i % 4), row.get("work").textValue());
            assertEquals("cpu", row.get("device").textValue());
            assertTrue(row.get("error").isNull(), row.toString());
            assertTrue(row.get("gigaflops").doubleValue() > 0, row.toString());
            assertTrue(row.get("shareOfLimit").doubleValue() > 0, row.toString());
            JsonNode rate = row.get("imagesPerSecond");
            boolean isSingle = i % 4 == 3;
            assertEquals(isSingle, rate.isNull());
            assertEquals(isSingle, row.at("/latencyMillis/calls").intValue() >= 20);
            assertEquals(isSingle ? 1 : 4, row.get("batchSize").intValue());
            assertTrue(
                    rate.isNull()
                            || rate.get("lower").doubleValue() <= rate.get("upper").doubleValue(),
                    row.toString());
        }
        assertTrue(result.out().contains("cnn      cpu     float32    training"), result.out());
        assertTrue(result.out().startsWith(root.at("/machine/processor").textValue()));
    }

    @Test
    void aDeviceThatIsNotThereIsAMistakeOfUsage() {
        Result result = run(TINY + " --device cpu,cuda:99");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().startsWith("tagzoo: There is no device cuda:99: "), result.err());
        assertEquals("", result.out());
    }

    @Test
    void withoutCudaTheProcessorIsMeasuredAndThatIsSaid() {
        assumeTrue(CudaDevices.find().devices().isEmpty(), "this machine has CUDA devices");
        Result result = run(TINY);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(
                result.out().contains("On the processor alone: no CUDA device was found, because"),
                result.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--models resnet51; A model must be one of no_image, ff1, ff2, cnn",
                "--batch-size 1; The batch size must be 2 to 4096, but is 1",
                "--image-size 2000; The image size must be 8 to 1024, but is 2000",
                "--seconds 0; The seconds must be above 0, to 3600, but is 0",
                "--models inception_v3 --image-size 64; inception_v3 takes images of 75 x 75",
                "--json .; --json .: it is there, and no file"
            })
    void mistakesAreNamed(String options, String message) {
        Result result = run("bench --device cpu " + options);
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("tagzoo: " + message), result.err());
        assertFalse(Files.exists(folder.resolve("bench.json")));
    }
}
