package org.tagzoo.zoo.export;

import ai.djl.util.Utils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.function.IOBiConsumer;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;

/**
 * The zip of an export: its files at the root, or below one folder. Only the files that it takes to
 * load one are ever unpacked, under their own names, so that nothing in a zip has a say in where it
 * is written.
 */
public final class ExportZip {

    /** Weights hardly get smaller in a zip; what grows more than this is no network. */
    private static final int LARGEST_RATIO = 20;

    /** What a small file may grow to, whatever the ratio. */
    private static final int SMALL = 1 << 20;

    private static final int DESCRIPTION_LIMIT = 1 << 24;

    private static final String ASIDE = "unpacking";

    /** No unpacking takes as long; what is older was left by a process that was ended. */
    private static final Duration LONGEST = Duration.ofHours(6);

    /** Any date will do; the same files then give the same bytes. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ExportZip() {}

    /**
     * Packs the files of an export: its own, and the texts that were written beside them. Whatever
     * else lies in the folder stays there. The same files give the same bytes.
     *
     * @param folder of an export
     * @param zip replaced if it is there
     */
    public static void write(Path folder, Path zip) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(ExportZip::isPart).sorted().toList();
        }
        AtomicFile.make(
                zip,
                aside -> {
                    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(aside))) {
                        // Weights don't get smaller, only slower to unpack.
                        out.setLevel(Deflater.NO_COMPRESSION);
                        for (Path file : files) {
                            ZipEntry entry = new ZipEntry(file.getFileName().toString());
                            entry.setTimeLocal(DATE);
                            out.putNextEntry(entry);
                            Files.copy(file, out);
                            out.closeEntry();
                        }
                    }
                });
    }

    /** A link is followed for the export's own files only, whose names say what they hold. */
    private static boolean isPart(Path file) {
        String name = file.getFileName().toString();
        return ExportFolder.OWN.contains(name)
                ? Files.isRegularFile(file)
                : ExportFolder.isText(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns whether a file is a zip that claims to be an export. */
    static boolean isExport(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return root(zip).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns what stands before the names of an export's files: nothing, or a folder. */
    private static Optional<String> root(ZipFile zip) {
        if (zip.getEntry(ExportFolder.MANIFEST) != null) {
            return Optional.of("");
        }
        List<String> folders =
                zip.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.endsWith("/" + ExportFolder.MANIFEST))
                        .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                        .filter(folder -> folder.indexOf('/') == folder.length() - 1)
                        .limit(2)
                        .toList();
        return folders.size() == 1 ? Optional.of(folders.get(0)) : Optional.empty();
    }

    /**
     * Returns the content of files that say which export it is, one after the other; of each no
     * more than a description may have.
     */
    private static byte[] description(Path file) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        read(
                file,
                List.of(ExportFolder.MANIFEST, ExportFolder.SERVING),
                (name, in) -> content.write(in.readNBytes(DESCRIPTION_LIMIT)));
        return content.toByteArray();
    }

    /** Unpacks the files that it takes to load an export to a folder that is there and empty. */
    private static void extract(Path file, Path folder) throws IOException {
        long limit = Math.max(SMALL, LARGEST_RATIO * Files.size(file));
        read(
                file,
                ExportFolder.NEEDED,
                (name, in) -> {
                    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                        if (IOUtils.copyLarge(in, out, 0, limit) == limit && in.read() >= 0) {
                            throw new ExportException(
                                    "%s: %s unpacks to more than %d bytes, too much for a zip of %d"
                                            .formatted(file, name, limit, Files.size(file)));
                        }
                    }
                });
    }

    /**
     * Reads some of an export's files.
     *
     * @throws ExportException if the file is no zip, or has not all of them
     */
    private static void read(Path file, List<String> names, IOBiConsumer<String, InputStream> use)
            throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Optional<String> root = root(zip);
            if (root.isEmpty()) {
                throw new ExportException(
                        "%s is no export: there is no file %s in it"
                                .formatted(file, ExportFolder.MANIFEST));
            }
            for (String name : names) {
                ZipEntry entry = zip.getEntry(root.get() + name);
                if (entry == null) {
                    throw new ExportException(
                            "%s is not a complete export: there is no file %s in it; export the network again"
                                    .formatted(file, root.get() + name));
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    use.accept(name, in);
                }
            }
        } catch (ZipException e) {
            throw new ExportException(
                    "%s is no zip that can be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Returns the folder where zips are unpacked, below DJL's cache, so that later loads of the
     * same export find them. A folder in it belongs to the account that unpacked it, as the images'
     * owner would want: others can't read it (mode 0700, where there are modes).
     */
    static Path cache() {
        return Utils.getCacheDir().resolve("tagzoo-exports");
    }

    /**
     * Returns an unpacked zip.
     *
     * @param cache made if it is missing
     * @throws ExportException if it is not whole, not understood, or not what was written
     */
    static Export unpacked(Path zip, Path cache) throws IOException {
        // The manifest says which network there is, so that its bytes need not be looked at here.
        Path place = cache.resolve(Sha256.of(description(zip)));
        if (Files.isDirectory(place)) {
            try {
                return Export.check(place);
            } catch (ExportException e) {
                FileUtils.deleteDirectory(place.toFile());
            }
        }
        Files.createDirectories(cache);
        sweep(cache);
        Path aside = Files.createTempDirectory(cache, ASIDE);
        try {
            extract(zip, aside);
            ExportManifest manifest = ExportFolder.check(aside);
            try {
                Files.move(aside, place);
            } catch (IOException e) {
                // Another process may have been faster; its folder has the same content.
                if (!Files.isDirectory(place)) {
                    throw e;
                }
            }
            return new Export(place, manifest);
        } finally {
            FileUtils.deleteDirectory(aside.toFile());
        }
    }

    private static void sweep(Path cache) throws IOException {
        Instant oldest = Instant.now().minus(LONGEST);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, ASIDE + "*")) {
            for (Path each : left) {
                if (Files.getLastModifiedTime(each).toInstant().isBefore(oldest)) {
                    FileUtils.deleteDirectory(each.toFile());
                }
            }
        }
    }
}
