package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A complete file of rows of equal size, mapped into memory: the pixels or the embedding of image
 * {@code i} are row {@code i}. {@link RowFileWriter} makes one. Little-endian.
 */
public final class RowFile {

    /** Rows are mapped in pieces, since one mapping ends at 2 GiB. */
    private static final long PIECE_BYTES = 1L << 30;

    private final RowHeader header;
    private final List<ByteBuffer> pieces;
    private final int rowsPerPiece;

    private RowFile(RowHeader header, List<ByteBuffer> pieces, int rowsPerPiece) {
        this.header = header;
        this.pieces = pieces;
        this.rowsPerPiece = rowsPerPiece;
    }

    /**
     * Opens a file.
     *
     * @return empty if there is none, or it does not hold that many rows of that size
     */
    public static Optional<RowFile> open(Path file, int rows, int rowBytes) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Optional<RowHeader> header = RowHeader.read(channel);
            long size = RowHeader.BYTES + (long) rows * rowBytes;
            if (header.isEmpty()
                    || !header.get().fits(rows, rowBytes)
                    || header.get().done() != rows
                    || channel.size() != size) {
                return Optional.empty();
            }
            int rowsPerPiece = (int) Math.max(1, PIECE_BYTES / rowBytes);
            List<ByteBuffer> pieces = new ArrayList<>();
            for (int first = 0; first < rows; first += rowsPerPiece) {
                long position = RowHeader.BYTES + (long) first * rowBytes;
                long length = (long) Math.min(rowsPerPiece, rows - first) * rowBytes;
                pieces.add(channel.map(FileChannel.MapMode.READ_ONLY, position, length));
            }
            return Optional.of(new RowFile(header.get(), pieces, rowsPerPiece));
        }
    }

    /** Returns the number of rows. */
    public int rows() {
        return header.rows();
    }

    /** Returns the bytes of a row. */
    public int rowBytes() {
        return header.rowBytes();
    }

    /** Returns the seconds that it took to compute the rows. */
    public double seconds() {
        return header.nanos() / 1e9;
    }

    /** Returns a row; reading it does not move anything that others see. */
    public ByteBuffer row(int index) {
        ByteBuffer piece = pieces.get(index / rowsPerPiece);
        int offset = index % rowsPerPiece * rowBytes();
        return piece.slice(offset, rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
