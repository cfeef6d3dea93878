package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;

/**
 * Decodes images into rows of pixels: {@code [size, size, 3]} unsigned bytes.
 *
 * @param images item {@code i} is image {@code i}
 * @param transform of the files, to a square
 */
public record ImageRows(List<TaggedImage> images, EvaluationTransform transform)
        implements BatchLoader.RowFiller {

    public ImageRows {
        images = List.copyOf(images);
    }

    /**
     * Returns all that pixels depend on but the file, as a part of names: {@code 224-reduced} or
     * {@code 138x92}.
     */
    public String label() {
        return (transform.size() + " " + transform.differences()).strip().replace(' ', '-');
    }

    /** Returns the bytes of a row. */
    public int rowBytes() {
        return transform.size().rgbBytes();
    }

    @Override
    public void fill(int item, ByteBuffer row) throws IOException {
        TaggedImage image = images.get(item);
        try {
            row.put(image.source().draw(transform).pixels());
        } catch (IOException e) {
            throw new IOException(image.source().location() + ": " + e.getMessage(), e);
        }
    }
}
