package org.tagzoo.app.predict;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageFile;

/**
 * An image to tag.
 *
 * @param name what it is called in the results
 * @param content where its bytes come from
 */
public record NamedImage(String name, Content content) {

    /** Gives the bytes of an image's file, once, on any thread. */
    @FunctionalInterface
    public interface Content {
        /**
         * @throws IOException if there are none; its message is what the user is told
         */
        byte[] read() throws IOException;
    }

    /**
     * A file.
     *
     * @param isRegular whether it must have a content of its own: reading a pipe or a device that
     *     lies about might wait for ever
     */
    NamedImage(String name, Path file, boolean isRegular) {
        this(
                name,
                () -> {
                    if (isRegular && Files.exists(file) && !Files.isRegularFile(file)) {
                        throw new ImageException("it is a pipe or a device, not a file");
                    }
                    return new ImageFile(file).content();
                });
    }

    /** What can't be read at all, which the results must say. */
    static NamedImage missing(String name, String reason) {
        return new NamedImage(
                name,
                () -> {
                    throw new FileNotFoundException(reason);
                });
    }
}
