package org.tagzoo.zoo.finetune;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.training.TrainingResult;
import org.tagzoo.zoo.weights.Safetensors;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * A phase that is over: what it trained, in a safetensors file, and beside it, written last, a JSON
 * file that tells how it went and what the hash of the weights is. Times are in the latter alone,
 * so that the same training gives the same weights file to the byte.
 *
 * @param training its epochs
 * @param weights by the parameters' names; closed by {@link #close}
 */
record PhaseResult(TrainingResult training, TensorSource weights) implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Notes(String sha256, TrainingResult training) {}

    /** Writes the files. */
    static void write(Path file, TrainingResult training, TensorSource weights) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        SafetensorsWriter.write(file, weights, Map.of("format", "pt"));
        Notes content = new Notes(Sha256.of(file), training);
        AtomicFile.write(notes(file), JSON.writeValueAsString(content) + "\n");
    }

    /**
     * Opens the files; empty if the phase is not over. The caller closes it.
     *
     * @param log is told in one line if the files are there, but not as they were written
     */
    static Optional<PhaseResult> open(Path file, Consumer<String> log) throws IOException {
        if (!Files.isRegularFile(notes(file))) {
            return Optional.empty();
        }
        try {
            return Optional.of(require(file));
        } catch (IOException e) {
            log.accept("%s is trained anew: %s".formatted(file, e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Opens the files of a phase that must be over. The caller closes it.
     *
     * @throws IOException if they are not as they were written; the message says what is wrong
     */
    static PhaseResult require(Path file) throws IOException {
        try {
            Notes content = JSON.readValue(notes(file).toFile(), Notes.class);
            if (content.training() != null && Sha256.of(file).equals(content.sha256())) {
                return new PhaseResult(content.training(), Safetensors.open(file));
            }
        } catch (NoSuchFileException e) {
            throw new IOException("it is gone", e);
        }
        throw new IOException("its content is not what was written");
    }

    @Override
    public void close() throws IOException {
        weights.close();
    }

    /** Returns the JSON file beside a file of weights. */
    private static Path notes(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
    }
}
