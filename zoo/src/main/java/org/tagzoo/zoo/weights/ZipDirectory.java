package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What lies where in a zip file (zip64 too).
 *
 * <p>Only the directory at the file's end is read, and a limit on its size bounds what that takes;
 * the zip libraries in reach have no such limit, or don't tell where an entry's bytes are. Check
 * sums are not looked at.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_SIZE = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_SIZE = 56;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int EXTRA64 = 1;
    private static final int DEFLATED = 8;

    /** ResNet-152 takes 100 kB. */
    private static final int LARGEST_DIRECTORY = 16 << 20;

    private static final int MOST_ENTRIES = 50_000;

    /** A 32-bit field whose value stands in the zip64 fields. */
    private static final long SEE_64 = 0xffffffffL;

    /**
     * @param name in the archive, with {@code /} between folders
     * @param method 0: stored as it is
     * @param header where the entry begins in the file
     */
    record Entry(String name, int method, long compressed, long size, long header) {

        boolean isStored() {
            return method == 0 && compressed == size;
        }
    }

    private final FileChannel channel;
    private final long fileSize;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private ZipDirectory(FileChannel channel) throws IOException {
        this.channel = channel;
        this.fileSize = channel.size();
        readEntries(directory());
    }

    /**
     * @throws IOException if it is no sound zip file, or its directory is too large
     */
    static ZipDirectory read(FileChannel channel) throws IOException {
        return new ZipDirectory(channel);
    }

    /** Returns the entries in the order of the directory. */
    Collection<Entry> entries() {
        return entries.values();
    }

    Optional<Entry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /**
     * Returns where an entry's bytes begin in the file.
     *
     * @throws IOException if they don't lie within the file
     */
    long dataStart(Entry entry) throws IOException {
        ByteBuffer local = bytes(entry.header(), LOCAL_SIZE);
        requireEntry(local.getInt(0) == LOCAL, entry.name(), "is not where it should be");
        long start = entry.header() + LOCAL_SIZE + u16(local, 26) + u16(local, 28);
        requireEntry(
                entry.compressed() <= fileSize - start,
                entry.name(),
                "goes past the end of the file");
        return start;
    }

    /** Returns what an entry holds, unpacked if it is compressed. */
    byte[] content(Entry entry, int limit) throws IOException {
        requireEntry(
                entry.size() <= limit && entry.compressed() <= limit,
                entry.name(),
                "has more than the " + limit + " bytes that are allowed");
        byte[] stored = bytes(dataStart(entry), (int) entry.compressed()).array();
        if (entry.isStored()) {
            return stored;
        }
        requireEntry(entry.method() == DEFLATED, entry.name(), "is not deflated");
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stored);
            byte[] content = new byte[(int) entry.size()];
            int count = 0;
            while (count < content.length) {
                int more = inflater.inflate(content, count, content.length - count);
                requireEntry(more > 0, entry.name(), "is cut short");
                count += more;
            }
            return content;
        } catch (DataFormatException e) {
            throw new IOException("entry '" + entry.name() + "' can't be unpacked", e);
        } finally {
            inflater.end();
        }
    }

    private ByteBuffer directory() throws IOException {
        require(fileSize >= END_SIZE, "it is too short for a zip file");
        int searched = (int) Math.min(fileSize, END_SIZE + LONGEST_COMMENT);
        ByteBuffer last = bytes(fileSize - searched, searched);
        int at = searched - END_SIZE;
        while (at >= 0 && last.getInt(at) != END) {
            at--;
        }
        require(at >= 0, "the zip directory at its end is missing (cut short?)");
        long end = fileSize - searched + at;
        long size = u32(last, at + 12);
        long start = u32(last, at + 16);
        if (at >= LOCATOR64_SIZE && last.getInt(at - LOCATOR64_SIZE) == LOCATOR64) {
            end = last.getLong(at - LOCATOR64_SIZE + 8);
            ByteBuffer end64 = bytes(end, END64_SIZE);
            require(end64.getInt(0) == END64, "its zip64 directory is not where it should be");
            size = end64.getLong(40);
            start = end64.getLong(48);
        }
        require(size >= 0 && size <= LARGEST_DIRECTORY, "its zip directory is too large");
        require(start >= 0 && start <= end - size, "its zip directory is not where it should be");
        return bytes(start, (int) size);
    }

    private void readEntries(ByteBuffer directory) throws IOException {
        while (directory.remaining() >= CENTRAL_SIZE) {
            ByteBuffer entry = directory.slice().order(ByteOrder.LITTLE_ENDIAN);
            require(entry.getInt(0) == CENTRAL, "its zip directory is not sound");
            int name = u16(entry, 28);
            int extra = u16(entry, 30);
            int length = CENTRAL_SIZE + name + extra + u16(entry, 32);
            require(length <= entry.limit(), "its zip directory is cut short");
            require((u16(entry, 8) & 1) == 0, "it is encrypted");
            add(entry, name, entry.slice(CENTRAL_SIZE + name, extra));
            directory.position(directory.position() + length);
        }
        require(!directory.hasRemaining(), "its zip directory is not sound");
    }

    private void add(ByteBuffer entry, int nameLength, ByteBuffer extra) throws IOException {
        byte[] name = new byte[nameLength];
        entry.get(CENTRAL_SIZE, name);
        long[] sizes = {u32(entry, 24), u32(entry, 20), u32(entry, 42)};
        read64(extra.order(ByteOrder.LITTLE_ENDIAN), sizes);
        Entry added =
                new Entry(
                        new String(name, StandardCharsets.UTF_8),
                        u16(entry, 10),
                        sizes[1],
                        sizes[0],
                        sizes[2]);
        require(isPlain(added.name()), "it has an entry named '" + added.name() + "'");
        for (long size : sizes) {
            requireEntry(size >= 0, added.name(), "has a negative size or place");
        }
        require(entries.put(added.name(), added) == null, "it has '" + added.name() + "' twice");
        require(entries.size() <= MOST_ENTRIES, "it has more than " + MOST_ENTRIES + " entries");
    }

    /** The zip64 field holds those of size, compressed size and place that 32 bits can't. */
    private static void read64(ByteBuffer extra, long[] sizes) throws IOException {
        while (extra.remaining() >= 4) {
            int tag = extra.getShort() & 0xffff;
            int length = extra.getShort() & 0xffff;
            if (length > extra.remaining()) {
                return; // Padding, in any form that its writer liked.
            }
            int end = extra.position() + length;
            for (int i = 0; tag == EXTRA64 && i < sizes.length; i++) {
                if (sizes[i] == SEE_64) {
                    require(end - extra.position() >= Long.BYTES, "its zip64 fields are cut short");
                    sizes[i] = extra.getLong();
                }
            }
            extra.position(end);
        }
    }

    /** Nothing is ever unpacked to a folder; a name that leads out of one is still refused. */
    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.startsWith("/")
                && name.indexOf('\\') < 0
                && name.indexOf('\0') < 0
                && !("/" + name + "/").contains("/../");
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        require(
                position >= 0 && position <= fileSize - length,
                "it refers to bytes past its end (cut short?)");
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        StoredTensor.fill(channel, position, bytes);
        return bytes.flip();
    }

    private static int u16(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff;
    }

    private static long u32(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xffffffffL;
    }

    private static void requireEntry(boolean held, String name, String problem) throws IOException {
        if (!held) {
            throw new IOException("entry '" + name + "' " + problem);
        }
    }

    private static void require(boolean held, String problem) throws IOException {
        if (!held) {
            throw new IOException(problem);
        }
    }
}
