package org.tagzoo.app.predict;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The images that a command line names, in its order: files of any name, the images of folders in
 * natural order, and what standard input holds.
 */
public final class ImageArguments {

    /** What stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    /** So many names are looked at for the width of a table. */
    private static final int NAMES_LOOKED_AT = 1000;

    /** Empty where standard input has its turn. */
    private final List<Optional<ImagePath>> parts = new ArrayList<>();

    private final InputStream standardInput;

    /**
     * Looks for files and lists folders. Standard input is not touched yet.
     *
     * @param arguments paths, and {@value #STANDARD_INPUT} at most once
     */
    public ImageArguments(List<String> arguments, InputStream standardInput) {
        this.standardInput = standardInput;
        for (String argument : arguments) {
            boolean isPath = !argument.equals(STANDARD_INPUT);
            parts.add(isPath ? Optional.of(ImagePath.ofAny(argument)) : Optional.empty());
        }
    }

    /** Returns whether an argument is standard input, or names something that is there. */
    public static boolean exists(String argument) {
        try {
            return argument.equals(STANDARD_INPUT)
                    || (!argument.isEmpty() && Files.exists(Path.of(argument)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Returns whether how many there are, and when they come, is known only as they come. */
    public boolean isLive() {
        return parts.stream().anyMatch(Optional::isEmpty);
    }

    /** Returns how many images there are; 0 if that is not known. */
    public long total() {
        return isLive() ? 0 : parts.stream().mapToLong(part -> part.orElseThrow().size()).sum();
    }

    /** Returns the first names, as far as they are known before any image is read. */
    public List<String> firstNames() {
        return parts.stream()
                .flatMap(part -> part.map(ImagePath::names).orElse(Stream.empty()))
                .limit(NAMES_LOOKED_AT)
                .toList();
    }

    /** Returns the images, once. May wait for standard input. */
    public Iterator<NamedImage> drain() {
        Iterator<Optional<ImagePath>> next = parts.iterator();
        return new NestedIterator<>(
                () -> {
                    if (!next.hasNext()) {
                        return null;
                    }
                    Optional<ImagePath> part = next.next();
                    return part.isPresent()
                            ? part.get().drain()
                            : StandardInput.images(standardInput);
                });
    }
}
