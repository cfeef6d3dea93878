package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** The files of a corpus folder. */
final class CorpusFolder {

    /** Files that are taken for images; those that TagZoo can't read end in the quarantine. */
    private static final Set<String> EXTENSIONS =
            Set.of(
                    "jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp", "tif", "tiff", "heic",
                    "avif");

    private static final int MAX_DEPTH = 32;

    private CorpusFolder() {}

    /**
     * Requires a folder.
     *
     * @param corpus the corpus as the user named it
     * @throws CorpusException if there is nothing, or a file
     */
    static void require(String corpus, Path folder) {
        if (!Files.exists(folder)) {
            throw new CorpusException(
                    "The corpus '%s' is not there: no folder %s",
                    corpus, folder.toAbsolutePath().normalize());
        }
        if (!Files.isDirectory(folder)) {
            throw new CorpusException(
                    "The corpus '%s' names a file where a folder is needed: %s",
                    corpus, folder.toAbsolutePath().normalize());
        }
    }

    /** Returns whether a file is an image by the ending of its name. */
    static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && EXTENSIONS.contains(extension(name));
    }

    /** Returns a file's name without its ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 1 ? name : name.substring(0, dot);
    }

    /** Returns the path of a file from a folder, with {@code /} on every system. */
    static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /**
     * Returns the images under a folder, sorted by their relative path, numbers as numbers. Links
     * are followed, but not around in circles; hidden files and folders are passed over, and so is
     * what is no file: reading from a pipe or a device might never end.
     *
     * @throws CorpusException if a folder can't be read
     */
    static List<Path> images(Path folder) {
        return images(
                folder,
                (unreadable, e) -> {
                    throw CorpusException.unreadable(folder, e);
                });
    }

    /**
     * Returns the same.
     *
     * @param unreadable told of each folder that can't be read, and of a file that can't be looked
     *     at; goes on if it returns
     */
    static List<Path> images(Path folder, BiConsumer<Path, IOException> unreadable) {
        List<Path> images = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    MAX_DEPTH,
                    new SimpleFileVisitor<Path>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path path, BasicFileAttributes attributes) {
                            boolean hidden =
                                    !path.equals(folder)
                                            && path.getFileName().toString().startsWith(".");
                            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (attributes.isRegularFile() && isImage(file)) {
                                images.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            if (e instanceof FileSystemLoopException) {
                                return FileVisitResult.CONTINUE;
                            }
                            if (isImage(file)) {
                                images.add(file); // a link to nothing: the scan will say so
                            } else {
                                unreadable.accept(file, e);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path path, IOException e) {
                            if (e != null) {
                                unreadable.accept(path, e);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            unreadable.accept(folder, e);
        }
        images.sort(
                (a, b) -> NaturalOrder.INSTANCE.compare(relative(folder, a), relative(folder, b)));
        return images;
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
