package org.tagzoo.datasets.corpus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.IoReason;

/**
 * Finds the image files that a table names: by the path from the image folder, with or without the
 * ending jpg, jpeg, png, gif, bmp or webp. Nothing outside of the image folder is ever found. Each
 * folder is listed once.
 */
final class ImageLookup {

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp");

    private static final int MAX_FOLDERS = 1000;

    /** A drive of Windows, or a step up. */
    private static final Pattern OUTWARD = Pattern.compile("(?s)[A-Za-z]:.*|(.*/)?\\.\\.(/.*)?");

    private final Path folder;
    private final Map<Path, Map<String, List<Path>>> listed = new HashMap<>();
    private Path realFolder;

    ImageLookup(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Returns the first few of some names, and how many more there are. */
    static String some(Collection<?> names) {
        String first =
                names.stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
        return names.size() > 8 ? "%s and %d more".formatted(first, names.size() - 8) : first;
    }

    /**
     * Returns the folders in a folder in order, but for hidden ones; none where it can't be read.
     */
    static List<Path> foldersIn(Path base) {
        File[] inside = base.toFile().listFiles(f -> f.isDirectory() && !f.isHidden());
        Stream<File> sorted = inside == null ? Stream.empty() : Stream.of(inside).sorted();
        return sorted.limit(MAX_FOLDERS).map(File::toPath).toList();
    }

    /**
     * What was found for an id.
     *
     * @param file the image, null if there is none
     * @param reason why there is none, null if there is one
     */
    record Found(Path file, String reason) {}

    /** Looks an id up. */
    Found find(String id) {
        if (id.isEmpty()) {
            return new Found(null, "the row names no image");
        }
        String path = id.replace('\\', '/');
        if (path.startsWith("/") || OUTWARD.matcher(path).matches()) {
            return new Found(null, "the name leads out of the image folder");
        }
        int slash = path.lastIndexOf('/');
        List<Path> files;
        try {
            Path parent = folder.resolve(path.substring(0, slash + 1)).normalize();
            files = list(parent).getOrDefault(path.substring(slash + 1), List.of());
        } catch (InvalidPathException e) {
            return new Found(null, "the name is no path");
        }
        if (files.isEmpty()) {
            return new Found(null, "there is no image of this name");
        }
        if (files.size() > 1) {
            return new Found(
                    null,
                    "%d images have this name: %s and %s"
                            .formatted(
                                    files.size(),
                                    files.get(0).getFileName(),
                                    files.get(1).getFileName()));
        }
        return inside(files.get(0));
    }

    /** Returns where an id is looked for, for messages. */
    String location(String id) {
        return folder + "/" + Check.shown(id);
    }

    private Found inside(Path file) {
        try {
            if (realFolder == null) {
                realFolder = folder.toRealPath();
            }
            if (file.toRealPath().startsWith(realFolder)) {
                return new Found(file, null);
            }
            return new Found(null, "the file is a link that leads out of the image folder");
        } catch (IOException e) {
            return new Found(null, IoReason.of(e));
        }
    }

    /** Returns the image files of a folder by their names and by their names without ending. */
    private Map<String, List<Path>> list(Path parent) {
        return listed.computeIfAbsent(parent, ImageLookup::namesIn);
    }

    private static Map<String, List<Path>> namesIn(Path parent) {
        Map<String, List<Path>> names = new HashMap<>();
        if (!Files.isDirectory(parent)) {
            return names;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(parent)) {
            files = all.filter(ImageLookup::hasEnding).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return names;
        }
        for (Path file : files) {
            names.computeIfAbsent(CorpusFolder.stem(file), name -> new ArrayList<>()).add(file);
        }
        for (Path file : files) {
            // A whole name is exact, even where it is the start of another one.
            names.put(file.getFileName().toString(), List.of(file));
        }
        return names;
    }

    private static boolean hasEnding(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return CorpusFolder.isImage(file) && ENDINGS.contains(ending.toLowerCase(Locale.ROOT));
    }
}
