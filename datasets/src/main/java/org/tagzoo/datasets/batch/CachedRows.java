package org.tagzoo.datasets.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;

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
        return new HashSet<>(places).stream().mapToLong(Place::nanos).sum() / 1e9;
    }

    /** Returns a row; reading it does not move anything that others see. */
    public ByteBuffer row(int index) {
        Place place = places.get(index);
        return place.file().slice(place.offset(), rowBytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
