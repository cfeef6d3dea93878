package org.tagzoo.datasets.corpus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.IoReason;

/**
 * Finds the image files that a table names: by the path from an image folder, with or without its
 * ending, in other case where there is none in its own; or, below the folders at any depth, by the
 * end of the path. Nothing outside of the image folders is found but by its absolute path. Each
 * folder is listed once.
 */
final class ImageLookup {

    private static final int MAX_FOLDERS = 1000;

    /** A drive of Windows, or a step up. */
    private static final Pattern OUTWARD = Pattern.compile("(?s)[A-Za-z]:.*|(.*/)?\\.\\.(/.*)?");

    /** An address on the web and its last name. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?s)https?://[^?#]*/([^/?#]+)(?:[?#].*)?");

    private final List<Path> folders;
    private final boolean below;
    private final Map<Path, Map<String, List<Path>>> listed = new HashMap<>();
    private final List<Path> realFolders = new ArrayList<>();
    private final Set<Path> named = new HashSet<>();

    /**
     * @param folders in each of which an image may be; none of them in another
     * @param below whether folders in them are looked through too
     */
    ImageLookup(List<Path> folders, boolean below) {
        this.folders = folders;
        this.below = below;
    }

    /** Returns whether the same name may stand in several folders. */
    boolean isWide() {
        return below || folders.size() > 1;
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
     * @param kind of the reason
     */
    record Found(Path file, String reason, String kind) {
        private Found(Path file) {
            this(file, null, null);
        }
    }

    /** Looks an id up. */
    Found find(String id) {
        if (id.isEmpty()) {
            return new Found(null, "the row names no image", QuarantinedImage.MISSING);
        }
        String path = id.replace('\\', '/');
        List<Path> files;
        try {
            if (path.startsWith("/")) {
                Path file = Path.of(path);
                if (Files.isRegularFile(file) && CorpusFolder.isImage(file)) {
                    return new Found(file);
                }
            } else if (!below && OUTWARD.matcher(path).matches()) {
                return new Found(
                        null, "the name leads out of the image folder", QuarantinedImage.OUTSIDE);
            }
            files = files(path);
            String address = files.isEmpty() ? address(path) : path;
            files = address.equals(path) ? files : files(address);
        } catch (InvalidPathException e) {
            return new Found(null, "the name is no path", QuarantinedImage.MISSING);
        }
        named.addAll(files);
        if (files.isEmpty()) {
            return new Found(null, "there is no image of this name", QuarantinedImage.MISSING);
        }
        if (files.size() > 1) {
            boolean apart = !files.get(0).getFileName().equals(files.get(1).getFileName());
            return new Found(
                    null,
                    "%d images have this name: %s and %s"
                            .formatted(
                                    files.size(),
                                    apart ? files.get(0).getFileName() : files.get(0),
                                    apart ? files.get(1).getFileName() : files.get(1)),
                    QuarantinedImage.AMBIGUOUS);
        }
        return inside(files.get(0));
    }

    private List<Path> files(String path) {
        return below ? endingIn(path) : path.startsWith("/") ? List.of() : at(path);
    }

    /**
     * Returns the name in an address, or in one that was written as in an address: {@code
     * a%20b.jpg}; the name itself if it is none.
     */
    private static String address(String name) {
        Matcher address = ADDRESS.matcher(name);
        String path = address.matches() ? address.group(1) : name;
        try {
            // In paths of addresses, a plus is a plus.
            String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return OUTWARD.matcher(decoded).matches() ? name : decoded;
        } catch (IllegalArgumentException e) {
            return path; // a percent sign that is just that
        }
    }

    /** Returns where an id is looked for, for messages. */
    String location(String id) {
        return id.startsWith("/") ? Check.shown(id) : folders.get(0) + "/" + Check.shown(id);
    }

    /** Returns the folders, for messages. */
    String place() {
        return (below ? "below " : "") + some(folders);
    }

    /** Returns a file's path from the image folder that it is in. */
    String name(Path file) {
        return folders.stream()
                .filter(file::startsWith)
                .findFirst()
                .map(folder -> CorpusFolder.relative(folder, file))
                .orElse(file.toString());
    }

    /** Returns the images of the folders looked into that no id named so far, in order. */
    NavigableSet<Path> unnamed() {
        NavigableSet<Path> images = new TreeSet<>();
        listed.values().forEach(names -> names.values().forEach(images::addAll));
        images.removeAll(named);
        return images;
    }

    /** Returns the images at a path from any of the folders. */
    private List<Path> at(String path) {
        int slash = path.lastIndexOf('/');
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            Path parent = folder.resolve(path.substring(0, slash + 1)).normalize();
            Map<String, List<Path>> names = listed.computeIfAbsent(parent, p -> byName(filesIn(p)));
            files.addAll(named(names, path.substring(slash + 1)));
        }
        return files;
    }

    /**
     * Returns the images whose paths end as a path does. Of an absolute path, which may be another
     * machine's, the longest end counts that any image has, of a folder and a name at least.
     */
    private List<Path> endingIn(String path) {
        List<String> parts =
                Arrays.stream(path.split("/"))
                        .filter(part -> !part.isEmpty() && !part.matches("\\.\\.?|[A-Za-z]:"))
                        .toList();
        if (parts.isEmpty()) {
            return List.of();
        }
        boolean absolute = path.startsWith("/") || path.matches("(?s)[A-Za-z]:.*");
        List<Path> files = new ArrayList<>();
        for (int from = 0; from <= (absolute ? parts.size() - 2 : 0) && files.isEmpty(); from++) {
            String end = "/" + String.join("/", parts.subList(from, parts.size()));
            for (Path folder : folders) {
                Map<String, List<Path>> names =
                        listed.computeIfAbsent(folder, f -> byName(CorpusFolder.images(f)));
                for (Path file : names.getOrDefault(parts.get(parts.size() - 1), List.of())) {
                    String whole = file.toAbsolutePath().normalize().toString().replace('\\', '/');
                    int dot = whole.lastIndexOf('.');
                    if (whole.endsWith(end) || (dot > 0 && whole.substring(0, dot).endsWith(end))) {
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }

    private Found inside(Path file) {
        try {
            if (realFolders.isEmpty()) {
                for (Path folder : folders) {
                    realFolders.add(folder.toRealPath());
                }
            }
            Path real = file.toRealPath();
            if (realFolders.stream().anyMatch(real::startsWith)) {
                return new Found(file);
            }
            return new Found(
                    null,
                    "the file is a link that leads out of the image folder",
                    QuarantinedImage.OUTSIDE);
        } catch (IOException e) {
            return new Found(null, IoReason.of(e), QuarantinedImage.kind(e));
        }
    }

    private static List<Path> filesIn(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(file -> Files.isRegularFile(file) || Files.notExists(file))
                    .filter(CorpusFolder::isImage)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Returns images by their names and by their names without ending. */
    private static Map<String, List<Path>> byName(List<Path> files) {
        Map<String, List<Path>> names = new HashMap<>();
        Map<String, List<Path>> stems = new HashMap<>();
        Map<String, List<Path>> folded = new HashMap<>();
        for (Path file : files) {
            names.computeIfAbsent(file.getFileName().toString(), n -> new ArrayList<>()).add(file);
            stems.computeIfAbsent(CorpusFolder.stem(file), n -> new ArrayList<>()).add(file);
        }
        // A whole name is exact, even where it is the start of another one; case comes last.
        stems.forEach(names::putIfAbsent);
        names.forEach(
                (name, of) ->
                        folded.computeIfAbsent(fold(name), n -> new ArrayList<>()).addAll(of));
        folded.forEach(names::putIfAbsent);
        return names;
    }

    private static String fold(String name) {
        // macOS writes accents as signs of their own.
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** Returns the images of a name; where there are none, those of the name in other case. */
    private static List<Path> named(Map<String, List<Path>> names, String name) {
        return names.getOrDefault(name, names.getOrDefault(fold(name), List.of()));
    }
}
