package org.tagzoo.datasets.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder for what can be fetched or computed again. */
public final class CacheFolder {

    /** Names the environment variable that moves the folder. */
    public static final String VARIABLE = "TAGZOO_CACHE";

    /** Names the environment variable that says how many gigabytes computed files may take. */
    public static final String LIMIT = "TAGZOO_CACHE_LIMIT";

    private static final double USUAL_LIMIT = 50;

    /** What was used since then is in use. */
    private static final FileTime BEGUN = FileTime.fromMillis(System.currentTimeMillis());

    private CacheFolder() {}

    /**
     * A file of the cache.
     *
     * @param used when it was written or read for use last
     */
    public record Kept(Path file, long bytes, FileTime used) {}

    /** Returns the folder that {@code TAGZOO_CACHE} names, else {@code .cache/tagzoo} at home. */
    public static Path standard() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** Returns the same in an environment of one's choice. */
    public static Path of(Map<String, String> environment, Path home) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        return chosen.isBlank() ? home.resolve(".cache").resolve("tagzoo") : Path.of(chosen);
    }

    /**
     * Returns how many bytes pixels may take, and embeddings: what {@code TAGZOO_CACHE_LIMIT} says
     * in gigabytes, else 50 GB.
     *
     * @throws IllegalArgumentException if it says something else
     */
    public static long limit(Map<String, String> environment) {
        String chosen = environment.getOrDefault(LIMIT, "");
        try {
            double gigabytes = chosen.isBlank() ? USUAL_LIMIT : Double.parseDouble(chosen);
            if (gigabytes >= 0) {
                return (long) (gigabytes * 1e9);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                LIMIT + " must be a number of gigabytes, 0 or more, but is '" + chosen + "'");
    }

    /**
     * Makes room for more in a folder of computed files: those that were not used for longest go
     * until it stays within its limit and the disk has room. Files that were used since this
     * program began stay.
     *
     * @param bytes that are to be written
     * @param what needs them, and
     * @param advice how it would need less, for the message
     * @throws IOException if the disk has no room even so
     */
    public static void makeRoom(Path folder, long bytes, long limit, String what, String advice)
            throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace();
        // Only what TagZoo writes there: a user may have chosen the folder. Files of an earlier
        // TagZoo that was killed end with ".part".
        List<Kept> oldestFirst =
                oldestFirst(folder).stream()
                        .filter(kept -> kept.file().toString().matches(".*\\.(rows|part)"))
                        .toList();
        long all = oldestFirst.stream().mapToLong(Kept::bytes).sum();
        for (Kept kept : oldestFirst) {
            boolean fits = all + bytes <= limit && bytes <= room;
            if (fits || kept.used().compareTo(BEGUN) >= 0) {
                break;
            }
            Files.deleteIfExists(kept.file());
            all -= kept.bytes();
            room += kept.bytes();
        }
        if (bytes > room) {
            throw new IOException(
                    "%s: %d MB more, and %s has room for %d MB: make room, for instance by 'tagzoo cache clear', move the cache with %s, or %s"
                            .formatted(
                                    what,
                                    bytes / 1_000_000,
                                    folder,
                                    room / 1_000_000,
                                    VARIABLE,
                                    advice));
        }
    }

    /** Returns the files in a folder that are not locks, those first that were not used longest. */
    public static List<Kept> oldestFirst(Path folder) throws IOException {
        List<Kept> kept = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && !file.toString().endsWith(".lock")) {
                    kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
                }
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            // Another process is clearing the same folder.
            return kept;
        }
        kept.sort(Comparator.comparing(Kept::used));
        return kept;
    }
}
