package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.Decoding;

/**
 * Decodes images into rows of pixels: {@code [size, size, 3]} unsigned bytes, stretched to the
 * square.
 *
 * @param images item {@code i} is image {@code i}
 * @param size side in pixels
 * @param decoding of the files
 */
public record ImageRows(List<TaggedImage> images, int size, Decoding decoding)
        implements BatchLoader.RowFiller {

    public ImageRows {
        images = List.copyOf(images);
    }

    /** Returns the bytes of a row. */
    public int rowBytes() {
        return Math.multiplyExact(3, Math.multiplyExact(size, size));
    }

    @Override
    public void fill(int item, ByteBuffer row) throws IOException {
        TaggedImage image = images.get(item);
        try {
            row.put(image.source().draw(size, decoding).pixels());
        } catch (IOException e) {
            throw new IOException(image.source().location() + ": " + e.getMessage(), e);
        }
    }
}
