package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder of one comparison, with a folder for each row below {@code rows/}.
 *
 * @param root the folder
 */
public record RunFolder(Path root) {

    /**
     * Makes the folder.
     *
     * @throws FileAlreadyExistsException if there is something in it already
     * @throws IOException if it can't be made or written to
     */
    public static RunFolder create(Path root) throws IOException {
        if (Files.exists(root)) {
            if (!Files.isDirectory(root) || !isEmpty(root)) {
                throw new FileAlreadyExistsException(root.toString(), null, "it is not empty");
            }
        }
        Files.createDirectories(root);
        if (!Files.isWritable(root)) {
            throw new java.nio.file.AccessDeniedException(root.toString());
        }
        return new RunFolder(root);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Makes and returns the folder of a row. */
    Path row(String name) throws IOException {
        return Files.createDirectories(root.resolve("rows").resolve(name));
    }

    /** Returns the path of a file of the whole run. */
    public Path file(String name) {
        return root.resolve(name);
    }
}
