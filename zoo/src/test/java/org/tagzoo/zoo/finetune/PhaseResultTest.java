package org.tagzoo.zoo.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.TrainingResult;
import org.tagzoo.zoo.weights.TensorMap;

/** The files of a phase that is over. */
class PhaseResultTest {

    private static final float[] VALUES = {1, -2.5f, 3e-8f};

    @TempDir Path folder;
    private final List<String> log = new ArrayList<>();
    private Path file;
    private Path notes;
    private TrainingResult training;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("deep/weights.safetensors");
        notes = folder.resolve("deep/weights.json");
        Metrics metrics = new Metrics(Map.of(Metric.MICRO_F1, 0.5));
        EpochMetrics epoch = new EpochMetrics(1, 0.25, Double.NaN, metrics, metrics, 2.5);
        training = new TrainingResult(List.of(epoch), 1, List.of("stopped after epoch 1 of 2"));
        PhaseResult.write(file, training, tensors());
    }

    private static TensorMap tensors() {
        TensorMap tensors = new TensorMap("a test");
        tensors.put("fc.bias", new long[] {3}, () -> FloatBuffer.wrap(VALUES.clone()));
        return tensors;
    }

    private Optional<PhaseResult> open() throws IOException {
        return PhaseResult.open(file, log::add);
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        try (PhaseResult result = open().orElseThrow()) {
            float[] read = new float[3];
            result.weights().read("fc.bias").get(read);
            assertArrayEquals(VALUES, read);
            assertEquals(training, result.training());
        }
        assertEquals(List.of(), log);
        String hash = DigestUtils.sha256Hex(Files.readAllBytes(file));
        assertTrue(Files.readString(notes).startsWith("{\"sha256\":\"" + hash + "\",\"training\""));
    }

    @Test
    void timesAreInTheNotesAlone() throws IOException {
        byte[] before = Files.readAllBytes(file);
        EpochMetrics epoch = training.history().get(0);
        EpochMetrics slower =
                new EpochMetrics(1, 0.25, Double.NaN, epoch.train(), epoch.validation(), 9);
        PhaseResult.write(file, new TrainingResult(List.of(slower), 1, List.of()), tensors());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void withoutNotesItIsNotOver() throws IOException {
        Files.delete(notes);
        assertTrue(open().isEmpty());
        assertEquals(List.of(), log, "it is just not there yet");
    }

    @Test
    void whatWasChangedIsTrainedAnew() throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);
        assertTrue(open().isEmpty());
        Files.delete(file);
        assertTrue(open().isEmpty());
        Files.writeString(notes, "{\"sha256\": ");
        assertTrue(open().isEmpty());
        assertEquals(3, log.size(), log.toString());
        assertEquals(file + " is trained anew: its content is not what was written", log.get(0));
        assertEquals(file + " is trained anew: it is gone", log.get(1));
        assertTrue(log.get(2).startsWith(file + " is trained anew: Unexpected end"), log.get(2));
    }
}
