package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.tagzoo.datasets.image.ImageHeader;

/** The files of a corpus folder. */
final class CorpusFolder {

    /**
     * Files that are taken for images without a look; those that are none end in the quarantine.
     */
    private static final Set<String> EXTENSIONS =
            Set.of(
                    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp", "tif", "tiff",
                    "heic", "heif", "avif", "jxl", "jp2");

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

    /** Returns whether a file is an image by the ending of its name, or else by its content. */
    static boolean isImage(Path file) {
        if (isHidden(file)) {
            return false;
        }
        if (hasImageEnding(file.getFileName().toString())) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ImageHeader.isImage(in.readNBytes(ImageHeader.START));
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether a name ends as those of images do. */
    static boolean hasImageEnding(String name) {
        return name.indexOf('.') >= 0 && EXTENSIONS.contains(extension(name));
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
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

    /** Returns the name of the folder directly in a folder that a file is in; empty if in none. */
    static String firstFolder(Path folder, Path file) {
        Path way = folder.relativize(file);
        return way.getNameCount() < 2 ? "" : way.getName(0).toString();
    }

    /**
     * What is below a folder.
     *
     * @param images the images, sorted by their relative path, numbers as numbers
     * @param others every other file, in the order of the walk, and hidden folders
     * @param empty the folders without an image below
     */
    record Found(List<Path> images, List<QuarantinedImage> others, Set<Path> empty) {}

    /**
     * Returns the images under a folder. Links are followed, but not around in circles; what is no
     * file is none: reading from a pipe or a device might never end.
     *
     * @throws CorpusException if a folder can't be read
     */
    static List<Path> images(Path folder) {
        return files(folder).images();
    }

    /** Returns what is below a folder, in the same way. */
    static Found files(Path folder) {
        return files(
                folder,
                (path, e) -> {
                    throw CorpusException.unreadable(path, e);
                });
    }

    /**
     * Returns the same.
     *
     * @param unreadable told of each folder that can't be read; goes on if it returns
     */
    static Found files(Path folder, BiConsumer<Path, IOException> unreadable) {
        Walk walk = new Walk(folder, unreadable);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, walk);
        } catch (IOException e) {
            unreadable.accept(folder, e);
        }
        walk.images.sort(
                (a, b) -> NaturalOrder.INSTANCE.compare(relative(folder, a), relative(folder, b)));
        return new Found(walk.images, walk.others, walk.empty);
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final BiConsumer<Path, IOException> unreadable;
        private final List<Path> images = new ArrayList<>();
        private final List<QuarantinedImage> others = new ArrayList<>();
        private final Set<Path> empty = new TreeSet<>();

        Walk(Path folder, BiConsumer<Path, IOException> unreadable) {
            this.folder = folder;
            this.unreadable = unreadable;
        }

        private void leaveOut(Path path, String reason, String kind) {
            others.add(new QuarantinedImage(relative(folder, path), path.toString(), reason, kind));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (!path.equals(folder) && isHidden(path)) {
                leaveOut(path, "hidden folders are passed over", QuarantinedImage.HIDDEN);
                return FileVisitResult.SKIP_SUBTREE;
            }
            empty.add(path);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file)) {
                leaveOut(file, "hidden files are passed over", QuarantinedImage.HIDDEN);
            } else if (attributes.isSymbolicLink()) {
                leaveOut(file, "the link leads to no file", QuarantinedImage.MISSING);
            } else if (attributes.isRegularFile() && isImage(file)) {
                images.add(file);
                Path up = file.getParent();
                while (up != null && empty.remove(up)) { // a relative path ends at null
                    up = up.getParent();
                }
            } else {
                leaveOut(file, "it is no image", QuarantinedImage.NO_IMAGE);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (!(e instanceof FileSystemLoopException)) {
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
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
