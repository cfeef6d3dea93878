package org.tagzoo.datasets.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Rows of equal size in files that are mapped into memory: the pixels or the embedding of image
 * {@code i} are row {@code i}. {@link RowCache} keeps them. Little-endian; safe for several
 * threads.
 */
public final class CachedRows {

    private final List<Place> places;
    private final int rowBytes;

    /** What each row is made of; empty where it is in a file. */
    private final List<CachedRows> parts;

    private final boolean isMean;

    /**
     * Where a row is.
     *
     * @param file mapped
     * @param nanos time that it took to compute the row
     */
    record Place(ByteBuffer file, int offset, long nanos) {}

    CachedRows(List<Place> places, int rowBytes) {
        this.places = places;
        this.rowBytes = rowBytes;
        this.parts = List.of();
        this.isMean = false;
    }

    private CachedRows(List<CachedRows> parts, int rowBytes, boolean isMean) {
        if (parts.stream().mapToInt(CachedRows::rows).distinct().count() != 1) {
            throw new IllegalArgumentException(
                    "Rows are put together where there are as many of each, not "
                            + parts.stream().map(CachedRows::rows).toList());
        }
        this.places = List.of();
        this.rowBytes = rowBytes;
        this.parts = List.copyOf(parts);
        this.isMean = isMean;
    }

    /**
     * Returns rows of which each is those of others, one after the other.
     *
     * @param parts at least one, with as many rows each
     */
    public static CachedRows joined(List<CachedRows> parts) {
        int bytes = parts.stream().mapToInt(CachedRows::rowBytes).reduce(0, Math::addExact);
        return new CachedRows(parts, bytes, false);
    }

    /**
     * Returns the means of rows of float32.
     *
     * @param parts at least one, with as many rows of one width each
     */
    public static CachedRows mean(List<CachedRows> parts) {
        if (parts.stream().mapToInt(CachedRows::rowBytes).distinct().count() != 1) {
            throw new IllegalArgumentException("A mean is of rows of one width");
        }
        return new CachedRows(parts, parts.get(0).rowBytes, true);
    }

    /** Returns the number of rows. */
    public int rows() {
        return parts.isEmpty() ? places.size() : parts.get(0).rows();
    }

    /** Returns the bytes of a row. */
    public int rowBytes() {
        return rowBytes;
    }

    /** Returns the seconds that it took to compute the rows, now or earlier. */
    public double seconds() {
        if (!parts.isEmpty()) {
            return parts.stream().mapToDouble(CachedRows::seconds).sum();
        }
        // By identity: the hash of a buffer is that of all its bytes.
        Set<Place> once = Collections.newSetFromMap(new IdentityHashMap<>());
        once.addAll(places);
        return once.stream().mapToLong(Place::nanos).sum() / 1e9;
    }

    /**
     * Returns a part of each row, which must not be made of others.
     *
     * @param from its first byte
     * @param bytes how many
     */
    public CachedRows part(int from, int bytes) {
        Objects.checkFromIndexSize(from, bytes, rowBytes);
        if (!parts.isEmpty()) {
            throw new IllegalStateException("Take parts of rows before they are put together");
        }
        return new CachedRows(
                places.stream()
                        .map(p -> new Place(p.file(), p.offset() + from, p.nanos()))
                        .toList(),
                bytes);
    }

    /** Returns a row; reading it does not move anything that others see. */
    public ByteBuffer row(int index) {
        if (!parts.isEmpty()) {
            return made(index);
        }
        Place place = places.get(index);
        return place.file().slice(place.offset(), rowBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer made(int index) {
        ByteBuffer row = ByteBuffer.allocate(rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        if (!isMean) {
            parts.forEach(part -> row.put(part.row(index)));
            return row.flip();
        }
        List<FloatBuffer> each =
                parts.stream().map(part -> part.row(index).asFloatBuffer()).toList();
        for (int i = 0; i < rowBytes / Float.BYTES; i++) {
            float sum = 0;
            for (FloatBuffer one : each) {
                sum += one.get(i);
            }
            row.putFloat(sum / each.size());
        }
        return row.flip();
    }
}
