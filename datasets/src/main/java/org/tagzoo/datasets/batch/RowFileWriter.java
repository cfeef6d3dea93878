package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a {@link RowFile} as its rows are computed. What a killed process wrote is taken up by the
 * next one: rows stand in {@code <file>.part} until the last is there. A second process that writes
 * the same file is refused.
 */
public final class RowFileWriter implements AutoCloseable {

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private RowHeader header;

    private RowFileWriter(Path file, Path part, FileChannel channel, RowHeader header) {
        this.file = file;
        this.part = part;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Begins a file, or goes on with one.
     *
     * @param step rows are taken up at a multiple of this, so that batches are the same as in a run
     *     never stopped
     */
    public static RowFileWriter open(Path file, int rows, int rowBytes, int step)
            throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        FileChannel channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            lock(channel, part);
            RowHeader found =
                    RowHeader.read(channel)
                            .filter(header -> header.fits(rows, rowBytes))
                            .orElse(new RowHeader(rows, rowBytes, 0, 0));
            int done = Math.max(0, Math.min(found.done(), rows)) / step * step;
            RowHeader header = new RowHeader(rows, rowBytes, done, found.nanos());
            channel.truncate(RowHeader.BYTES + (long) done * rowBytes);
            header.write(channel);
            return new RowFileWriter(file, part, channel, header);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path part) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException("Another run is writing " + part + "; wait for it to end");
        }
    }

    /** Returns how many rows are there already. */
    public int done() {
        return header.done();
    }

    /**
     * Adds rows.
     *
     * @param rows the bytes of one row or several
     * @param nanos the time that it took to compute them
     */
    public void append(ByteBuffer rows, long nanos) throws IOException {
        int count = rows.remaining() / header.rowBytes();
        if (count * header.rowBytes() != rows.remaining()
                || header.done() + count > header.rows()) {
            throw new IllegalArgumentException(
                    "%d bytes after row %d are not whole rows of %d bytes, up to %d"
                            .formatted(
                                    rows.remaining(),
                                    header.done(),
                                    header.rowBytes(),
                                    header.rows()));
        }
        long position = RowHeader.BYTES + (long) header.done() * header.rowBytes();
        try {
            while (rows.hasRemaining()) {
                position += channel.write(rows, position);
            }
            // The rows are on disk before the header counts them.
            channel.force(false);
        } catch (IOException e) {
            throw new IOException("Can't write " + part + ": " + e.getMessage(), e);
        }
        header =
                new RowHeader(
                        header.rows(),
                        header.rowBytes(),
                        header.done() + count,
                        header.nanos() + nanos);
        header.write(channel);
    }

    /** Gives the file its name once all rows are there. */
    public RowFile finish() throws IOException {
        if (header.done() != header.rows()) {
            throw new IllegalStateException(
                    header.done() + " of " + header.rows() + " rows are written");
        }
        channel.force(true);
        channel.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return RowFile.open(file, header.rows(), header.rowBytes())
                .orElseThrow(() -> new IOException(file + " was changed while it was written"));
    }

    /** Lets go of the file; rows that are written stay for the next process. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
