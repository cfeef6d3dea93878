package org.tagzoo.datasets.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    }

    /** Returns the number of rows. */
    public int rows() {
        return places.size();
    }

    /** Returns the bytes of a row. */
    public int rowBytes() {
        return rowBytes;
    }

    /** Returns the seconds that it took to compute the rows, now or earlier. */
    public double seconds() {
        // By identity: the hash of a buffer is that of all its bytes.
        Set<Place> once = Collections.newSetFromMap(new IdentityHashMap<>());
        once.addAll(places);
        return once.stream().mapToLong(Place::nanos).sum() / 1e9;
    }

    /**
     * Returns a part of each row.
     *
     * @param from its first byte
     * @param bytes how many
     */
    public CachedRows part(int from, int bytes) {
        Objects.checkFromIndexSize(from, bytes, rowBytes);
        return new CachedRows(
                places.stream()
                        .map(p -> new Place(p.file(), p.offset() + from, p.nanos()))
                        .toList(),
                bytes);
    }

    /** Returns a row; reading it does not move anything that others see. */
    public ByteBuffer row(int index) {
        Place place = places.get(index);
        return place.file().slice(place.offset(), rowBytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
