package org.tagzoo.zoo.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tagzoo.zoo.weights.Safetensors;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The checkpoints of one training: safetensors files that hold their own hash, each written aside,
 * flushed and renamed. The last two are kept, and the last that stands at an epoch's start; a file
 * that is cut short or changed is skipped, the one before it is used, and does not count as kept.
 */
public final class CheckpointFolder {

    private static final Pattern NAME =
            Pattern.compile("\\d{6}-epoch-\\d+(-update-\\d+)?\\.safetensors");
    private static final Pattern BEST = Pattern.compile("best-epoch-\\d{1,9}\\.safetensors");
    private static final Pattern HALF_WRITTEN = Pattern.compile(".*\\.part");
    private static final String OTHER_CONTENT = "its content is not what was written";
    private static final int KEPT = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A training that can go on.
     *
     * @param state where it stands
     * @param tensors weights, statistics, the optimiser's state and so on
     */
    record Checkpoint(TrainingState state, TensorSource tensors) implements AutoCloseable {

        @Override
        public void close() throws WeightsException {
            tensors.close();
        }
    }

    private final Path folder;
    private final String key;
    private final Consumer<String> log;
    private final Set<Path> passedOver = new HashSet<>();

    /**
     * @param folder made when the first checkpoint is written
     * @param key names all that the training depends on; a checkpoint of another key is skipped
     * @param log is told in one line of each file that is skipped
     */
    public CheckpointFolder(Path folder, String key, Consumer<String> log) {
        this.folder = folder;
        this.key = key;
        this.log = log;
    }

    /** Writes a checkpoint, then deletes those that are no longer needed. */
    void save(TrainingState state, TensorSource tensors) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = newestFirst(NAME);
        int next = files.isEmpty() ? 1 : number(files.get(0)) + 1;
        String at = state.updates() == 0 ? "" : "-update-" + state.updates();
        String name =
                String.format(Locale.ROOT, "%06d-epoch-%d%s.safetensors", next, state.epoch(), at);
        String json = JSON.writeValueAsString(state);
        SafetensorsWriter.write(
                folder.resolve(name),
                tensors,
                Map.of("key", key, "state", json, "sha256", tensors.sha256(key, json)));
        prune(state.epoch() - 1);
    }

    /** Returns the newest sound checkpoint; empty if there is none. */
    Optional<Checkpoint> latest() throws IOException {
        return open(file -> true);
    }

    /** Returns the newest sound checkpoint that stands at the start of an epoch. */
    Optional<Checkpoint> latestEpochStart() throws IOException {
        return open(CheckpointFolder::isEpochStart);
    }

    private Optional<Checkpoint> open(Predicate<Path> wanted) throws IOException {
        for (Path file : newestFirst(NAME)) {
            if (wanted.test(file)) {
                try {
                    return Optional.of(read(file));
                } catch (IOException e) {
                    passedOver.add(file);
                    log.accept("The checkpoint %s is skipped: %s".formatted(file, e.getMessage()));
                }
            }
        }
        return Optional.empty();
    }

    private Checkpoint read(Path file) throws IOException {
        Safetensors tensors = Safetensors.open(file);
        try {
            Map<String, String> notes = tensors.metadata();
            String json = notes.getOrDefault("state", "");
            if (!isWhole(tensors, notes.getOrDefault("key", ""), json)) {
                throw new WeightsException(OTHER_CONTENT);
            }
            if (!key.equals(notes.get("key"))) {
                throw new WeightsException("it is of a training with other settings");
            }
            return new Checkpoint(JSON.readValue(json, TrainingState.class), tensors);
        } catch (JsonProcessingException e) {
            tensors.close();
            throw new WeightsException("its notes can't be read", e);
        } catch (IOException | RuntimeException e) {
            tensors.close();
            throw e;
        }
    }

    private static boolean isWhole(Safetensors tensors, String... texts) throws IOException {
        return tensors.sha256(texts).equals(tensors.metadata().get("sha256"));
    }

    /** Keeps the weights of the best epoch so far. */
    void saveBest(int epoch, TensorSource tensors) throws IOException {
        Files.createDirectories(folder);
        SafetensorsWriter.write(best(epoch), tensors, Map.of("sha256", tensors.sha256(key)));
    }

    /**
     * Opens the weights that {@link #saveBest} kept; the caller closes them.
     *
     * @throws IOException if they are gone or not what was written: there is no second copy
     */
    TensorSource openBest(int epoch) throws IOException {
        Path file = best(epoch);
        try {
            Safetensors tensors = Safetensors.open(file);
            if (isWhole(tensors, key)) {
                return tensors;
            }
            tensors.close();
            throw new WeightsException(OTHER_CONTENT);
        } catch (IOException e) {
            throw new WeightsException(
                    "The weights of the best epoch, %s, can't be used (%s); delete the folder %s, and resuming trains them anew"
                            .formatted(file, e.getMessage(), folder),
                    e);
        }
    }

    private Path best(int epoch) {
        return folder.resolve("best-epoch-%d.safetensors".formatted(epoch));
    }

    /**
     * Deletes the folder's checkpoints, once the training's result is safe elsewhere; and the
     * folder, unless there is something else in it.
     */
    public void clear() throws IOException {
        sweep();
        delete(newestFirst(NAME), 0);
        delete(newestFirst(BEST), 0);
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            log.accept("%s is left, for there are other files in it".formatted(folder));
        }
    }

    /** Deletes what a killed process left half-written. */
    void sweep() throws IOException {
        delete(newestFirst(HALF_WRITTEN), 0);
    }

    /**
     * Deletes what is not needed any more. The checkpoint before the last may know of an older best
     * epoch: two of those are kept. Those of epochs to come were left by a training that got
     * further than its last sound checkpoint.
     *
     * @param epochs that are over
     */
    private void prune(int epochs) throws IOException {
        for (Path file : passedOver) {
            Files.deleteIfExists(file);
        }
        passedOver.clear();
        List<Path> files = newestFirst(NAME);
        Optional<Path> start = files.stream().filter(CheckpointFolder::isEpochStart).findFirst();
        List<Path> older = files.subList(Math.min(KEPT, files.size()), files.size());
        delete(older.stream().filter(file -> !start.equals(Optional.of(file))).toList(), 0);
        List<Path> bests = newestFirst(BEST);
        delete(bests.stream().filter(file -> number(file) > epochs).toList(), 0);
        delete(bests.stream().filter(file -> number(file) <= epochs).toList(), KEPT);
    }

    private static void delete(List<Path> files, int kept) throws IOException {
        for (Path file : files.subList(Math.min(kept, files.size()), files.size())) {
            Files.delete(file);
        }
    }

    private List<Path> newestFirst(Pattern names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> names.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(CheckpointFolder::number).reversed())
                    .toList();
        }
    }

    private static boolean isEpochStart(Path file) {
        return !file.getFileName().toString().contains("-update-");
    }

    /** Returns the first number in a file's name. */
    private static int number(Path file) {
        Matcher digits = Pattern.compile("\\d+").matcher(file.getFileName().toString());
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }
}
