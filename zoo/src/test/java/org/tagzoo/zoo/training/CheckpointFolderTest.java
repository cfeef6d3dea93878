package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;

class CheckpointFolderTest {

    @TempDir Path folder;
    private final List<String> log = new ArrayList<>();

    private CheckpointFolder folder(String key) {
        return new CheckpointFolder(folder, key, log::add);
    }

    private static TrainingState state(int epoch, int updates) {
        return new TrainingState(epoch, updates, 1.0 / 3, 2.5, 1, 0, 8, List.of());
    }

    private static TensorMap tensors(float value) {
        return new TensorMap("a test")
                .put("a", new long[] {2}, () -> FloatBuffer.wrap(new float[] {value, 1}));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private float newest(CheckpointFolder checkpoints) throws IOException {
        try (CheckpointFolder.Checkpoint checkpoint = checkpoints.latest().orElseThrow()) {
            return checkpoint.tensors().read("a").get(0);
        }
    }

    @Test
    void theLastTwoAreKeptAndTheLastEpochStart() throws IOException {
        CheckpointFolder checkpoints = folder("key");
        assertEquals(Optional.empty(), checkpoints.latest());
        checkpoints.save(state(1, 0), tensors(1));
        checkpoints.save(state(1, 5), tensors(2));
        checkpoints.save(state(1, 9), tensors(3));
        checkpoints.save(state(1, 12), tensors(4));
        assertEquals(
                List.of(
                        "000001-epoch-1.safetensors",
                        "000003-epoch-1-update-9.safetensors",
                        "000004-epoch-1-update-12.safetensors"),
                files());
        assertEquals(4, newest(checkpoints));
        try (CheckpointFolder.Checkpoint start = checkpoints.latestEpochStart().orElseThrow()) {
            assertEquals(state(1, 0), start.state());
        }
        checkpoints.save(state(2, 0), tensors(5));
        assertEquals(2, files().size());
        try (CheckpointFolder.Checkpoint latest = checkpoints.latest().orElseThrow()) {
            assertEquals(state(2, 0), latest.state());
        }
        checkpoints.clear();
        assertFalse(Files.exists(folder));
    }

    @Test
    void anyFlippedBitOrCutIsPassedOverForTheOneBefore() throws IOException {
        CheckpointFolder checkpoints = folder("key");
        checkpoints.save(state(1, 0), tensors(1));
        checkpoints.save(state(2, 0), tensors(2));
        Path last = folder.resolve("000002-epoch-2.safetensors");
        byte[] sound = Files.readAllBytes(last);
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            byte[] broken = sound.clone();
            int bit = random.nextInt(8 * sound.length);
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(last, broken);
            log.clear();
            float value = newest(checkpoints);
            // A bit in the padding of the header, or one that no reader looks at, changes nothing.
            boolean harmless = value == 2 && log.isEmpty();
            assertTrue(
                    harmless ? isSameContent(sound, broken) : value == 1 && log.size() == 1,
                    "seed " + seed + ", bit " + bit + ": " + log);
        }
        for (int length = 0; length < sound.length; length += 7) {
            Files.write(last, java.util.Arrays.copyOf(sound, length));
            assertEquals(1, newest(checkpoints), "cut to " + length);
        }
    }

    /** The tensors and their hash, which a harmless change must leave alone. */
    private static boolean isSameContent(byte[] sound, byte[] broken) {
        return java.util.Arrays.equals(
                sound, sound.length - 8, sound.length, broken, broken.length - 8, broken.length);
    }

    @Test
    void checkpointsOfOtherSettingsArePassedOver() throws IOException {
        folder("one").save(state(1, 0), tensors(1));
        assertEquals(Optional.empty(), folder("another").latest());
        assertTrue(log.get(0).contains("other settings"), log.toString());
    }

    @Test
    void aDamagedFileDoesNotCountAsKept() throws IOException {
        folder("key").save(state(1, 0), tensors(1));
        folder("key").save(state(2, 0), tensors(2));
        Files.write(folder.resolve("000002-epoch-2.safetensors"), new byte[50]);
        CheckpointFolder checkpoints = folder("key");
        assertEquals(1, newest(checkpoints));
        checkpoints.save(state(1, 5), tensors(3));
        assertEquals(
                List.of("000001-epoch-1.safetensors", "000003-epoch-1-update-5.safetensors"),
                files());
        try (CheckpointFolder.Checkpoint start = checkpoints.latestEpochStart().orElseThrow()) {
            assertEquals(1, start.tensors().read("a").get(0), "a way back from a loss of NaN");
        }
    }

    @Test
    void bestEpochsOfATrainingThatGotFurtherMakeRoom() throws IOException {
        folder("other").saveBest(8, tensors(8));
        folder("other").saveBest(9, tensors(9));
        CheckpointFolder checkpoints = folder("key");
        checkpoints.save(state(1, 0), tensors(0));
        checkpoints.saveBest(1, tensors(1));
        checkpoints.save(state(2, 0), tensors(2));
        try (TensorSource best = checkpoints.openBest(1)) {
            assertEquals(1, best.read("a").get(0));
        }
        assertEquals(3, files().size(), files().toString());
    }

    @Test
    void damagedBestWeightsAreAClearStop() throws IOException {
        CheckpointFolder checkpoints = folder("key");
        checkpoints.saveBest(1, tensors(1));
        Path file = folder.resolve("best-epoch-1.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        IOException e = assertThrows(IOException.class, () -> checkpoints.openBest(1));
        assertTrue(e.getMessage().contains("delete the folder " + folder), e.getMessage());
        Files.delete(file);
        assertThrows(IOException.class, () -> checkpoints.openBest(1));
    }

    @Test
    void filesOfOthersAreLeft() throws IOException {
        CheckpointFolder checkpoints = folder("key");
        checkpoints.save(state(1, 0), tensors(1));
        Path notes = Files.createDirectory(folder.resolve("notes"));
        Files.writeString(notes.resolve("a.txt"), "mine");
        Files.writeString(folder.resolve("best-epoch-99999999999.safetensors"), "mine");
        checkpoints.saveBest(1, tensors(1));
        checkpoints.save(state(2, 0), tensors(2));
        checkpoints.clear();
        assertEquals(List.of("best-epoch-99999999999.safetensors", "notes"), files());
    }
}
