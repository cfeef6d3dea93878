package org.tagzoo.app.predict;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.function.IOSupplier;
import org.tagzoo.datasets.corpus.UnlabelledImages;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageFile;

/**
 * An image to tag.
 *
 * @param name what it is called in the results
 * @param content gives the bytes of its file, once, on any thread; the message of what it throws is
 *     what the user is told
 */
public record NamedImage(String name, IOSupplier<byte[]> content) {

    /**
     * Looks for a file, or lists a folder.
     *
     * @param isRegular whether a file must have a content of its own: reading a pipe {@code <(...)}
     *     or a device that lies about might wait for ever
     * @return what can't be read first, with the reason, then the images
     */
    static List<NamedImage> at(String name, boolean isRegular) {
        if (name.isEmpty()) {
            return List.of(missing(name, "the name of the file is empty"));
        }
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            return List.of(missing(name, "no file can have this name: " + e.getReason()));
        }
        if (!Files.isDirectory(path)) {
            return List.of(file(name, path, isRegular));
        }
        List<NamedImage> images = new ArrayList<>();
        List<Path> files =
                UnlabelledImages.files(
                        path, (folder, why) -> images.add(missing(folder.toString(), why)));
        files.forEach(file -> images.add(file(file.toString(), file, true)));
        return images.isEmpty() ? List.of(missing(name, "the folder holds no image")) : images;
    }

    private static NamedImage file(String name, Path file, boolean isRegular) {
        return new NamedImage(
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
