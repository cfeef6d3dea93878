package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * What lies where in a zip file (zip64 too), within bounds: on the size of its directory, on the
 * number of entries, and on what one unpacks to. Check sums are not looked at.
 */
final class ZipDirectory implements AutoCloseable {

    /** ResNet-152 takes 100 kB. */
    private static final int LARGEST_DIRECTORY = 8 << 20;

    private static final int MOST_ENTRIES = 50_000;

    private final long fileSize;
    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();

    private ZipDirectory(FileChannel channel) throws IOException {
        fileSize = channel.size();
        BoundedChannel bounded = new BoundedChannel(channel);
        try {
            // The library reads entries as long as there are any, whatever their number is said to
            // be; and it meets some broken ones with whatever exception its next step throws.
            zip =
                    ZipFile.builder()
                            .setSeekableByteChannel(bounded)
                            .setIgnoreLocalFileHeader(true)
                            .get();
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "it has no sound zip directory at its end, as a file has that was cut short; download or save it anew",
                    e);
        }
        bounded.left = Long.MAX_VALUE;
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            String name = entry.getName();
            require(isPlain(name), "it has an entry named '" + name + "'");
            require(!entry.getGeneralPurposeBit().usesEncryption(), "it is encrypted");
            require(entries.put(name, entry) == null, "it has '" + name + "' twice");
        }
        require(entries.size() <= MOST_ENTRIES, "it has more than " + MOST_ENTRIES + " entries");
    }

    /**
     * @throws IOException if it is no sound zip file, or its directory is too large
     */
    static ZipDirectory read(FileChannel channel) throws IOException {
        return new ZipDirectory(channel);
    }

    /** Returns the entries in the order of the directory. */
    Collection<ZipArchiveEntry> entries() {
        return entries.values();
    }

    Optional<ZipArchiveEntry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    static boolean isStored(ZipArchiveEntry entry) {
        return entry.getMethod() == ZipArchiveEntry.STORED
                && entry.getCompressedSize() == entry.getSize();
    }

    /**
     * Returns where an entry's bytes begin in the file.
     *
     * @throws IOException if they don't lie within the file
     */
    long dataStart(ZipArchiveEntry entry) throws IOException {
        try (InputStream found = zip.getRawInputStream(entry)) {
            require(
                    found != null && entry.getCompressedSize() <= fileSize - entry.getDataOffset(),
                    "entry '" + entry.getName() + "' goes past the end of the file");
            return entry.getDataOffset();
        } catch (IllegalArgumentException e) {
            throw new IOException("entry '" + entry.getName() + "' is not where it should be", e);
        }
    }

    /** Returns what an entry holds, unpacked if it is compressed. */
    byte[] content(ZipArchiveEntry entry, int limit) throws IOException {
        String name = "entry '" + entry.getName() + "' ";
        require(
                entry.getSize() <= limit && entry.getCompressedSize() <= limit,
                name + "has more than the " + limit + " bytes that are allowed");
        require(
                isStored(entry) || entry.getMethod() == ZipArchiveEntry.DEFLATED,
                name + "is not deflated");
        dataStart(entry);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) entry.getSize());
            require(content.length == entry.getSize(), name + "is cut short");
            return content;
        }
    }

    /** Closes the library's part; the file stays open. */
    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Nothing is ever unpacked to a folder; a name that leads out of one is still refused. */
    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.startsWith("/")
                && name.indexOf('\\') < 0
                && name.indexOf('\0') < 0
                && !("/" + name + "/").contains("/../");
    }

    private static void require(boolean held, String problem) throws IOException {
        if (!held) {
            throw new IOException(problem);
        }
    }

    /**
     * A file of which no more is read than a directory may have. The library looks for the
     * directory from the end, a few bytes at a time: those around them are kept.
     */
    private static final class BoundedChannel implements SeekableByteChannel {

        private static final int WINDOW = 1 << 13;

        private final FileChannel channel;
        private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
        private long windowStart;
        private long position;
        private long left = LARGEST_DIRECTORY;

        BoundedChannel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int wanted = target.remaining();
            left -= wanted;
            require(left >= 0, "its zip directory is too large");
            if (wanted > WINDOW / 2) {
                int count = channel.read(target, position);
                position += Math.max(0, count);
                return count;
            }
            if (position < windowStart || position + wanted > windowStart + window.limit()) {
                windowStart = Math.max(0, position - WINDOW / 2);
                window.clear();
                while (window.hasRemaining()
                        && channel.read(window, windowStart + window.position()) > 0) {
                    // until it is full, or the file at its end
                }
                window.flip();
            }
            long ready = windowStart + window.limit() - position;
            if (ready <= 0) {
                return wanted == 0 ? 0 : -1;
            }
            int count = (int) Math.min(wanted, ready);
            target.put(window.slice((int) (position - windowStart), count));
            position += count;
            return count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            require(position >= 0, "it refers to bytes before its start");
            this.position = position;
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        /** Does nothing: tensors are read from the file later, and its opener closes it. */
        @Override
        public void close() {}

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }
    }
}
