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
     * Returns what a network gets of the image. The same source and transform give the same bytes,
     * on every call and thread.
     *
     * @param transform to a square
     * @throws ImageException if the file is no image, is cut short, or is too large to decode
     */
    RgbImage draw(EvaluationTransform transform) throws IOException;

    /** Returns where the image is, for messages: a path, or an archive and the entry in it. */
    String location();
}
