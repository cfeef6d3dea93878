package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 5,000 damaged files: each is read, or refused by a {@link WeightsException}, soon, with little
 * memory, and without another file being made. {@code -Dtagzoo.damage=4} makes 20,000, and so on.
 */
class HostileFilesTest {

    /** What one file of at most 25 kB may take, the 16 MiB that a pickle may have included. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int TIMES = Integer.getInteger("tagzoo.damage", 1);
    private static final Duration ALL = Duration.ofMinutes(3L * TIMES);
    private static final long MOST_NANOS = 5_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir Path folder;

    private interface Damage {
        byte[] of(Random random) throws IOException;
    }

    private record Found(int read, int refused) {}

    /**
     * Of so many files, some must be readable still: else the damage is too coarse to test much.
     */
    @ParameterizedTest
    @CsvSource({
        "mixed.safetensors, 1000",
        "torch-zip.pth, 625",
        "nested-zip.pth, 500",
        "torch-legacy.pth, 625",
        "nested-legacy.pth, 500",
        "scripted.pt, 625",
        "traced.pt, 375",
        "model.json, 750"
    })
    void readsOrRefuses(String name, int share) throws Exception {
        int files = share * TIMES;
        byte[] original = name.equals("model.json") ? tfjs() : resource(name);
        Path file = folder.resolve("damaged");
        Set<String> before = everything();
        before.add(file.toString());
        Damage damage = damage(name, original);
        Found found = assertTimeoutPreemptively(ALL, () -> tryAll(name, damage, file, files));
        assertEquals(files, found.read() + found.refused());
        assertTrue(found.refused() > files / 4, found.toString());
        assertTrue(found.read() > files / 500, found.toString());
        assertEquals(before, everything());
    }

    private static Found tryAll(String name, Damage damage, Path file, int files)
            throws IOException {
        int refused = 0;
        for (int seed = 0; seed < files; seed++) {
            Files.write(file, damage.of(new Random(seed)));
            long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            long start = System.nanoTime();
            try {
                readAll(file);
            } catch (WeightsException e) {
                refused++;
                assertEquals(1, e.getMessage().lines().count(), () -> "Message: " + e.getMessage());
            } catch (Throwable e) {
                fail(name + ", seed " + seed, e);
            }
            long took = System.nanoTime() - start;
            bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
            assertTrue(bytes < MOST_BYTES, name + ", seed " + seed + ": " + bytes + " bytes");
            assertTrue(took < MOST_NANOS, name + ", seed " + seed + ": " + took + " ns");
        }
        return new Found(files - refused, refused);
    }

    private static void readAll(Path file) throws WeightsException {
        try (TensorSource tensors = WeightsFile.open(file)) {
            for (String name : tensors.names()) {
                long count = Arrays.stream(tensors.shape(name)).reduce(1, Math::multiplyExact);
                assertEquals(count, tensors.read(name).remaining(), name);
                ByteBuffer copy = ByteBuffer.allocate((int) count * Float.BYTES);
                tensors.read(name, copy.order(ByteOrder.LITTLE_ENDIAN));
                assertEquals(0, copy.remaining(), name);
            }
        }
    }

    /** Half of the damage is to what the format is made of, half anywhere. */
    private static Damage damage(String name, byte[] original) throws Exception {
        if (name.equals("model.json")) {
            return random -> Mutations.json(original, 0, original.length, random);
        }
        if (name.endsWith(".safetensors")) {
            int header =
                    8 + (int) ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
            return random ->
                    random.nextBoolean()
                            ? Mutations.json(original, 8, header, random)
                            : Mutations.anywhere(original, 0, header, random);
        }
        if (name.contains("legacy")) {
            return random ->
                    random.nextBoolean()
                            ? Mutations.pickle(original, random)
                            : Mutations.anywhere(original, 0, original.length, random);
        }
        return zipDamage(SafetensorsTest.resource(name), original);
    }

    private static Damage zipDamage(Path zip, byte[] original) throws IOException {
        Map<String, byte[]> entries = ZipBytes.entries(zip);
        String pickle =
                entries.keySet().stream().filter(n -> n.endsWith("/data.pkl")).findFirst().get();
        List<String> names = new ArrayList<>(entries.keySet());
        int directory = original.length - Math.min(original.length, 3000);
        return random -> {
            Map<String, byte[]> damaged = new LinkedHashMap<>(entries);
            switch (random.nextInt(4)) {
                case 0 -> damaged.put(pickle, Mutations.pickle(entries.get(pickle), random));
                case 1 -> {
                    String name = names.get(random.nextInt(names.size()));
                    byte[] bytes = entries.get(name);
                    damaged.put(name, Mutations.anywhere(bytes, 0, bytes.length, random));
                }
                case 2 -> {
                    return Mutations.anywhere(original, directory, original.length, random);
                }
                default -> {
                    String name = names.get(random.nextInt(names.size()));
                    String[] others = {
                        "../" + name, "/" + name, name + "/", name + "0", "x/../" + name
                    };
                    damaged.put(others[random.nextInt(others.length)], damaged.remove(name));
                }
            }
            return ZipBytes.stored(damaged);
        };
    }

    private byte[] tfjs() throws IOException {
        Files.write(folder.resolve("a.bin"), new byte[40]);
        Files.write(folder.resolve("b.bin"), new byte[24]);
        String model =
                """
                {"format":"layers-model","modelTopology":{},"weightsManifest":[{"paths":["a.bin","b.bin"],
                "weights":[{"name":"a/kernel","shape":[2,3],"dtype":"float32"},
                {"name":"a/bias","shape":[10],"dtype":"float32"}]},{"paths":[],"weights":[]}]}
                """;
        return model.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws Exception {
        return Files.readAllBytes(SafetensorsTest.resource(name));
    }

    /** The files where this test writes, and where it runs. */
    private Set<String> everything() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path place : List.of(folder, folder.getParent().resolve("outside"), Path.of(""))) {
            if (Files.isDirectory(place.toAbsolutePath())) {
                try (Stream<Path> files = Files.list(place.toAbsolutePath())) {
                    names.addAll(files.map(Path::toString).collect(Collectors.toSet()));
                }
            }
        }
        return names;
    }
}
