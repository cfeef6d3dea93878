package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.tagzoo.datasets.file.CacheFolder;
import org.tagzoo.datasets.file.CacheLock;

/**
 * Rows of equal size that are computed once and kept, each under a key of its own, whatever other
 * rows there are. They stand in files {@code <name>.<number>.rows} to which rows are only added. A
 * row is its key, the time that it took, a checksum and its bytes: one that a kill or a disk left
 * damaged is as good as absent, and what stands there is never written over while others read it.
 *
 * @param folder of all rows of a kind
 * @param name of these rows' files: whatever makes rows of one key differ must be in it
 * @param advice what would need less room, for the message that there is none
 * @param log told, in one line, that this process waits for another
 * @param most how large files become
 */
public record RowCache(
        Path folder, String name, int rowBytes, String advice, Consumer<String> log, Sizes most) {

    private static final int KEY_BYTES = 32;
    private static final int SUMMED_BYTES = KEY_BYTES + Long.BYTES;

    /** Before each row: key, nanoseconds, checksum, and 4 bytes that are 0. */
    private static final int HEAD_BYTES = SUMMED_BYTES + 2 * Integer.BYTES;

    /**
     * @param folder bytes of all files together
     * @param file bytes up to which a file takes more rows than one
     */
    public record Sizes(long folder, long file) {}

    /** Computes rows that the cache lacks. */
    @FunctionalInterface
    public interface Maker {

        /**
         * @param missing ascending
         * @param sink takes each of them
         */
        void make(int[] missing, Sink sink) throws IOException;
    }

    /** Takes rows that were computed. */
    @FunctionalInterface
    public interface Sink {

        /**
         * @param items whose rows these are
         * @param rows {@code [items, rowBytes]}, or more, of which the first are taken
         * @param nanos time that they took
         */
        void put(int[] items, ByteBuffer rows, long nanos) throws IOException;
    }

    /** Returns a cache of usual sizes. */
    public RowCache(Path folder, String name, int rowBytes, String advice, Consumer<String> log) {
        this(
                folder,
                name,
                rowBytes,
                advice,
                log,
                new Sizes(CacheFolder.limit(System.getenv()), 1L << 28));
    }

    private int recordBytes() {
        return Math.addExact(HEAD_BYTES, rowBytes);
    }

    /**
     * Returns a row for each key, and has the maker compute those that are not there. Of several
     * processes that lack rows one computes, the others wait.
     *
     * @param keys SHA-256 of all that makes a row differ from others of this name, 64 hexadecimal
     *     digits; equal ones share a row
     * @param progress told how many rows there are since it was last told
     * @throws IOException if the disk has no room for the rows, or they can't be read or written
     */
    public CachedRows rows(List<String> keys, IntConsumer progress, Maker maker)
            throws IOException {
        Files.createDirectories(folder);
        Set<String> wanted = new HashSet<>(keys);
        Map<String, CachedRows.Place> found = new HashMap<>();
        find(wanted, found);
        if (found.size() == wanted.size()) {
            progress.accept(keys.size());
        } else {
            CacheLock.hold(
                    folder.resolve(name + ".lock"),
                    () -> log.accept("Waiting for another run, which computes " + name),
                    () -> {
                        find(wanted, found);
                        make(keys, found, progress, maker);
                    });
        }
        return new CachedRows(keys.stream().map(found::get).toList(), rowBytes);
    }

    /** Returns the files of these rows, in the order in which they were begun. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith(name + "."))
                    .filter(file -> file.toString().endsWith(".rows"))
                    .sorted()
                    .toList();
        }
    }

    private void find(Set<String> wanted, Map<String, CachedRows.Place> found) throws IOException {
        for (Path file : files()) {
            try (FileChannel channel = FileChannel.open(file)) {
                find(map(channel), wanted, found, file);
            } catch (NoSuchFileException e) {
                // Another process made room, or a user: its rows are absent.
            }
        }
    }

    private ByteBuffer map(FileChannel channel) throws IOException {
        long whole = channel.size() / recordBytes() * recordBytes();
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, whole);
    }

    private void find(
            ByteBuffer file, Set<String> wanted, Map<String, CachedRows.Place> found, Path path)
            throws IOException {
        int before = found.size();
        byte[] key = new byte[KEY_BYTES];
        for (int at = 0; at < file.capacity(); at += recordBytes()) {
            file.get(at, key);
            String text = HexFormat.of().formatHex(key);
            if (wanted.contains(text) && !found.containsKey(text)) {
                ByteBuffer head = file.slice(at, HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
                ByteBuffer row = file.slice(at + HEAD_BYTES, rowBytes);
                if (checksum(head.slice(0, SUMMED_BYTES), row) == head.getInt(SUMMED_BYTES)) {
                    long nanos = head.getLong(KEY_BYTES);
                    found.put(text, new CachedRows.Place(file, at + HEAD_BYTES, nanos));
                }
            }
        }
        if (found.size() > before) {
            try {
                Files.setLastModifiedTime(path, FileTime.fromMillis(System.currentTimeMillis()));
            } catch (IOException e) {
                // A cache that can only be read keeps no order.
                return;
            }
        }
    }

    private static int checksum(ByteBuffer head, ByteBuffer row) {
        CRC32C sum = new CRC32C();
        sum.update(head);
        sum.update(row);
        return (int) sum.getValue();
    }

    private void make(
            List<String> keys,
            Map<String, CachedRows.Place> found,
            IntConsumer progress,
            Maker maker)
            throws IOException {
        Set<String> seen = new HashSet<>(found.keySet());
        int[] missing =
                IntStream.range(0, keys.size()).filter(item -> seen.add(keys.get(item))).toArray();
        progress.accept(keys.size() - missing.length);
        if (missing.length == 0) {
            return;
        }
        CacheFolder.makeRoom(
                folder, (long) missing.length * recordBytes(), most.folder, name, advice);
        try (Appender appender = new Appender(found)) {
            maker.make(
                    missing,
                    (items, rows, nanos) -> {
                        for (int i = 0; i < items.length; i++) {
                            ByteBuffer row = rows.slice(rows.position() + i * rowBytes, rowBytes);
                            appender.append(keys.get(items[i]), row, nanos / items.length);
                        }
                        progress.accept(items.length);
                    });
            appender.finish();
        }
    }

    /** Adds rows to the last file, and begins another where that is full. */
    private final class Appender implements AutoCloseable {

        private final Map<String, CachedRows.Place> found;
        private final List<Appended> appended = new ArrayList<>();
        private int number;
        private FileChannel channel;
        private long position;

        private record Appended(String key, int at, long nanos) {}

        Appender(Map<String, CachedRows.Place> found) throws IOException {
            this.found = found;
            List<Path> files = files();
            if (!files.isEmpty()) {
                String last = files.get(files.size() - 1).getFileName().toString();
                number = Integer.parseInt(last.substring(name.length() + 1, last.length() - 5));
            }
            open();
        }

        private Path file() {
            return folder.resolve("%s.%06d.rows".formatted(name, number));
        }

        private void open() throws IOException {
            channel =
                    FileChannel.open(
                            file(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            // Over a row of which a killed process wrote the beginning only.
            position = channel.size() / recordBytes() * recordBytes();
        }

        void append(String key, ByteBuffer row, long nanos) throws IOException {
            if (position > 0 && position + recordBytes() > most.file) {
                finish();
                number++;
                open();
            }
            ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            head.put(HexFormat.of().parseHex(key)).putLong(nanos);
            head.putInt(checksum(head.slice(0, SUMMED_BYTES), row.slice())).rewind();
            try {
                channel.position(position);
                ByteBuffer[] record = {head, row};
                while (row.hasRemaining()) {
                    channel.write(record);
                }
            } catch (IOException e) {
                throw new IOException("Can't write " + file() + ": " + e.getMessage(), e);
            }
            appended.add(new Appended(key, Math.toIntExact(position + HEAD_BYTES), nanos));
            position += recordBytes();
        }

        /** Maps what was written. */
        void finish() throws IOException {
            channel.force(false);
            ByteBuffer mapped = map(channel);
            appended.forEach(
                    row -> found.put(row.key, new CachedRows.Place(mapped, row.at, row.nanos)));
            appended.clear();
            channel.close();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
