package org.tagzoo.zoo.index;

import org.tagzoo.datasets.check.Check;

/**
 * What an index says of itself, as JSON at its beginning.
 *
 * @param format {@value #FORMAT}
 * @param dimension of the vectors, 1 to 65,536
 * @param count of images, 1 to 20,000,000
 * @param imagesBytes bytes of the images' names, at most 1 GiB
 * @param crc32c of vectors and names
 * @param corpus what was indexed, for people
 * @param network whose embeddings these are
 */
record IndexHeader(
        int format,
        int dimension,
        int count,
        int imagesBytes,
        long crc32c,
        String corpus,
        IndexNetwork network) {

    static final int FORMAT = 1;

    private static final int MOST_DIMENSIONS = 65_536;
    private static final int MOST_IMAGES = 20_000_000;
    private static final int MOST_BYTES = 1 << 30;

    IndexHeader {
        Check.that(format == FORMAT, "format", String.valueOf(FORMAT), format);
        Check.within("dimension", dimension, 1, MOST_DIMENSIONS);
        Check.within("count", count, 1, MOST_IMAGES);
        Check.within("imagesBytes", imagesBytes, 1, MOST_BYTES);
        Check.that(corpus != null, "corpus", "a text", "missing");
        Check.that(network != null, "network", "an object", "missing");
    }

    /** Returns the bytes of all vectors. */
    long vectorBytes() {
        return (long) count * dimension * Float.BYTES;
    }
}
