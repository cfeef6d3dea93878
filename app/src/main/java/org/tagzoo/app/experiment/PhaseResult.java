package org.tagzoo.app.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.zoo.training.TrainingResult;
import org.tagzoo.zoo.weights.Safetensors;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * A phase that is over: what it trained, in a safetensors file that notes how it went.
 *
 * @param training its epochs
 * @param weights by the parameters' names; closed by {@link #close}
 */
record PhaseResult(TrainingResult training, TensorSource weights) implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRAINING = "training";

    /** Writes the file. */
    static void write(Path file, TrainingResult training, TensorSource weights) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        SafetensorsWriter.write(
                file, weights, Map.of("format", "pt", TRAINING, JSON.writeValueAsString(training)));
    }

    /** Opens the file; empty if the phase is not over. The caller closes it. */
    static Optional<PhaseResult> open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Safetensors weights = Safetensors.open(file);
        String notes = weights.metadata().getOrDefault(TRAINING, "");
        return Optional.of(new PhaseResult(JSON.readValue(notes, TrainingResult.class), weights));
    }

    @Override
    public void close() throws IOException {
        weights.close();
    }
}
