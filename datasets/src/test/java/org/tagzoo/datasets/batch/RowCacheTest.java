package org.tagzoo.datasets.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCacheTest {

    private static final int ROW_BYTES = 8;
    private static final int RECORD_BYTES = 48 + ROW_BYTES;
    private static final RowCache.Sizes AMPLE = new RowCache.Sizes(1L << 40, 1L << 20);

    @TempDir Path folder;
    private final List<Integer> computed = Collections.synchronizedList(new ArrayList<>());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private int done;

    private RowCache cache(String name, RowCache.Sizes most) {
        return new RowCache(folder, name, ROW_BYTES, "use fewer", said::add, most);
    }

    /** The row of a number is the number twice, and took as many nanoseconds. */
    private CachedRows rows(RowCache cache, int... numbers) throws IOException {
        done = 0;
        CachedRows rows =
                cache.rows(
                        IntStream.of(numbers).mapToObj("%064x"::formatted).toList(),
                        count -> done += count,
                        (missing, sink) -> {
                            for (int item : missing) {
                                computed.add(numbers[item]);
                                sink.put(new int[] {item}, row(numbers[item]), numbers[item]);
                            }
                        });
        assertEquals(numbers.length, rows.rows());
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(numbers[i], rows.row(i).getInt(0));
            assertEquals(numbers[i], rows.row(i).getInt(4));
        }
        return rows;
    }

    private CachedRows rows(int... numbers) throws IOException {
        return rows(cache("some", AMPLE), numbers);
    }

    private static ByteBuffer row(int number) {
        return ByteBuffer.allocate(ROW_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .putInt(number)
                .rewind();
    }

    private Path file() {
        return folder.resolve("some.000000.rows");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".rows"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aRowIsComputedOnceInWhateverOrderAndCompany() throws IOException {
        assertEquals(12e-9, rows(3, 5, 4).seconds());
        assertEquals(List.of(3, 5, 4), computed);
        assertEquals(3, done);
        assertEquals(10e-9, rows(4, 6).seconds(), "what computing took then counts too");
        assertEquals(List.of(3, 5, 4, 6), computed);
        rows(6, 3);
        rows(5);
        assertEquals(4, computed.size());
        assertEquals(1, done);
    }

    @Test
    void equalKeysShareARow() throws IOException {
        assertEquals(9e-9, rows(7, 2, 7, 7).seconds());
        assertEquals(List.of(7, 2), computed);
        assertEquals(4, done);
        assertEquals(2 * RECORD_BYTES, Files.size(file()));
    }

    @Test
    void anotherNameHasOtherRows() throws IOException {
        rows(1);
        rows(cache("some.more", AMPLE), 1);
        rows(cache("som", AMPLE), 1);
        assertEquals(List.of(1, 1, 1), computed);
    }

    /** At the row's key, the time, the checksum, and both ends of the bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 40, 48, 55})
    void ofAFlippedBitOnlyTheRowIsComputedAnew(int place) throws IOException {
        rows(1, 2, 3);
        byte[] bytes = Files.readAllBytes(file());
        bytes[RECORD_BYTES + place] ^= 16;
        Files.write(file(), bytes);
        computed.clear();
        rows(1, 2, 3);
        assertEquals(List.of(2), computed);
        rows(1, 2, 3);
        assertEquals(1, computed.size(), "the row stands in the file again");
    }

    @Test
    void whatAKilledProcessWroteIsTakenUp() throws IOException {
        rows(1, 2, 3);
        byte[] whole = Files.readAllBytes(file());
        for (int size = 0; size < whole.length; size++) {
            Files.write(file(), Arrays.copyOf(whole, size));
            computed.clear();
            rows(1, 2, 3);
            assertEquals(3 - size / RECORD_BYTES, computed.size(), "of " + size + " bytes");
            assertArrayEquals(whole, Files.readAllBytes(file()));
        }
    }

    /** As after a loss of power, when the file's length was written and its content was not. */
    @Test
    void rowsThatAreEmptyAreComputed() throws IOException {
        rows(1, 2);
        Files.write(file(), new byte[3 * RECORD_BYTES + 5], StandardOpenOption.APPEND);
        rows(1, 3);
        assertEquals(List.of(1, 2, 3), computed);
    }

    @Test
    void whatWasComputedBeforeAnErrorStays() throws IOException {
        IOException error =
                assertThrows(
                        IOException.class,
                        () ->
                                cache("some", AMPLE)
                                        .rows(
                                                List.of("%064x".formatted(1), "%064x".formatted(2)),
                                                count -> done += count,
                                                (missing, sink) -> {
                                                    sink.put(new int[] {0}, row(1), 1);
                                                    throw new IOException("the plug was pulled");
                                                }));
        assertEquals("the plug was pulled", error.getMessage());
        rows(1, 2);
        assertEquals(List.of(2), computed);
    }

    @Test
    void aFullFileIsFollowedByAnother() throws IOException {
        RowCache small = cache("some", new RowCache.Sizes(1L << 40, 2 * RECORD_BYTES));
        rows(small, 1, 2, 3, 4, 5);
        assertEquals(List.of("some.000000.rows", "some.000001.rows", "some.000002.rows"), files());
        rows(small, 5, 6, 7, 1);
        assertEquals(4, files().size());
        assertEquals(7, computed.size());
        rows(cache("some", new RowCache.Sizes(1L << 40, 1)), 8, 9);
        assertEquals(6, files().size(), "a row that is larger has a file of its own");
    }

    /** Rows that somebody holds are never written over. */
    @Test
    void rowsStayAsTheyAreWhileOthersAreAdded() throws IOException {
        CachedRows held = rows(1, 2);
        Files.write(file(), new byte[5], StandardOpenOption.APPEND);
        rows(3, 4, 5);
        rows(2, 6);
        for (int i = 0; i < 2; i++) {
            assertEquals(i + 1, held.row(i).getInt(4));
        }
    }

    @Test
    void whoeverNeedsTheSameWaitsAndComputesNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<CachedRows>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RowCache cache = cache("some", AMPLE);
                int[] numbers = IntStream.rangeClosed(i, 500 + i).toArray();
                all.add(threads.submit(() -> rows(cache, numbers)));
            }
            for (Future<CachedRows> rows : all) {
                rows.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(504, computed.size());
        assertTrue(
                said.stream().allMatch("Waiting for another run, which computes some"::equals),
                said.toString());
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            rows(cache(name, AMPLE), 1, 2);
        }
        age("b", 3);
        age("a", 2);
        age("c", 1);
        rows(cache("b", AMPLE), 1);
        RowCache.Sizes two = new RowCache.Sizes(5 * RECORD_BYTES, 1L << 20);
        rows(cache("d", two), 1);
        assertEquals(List.of("b.000000.rows", "c.000000.rows", "d.000000.rows"), files());
        rows(cache("e", two), 1, 2);
        assertEquals(List.of("b.000000.rows", "d.000000.rows", "e.000000.rows"), files());
        rows(cache("f", new RowCache.Sizes(0, 1)), 1);
        assertEquals(4, files().size(), "what this process used stays");
    }

    private void age(String name, int days) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve(name + ".000000.rows"),
                FileTime.fromMillis(System.currentTimeMillis() - days * 86_400_000L));
    }

    @Test
    void aDiskWithoutRoomIsFoundBeforeAnythingIsComputed() throws IOException {
        RowCache large = new RowCache(folder, "maps", 1 << 30, "use smaller images", said::add);
        List<String> keys = IntStream.range(0, 200_000).mapToObj("%064x"::formatted).toList();
        IOException error =
                assertThrows(
                        IOException.class,
                        () ->
                                large.rows(
                                        keys,
                                        count -> {},
                                        (missing, sink) -> {
                                            throw new AssertionError("nothing is computed");
                                        }));
        assertTrue(
                error.getMessage().startsWith("maps: 214748374 MB") // 200,000 * (2^30 + 48) bytes
                        && error.getMessage().contains(" more, and " + folder + " has room for")
                        && error.getMessage().endsWith("TAGZOO_CACHE, or use smaller images"),
                error.getMessage());
        assertEquals(List.of(), files());
    }
}
