package org.tagzoo.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.CacheFolder;

/**
 * OpenCV's native library, loaded once, at the first image that needs it, from a file that is
 * unpacked once for a user. OpenCV's own loader unpacks its 65 MB at each start of a program, and
 * leaves them behind where the program is killed.
 */
final class OpenCv {

    private static final Map<String, String> SYSTEMS =
            Map.of("linux", "linux", "mac", "osx", "win", "windows");
    private static final Map<String, String> PROCESSORS =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "ARMv8", "arm64", "ARMv8");

    private OpenCv() {}

    /**
     * Loads the library if it is not loaded yet.
     *
     * @throws IllegalStateException if this system has none
     */
    static void load() {
        if (Loaded.FAILURE.isPresent()) {
            throw new IllegalStateException(
                    Loaded.FAILURE.get().getMessage(), Loaded.FAILURE.get());
        }
    }

    private static final class Loaded {

        /** Kept: of a class that fails to be initialised, only the first who asks is told why. */
        static final Optional<IllegalStateException> FAILURE = loadLibrary();

        private static Optional<IllegalStateException> loadLibrary() {
            try {
                cached().ifPresentOrElse(file -> System.load(file.toString()), OpenCV::loadLocally);
            } catch (RuntimeException | LinkageError e) {
                Throwable reason = e instanceof ExceptionInInitializerError ? e.getCause() : e;
                return Optional.of(
                        new IllegalStateException(
                                "OpenCV can't be loaded on %s %s: %s"
                                        .formatted(
                                                System.getProperty("os.name"),
                                                System.getProperty("os.arch"),
                                                reason.getMessage()),
                                e));
            }
            // Images are decoded on several threads already.
            Core.setNumThreads(1);
            return Optional.empty();
        }

        private static Optional<Path> cached() {
            try {
                return unpacked(CacheFolder.standard());
            } catch (IOException e) {
                // Such as a home that is read only: a temporary folder serves as well.
                return Optional.empty();
            }
        }
    }

    /**
     * Returns the library's file, which is what the jar holds. The program will run what is in it,
     * so it lies in a folder of the user's own that nobody else may enter; what was there while
     * others could write is not trusted, whatever its checksum, but unpacked anew.
     *
     * @param cache folder for such files, made if it is missing
     * @return empty where the jar has none for this system
     * @throws IOException if it can't be unpacked there, or others could put a file in its place
     */
    static Optional<Path> unpacked(Path cache) throws IOException {
        Optional<URL> resource = resource();
        if (resource.isEmpty()
                || !(resource.get().openConnection() instanceof JarURLConnection connection)) {
            return Optional.empty();
        }
        ZipEntry entry = connection.getJarEntry();
        Path folder = Files.createDirectories(cache).toRealPath().resolve("native");
        Path file = folder.resolve("%08x-%s".formatted(entry.getCrc(), fileName()));
        UserPrincipal user = user();
        boolean trusted =
                Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOwn(folder, user);
        if (!trusted) {
            Files.createDirectories(folder);
            makePrivate(folder);
        }
        if (!isOwn(folder.getParent(), user) || !isOwn(folder, user)) {
            throw new IOException(folder + " can be written by others");
        }
        if (!trusted || !isWhole(file, entry, user)) {
            AtomicFile.make(
                    file,
                    aside -> {
                        try (InputStream in = connection.getInputStream()) {
                            Files.copy(in, aside);
                        }
                        Files.setLastModifiedTime(aside, entry.getLastModifiedTime());
                    });
        }
        return Optional.of(file);
    }

    private static Optional<URL> resource() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = PROCESSORS.get(System.getProperty("os.arch").toLowerCase(Locale.ROOT));
        return SYSTEMS.entrySet().stream()
                .filter(system -> os.startsWith(system.getKey()) && processor != null)
                .map(
                        system ->
                                "opencv/%s/%s/%s"
                                        .formatted(system.getValue(), processor, fileName()))
                .map(OpenCV.class::getResource)
                .findFirst();
    }

    private static String fileName() {
        return System.mapLibraryName(Core.NATIVE_LIBRARY_NAME);
    }

    /** Whether a path is that user's and no other's to write; true where owners are unknown. */
    private static boolean isOwn(Path path, UserPrincipal user) throws IOException {
        PosixFileAttributeView view = posix(path);
        if (view == null) {
            return true;
        }
        PosixFileAttributes found = view.readAttributes();
        // Many systems give each user a group of the same name and let it write.
        boolean alone = found.group().getName().equals(found.owner().getName());
        return found.owner().equals(user)
                && (alone || !found.permissions().contains(PosixFilePermission.GROUP_WRITE))
                && !found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** Returns who runs this program; Java only tells whose a file is. */
    private static UserPrincipal user() throws IOException {
        Path file = Files.createTempFile("tagzoo", null);
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }

    private static PosixFileAttributeView posix(Path path) {
        return Files.getFileAttributeView(
                path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Fails where the folder is someone else's. */
    private static void makePrivate(Path folder) throws IOException {
        PosixFileAttributeView view = posix(folder);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** A file that was written to since it was unpacked has another time, and is summed up. */
    private static boolean isWhole(Path file, ZipEntry entry, UserPrincipal user)
            throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) != entry.getSize()
                || !isOwn(file, user)) {
            return false;
        }
        FileTime unpacked = entry.getLastModifiedTime();
        if (Files.getLastModifiedTime(file).equals(unpacked)) {
            return true;
        }
        CRC32 sum = new CRC32();
        try (FileChannel channel = FileChannel.open(file)) {
            sum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
        if (sum.getValue() != entry.getCrc()) {
            return false;
        }
        Files.setLastModifiedTime(file, unpacked);
        return true;
    }
}
