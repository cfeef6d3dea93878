package org.tagzoo.app.predict;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.tagzoo.datasets.corpus.UnlabelledImages;

/**
 * The image of a path that is a file, or the images of a folder. What can't be read comes first,
 * with the reason.
 */
final class ImagePath {

    private final List<NamedImage> first;
    private final Deque<Path> found;

    private ImagePath(List<NamedImage> first, List<Path> found) {
        this.first = first;
        this.found = new ArrayDeque<>(found);
    }

    /** Looks for a file of any kind, such as a pipe {@code <(...)}, or lists a folder. */
    static ImagePath ofAny(String name) {
        return of(name, false);
    }

    /** Looks for a file with a content of its own, or lists a folder. */
    static ImagePath of(String name) {
        return of(name, true);
    }

    private static ImagePath of(String name, boolean isRegular) {
        if (name.isEmpty()) {
            return one(NamedImage.missing(name, "the name of the file is empty"));
        }
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            return one(NamedImage.missing(name, "no file can have this name: " + e.getReason()));
        }
        if (!Files.isDirectory(path)) {
            return one(new NamedImage(name, path, isRegular));
        }
        List<NamedImage> unreadable = new ArrayList<>();
        List<Path> files =
                UnlabelledImages.files(
                        path,
                        (folder, reason) ->
                                unreadable.add(NamedImage.missing(folder.toString(), reason)));
        if (files.isEmpty() && unreadable.isEmpty()) {
            return one(NamedImage.missing(name, "the folder holds no image"));
        }
        return new ImagePath(unreadable, files);
    }

    private static ImagePath one(NamedImage image) {
        return new ImagePath(List.of(image), List.of());
    }

    int size() {
        return first.size() + found.size();
    }

    Stream<String> names() {
        return Stream.concat(
                first.stream().map(NamedImage::name), found.stream().map(Path::toString));
    }

    /** Returns the images, once: a path is let go when its turn is over. */
    Iterator<NamedImage> drain() {
        Iterator<NamedImage> unreadable = first.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return unreadable.hasNext() || !found.isEmpty();
            }

            @Override
            public NamedImage next() {
                return unreadable.hasNext() ? unreadable.next() : found(found.removeFirst());
            }
        };
    }

    private static NamedImage found(Path file) {
        return new NamedImage(file.toString(), file, true);
    }
}
