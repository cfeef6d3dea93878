package org.tagzoo.app.predict;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The images that a command line names, in its order: files of any name, the images of folders in
 * natural order, and what standard input holds.
 */
public final class ImageArguments {

    /** What stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    /** So many names are looked at for the width of a table. */
    private static final int NAMES_LOOKED_AT = 1000;

    private final List<NamedImage> before = new ArrayList<>();
    private final List<NamedImage> after = new ArrayList<>();
    private final InputStream standardInput;
    private final boolean isLive;

    /**
     * Looks for files and lists folders. Standard input is not touched yet.
     *
     * @param arguments paths, and {@value #STANDARD_INPUT} at most once
     */
    public ImageArguments(List<String> arguments, InputStream standardInput) {
        this.standardInput = standardInput;
        this.isLive = arguments.contains(STANDARD_INPUT);
        List<NamedImage> images = before;
        for (String argument : arguments) {
            if (argument.equals(STANDARD_INPUT)) {
                images = after;
            } else {
                images.addAll(NamedImage.at(argument, false));
            }
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
        return isLive;
    }

    /** Returns how many images there are; 0 if that is not known. */
    public long total() {
        return isLive ? 0 : before.size();
    }

    /** Returns the first names, as far as they are known before any image is read. */
    public List<String> firstNames() {
        return Stream.concat(before.stream(), after.stream())
                .map(NamedImage::name)
                .limit(NAMES_LOOKED_AT)
                .toList();
    }

    /** Returns the images, once. May wait for standard input, but not before its turn. */
    public Iterator<NamedImage> images() {
        Stream<NamedImage> live =
                StreamSupport.stream(
                        () -> StandardInput.images(standardInput).spliterator(), 0, false);
        Stream<NamedImage> rest = isLive ? Stream.concat(live, after.stream()) : Stream.empty();
        return Stream.concat(before.stream(), rest).iterator();
    }
}
