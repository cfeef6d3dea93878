package org.tagzoo.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * OpenCV's native library as a file, unpacked once for a user. OpenCV's own loader unpacks its 65
 * MB at each start of a program, which takes longer than to check the file, and leaves them behind
 * where the program is killed.
 */
final class OpenCvLibrary {

    private static final Map<String, String> SYSTEMS =
            Map.of("linux", "linux", "mac", "osx", "win", "windows");
    private static final Map<String, String> PROCESSORS =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "ARMv8", "arm64", "ARMv8");

    private OpenCvLibrary() {}

    /**
     * Returns the library's file, which is what the jar holds.
     *
     * @param cache folder for such files, made if it is missing
     * @return empty where the jar has none for this system
     * @throws IOException if it can't be unpacked there
     */
    static Optional<Path> unpacked(Path cache) throws IOException {
        Optional<URL> resource = resource();
        if (resource.isEmpty()
                || !(resource.get().openConnection() instanceof JarURLConnection connection)) {
            return Optional.empty();
        }
        ZipEntry entry = connection.getJarEntry();
        Path folder = cache.resolve("native");
        Path file = folder.resolve("%08x-%s".formatted(entry.getCrc(), fileName()));
        if (!isWhole(file, entry)) {
            Files.createDirectories(folder);
            AtomicFile.make(
                    file,
                    aside -> {
                        try (InputStream in = connection.getInputStream()) {
                            Files.copy(in, aside);
                        }
                    });
        }
        return Optional.of(file.toAbsolutePath());
    }

    private static Optional<URL> resource() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = PROCESSORS.get(System.getProperty("os.arch").toLowerCase(Locale.ROOT));
        return SYSTEMS.entrySet().stream()
                .filter(system -> os.startsWith(system.getKey()) && processor != null)
                .map(
                        system ->
                                OpenCV.class.getResource(
                                        "opencv/%s/%s/%s"
                                                .formatted(
                                                        system.getValue(), processor, fileName())))
                .findFirst();
    }

    private static String fileName() {
        return System.mapLibraryName(Core.NATIVE_LIBRARY_NAME);
    }

    private static boolean isWhole(Path file, ZipEntry entry) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize()) {
            return false;
        }
        CRC32 sum = new CRC32();
        try (FileChannel channel = FileChannel.open(file)) {
            sum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
        return sum.getValue() == entry.getCrc();
    }
}
