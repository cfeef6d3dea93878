package org.tagzoo.zoo.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.FileHash;

/** The zip of an export: its files, at the root of the zip. */
public final class ExportZip {

    private static final long SIZE_LIMIT = 1L << 34;
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ExportZip() {}

    /**
     * Packs a folder, the folders in it too. The same files give the same bytes.
     *
     * @param folder of an export
     * @param zip replaced if it is there
     */
    public static void write(Path folder, Path zip) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        AtomicFile.make(
                zip,
                aside -> {
                    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(aside))) {
                        // Weights don't get smaller, only slower to unpack.
                        out.setLevel(Deflater.NO_COMPRESSION);
                        for (Path file : files) {
                            String name = folder.relativize(file).toString().replace('\\', '/');
                            ZipEntry entry = new ZipEntry(name);
                            entry.setTimeLocal(DATE);
                            out.putNextEntry(entry);
                            Files.copy(file, out);
                            out.closeEntry();
                        }
                    }
                });
    }

    /** Returns whether a file is a zip that claims to be an export. */
    static boolean isExport(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(ExportFiles.MANIFEST) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the folder of an unpacked zip, which later loads of the same content find.
     *
     * @param cache made if it is missing
     */
    static Path cached(Path file, Path cache) throws IOException {
        Path folder = cache.resolve(FileHash.sha256(file));
        if (!ExportFolder.isExport(folder)) {
            Files.createDirectories(cache);
            AtomicFile.make(
                    folder,
                    aside -> {
                        Files.createDirectory(aside);
                        extract(file, aside);
                    });
        }
        return folder;
    }

    /**
     * Unpacks the files that it takes to load an export; whatever else is in the zip stays there.
     *
     * @param folder that is there
     */
    static void extract(Path file, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (String name : ExportFiles.NEEDED) {
                ZipEntry entry = zip.getEntry(name);
                if (entry == null) {
                    throw new ExportException(
                            "%s is no whole export: there is no file %s in it"
                                    .formatted(file, name));
                }
                if (entry.getSize() > SIZE_LIMIT) {
                    throw new ExportException(
                            "%s: %s claims %d bytes, at most %d are unpacked"
                                    .formatted(file, name, entry.getSize(), SIZE_LIMIT));
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, folder.resolve(name));
                }
            }
        } catch (ZipException e) {
            throw new ExportException(
                    "%s is no zip that can be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
