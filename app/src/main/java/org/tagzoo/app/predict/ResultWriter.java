package org.tagzoo.app.predict;

import java.io.IOException;
import org.tagzoo.zoo.export.Tags;

/** Writes what came of images, one after the other. */
public interface ResultWriter {

    /**
     * Writes the tags of an image.
     *
     * @param tags every label
     */
    void tagged(String image, Tags tags) throws IOException;

    /**
     * Takes note of an image without tags.
     *
     * @param reason one line
     * @return whether it is written where the tags are; if not, the user has to be told otherwise
     */
    default boolean failed(String image, String reason) throws IOException {
        return false;
    }
}
