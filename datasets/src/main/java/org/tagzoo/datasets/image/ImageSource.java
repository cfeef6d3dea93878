package org.tagzoo.datasets.image;

import java.io.IOException;

/**
 * Where an image comes from: a file in a folder, or a drawing in an archive. Safe for several
 * threads at once.
 */
public interface ImageSource {

    /** Returns the bytes of the file as they stand, for telling identical files. */
    byte[] content() throws IOException;

    /**
     * Returns the whole image at {@code size x size} pixels; an image that is not square is
     * stretched, so that nothing of it is lost. The same source, size and decoding give the same
     * bytes, on every call and thread.
     *
     * @param size side in pixels, at least 1
     * @param decoding of a file that is larger; a drawing has no pixels to leave out
     * @throws ImageException if the file is no image, is cut short, or is too large to decode
     */
    RgbImage draw(int size, Decoding decoding) throws IOException;

    /** Returns where the image is, for messages: a path, or an archive and the entry in it. */
    String location();
}
