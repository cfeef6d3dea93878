package org.tagzoo.zoo.export;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.function.IOConsumer;

/**
 * The folder that an export is written to. It is made aside in the same parent and renamed when it
 * is whole; an export that was there is replaced, and nothing else ever is.
 *
 * @param folder absolute
 * @param remedy for what can't be written over, in an imperative
 */
public record ExportTarget(Path folder, String remedy) {

    /** The one text beside an export's own files that is replaced with them. */
    static final String CARD = "README.md";

    /** What an export's network is made of, for who looks inside. */
    public static final String ARCHITECTURE = "architecture.json";

    public ExportTarget {
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Checks that nothing is there but an export.
     *
     * @throws IOException if something is; says what, and what to do
     */
    public void check() throws IOException {
        if (folder.getFileName() == null) {
            throw new IOException("An export can't be the folder " + folder);
        }
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(folder, "it is a file or a link");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!isPart(name) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw refused(folder, "'%s' in it is no part of an export".formatted(name));
            }
        }
        if (!files.isEmpty() && !Files.isRegularFile(folder.resolve(ExportFolder.MANIFEST))) {
            throw refused(folder, "it has no " + ExportFolder.MANIFEST);
        }
    }

    /** Returns where the zip of the export is written: beside the folder. */
    public Path zip() {
        return folder.resolveSibling(folder.getFileName() + ".zip");
    }

    /**
     * Checks that nothing is there but the zip of an export.
     *
     * @throws IOException if something is; says what, and what to do
     */
    public void checkZip() throws IOException {
        if (!Files.exists(zip(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean isExport = false;
        if (Files.isRegularFile(zip(), LinkOption.NOFOLLOW_LINKS)) {
            try (ZipFile zip = new ZipFile(zip().toFile())) {
                isExport = zip.getEntry(ExportFolder.MANIFEST) != null;
            } catch (ZipException e) {
                throw refused(zip(), "it is no zip");
            }
        }
        if (!isExport) {
            throw refused(zip(), "it is no zip of an export");
        }
    }

    private static boolean isPart(String name) {
        return ExportFolder.OWN.contains(name) || (name.equals(CARD) || name.equals(ARCHITECTURE));
    }

    private IOException refused(Path path, String why) {
        return new IOException("%s is not written over: %s; %s".formatted(path, why, remedy));
    }

    /**
     * Makes the folder.
     *
     * @param content writes all files to a folder that is there and empty
     */
    public void write(IOConsumer<Path> content) throws IOException {
        check();
        Path aside = beside();
        try {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(aside);
            content.accept(aside);
            check();
            replace(aside);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "No permission to write to %s; %s".formatted(folder.getParent(), remedy), e);
        } finally {
            FileUtils.deleteDirectory(aside.toFile());
        }
    }

    private Path beside() {
        return folder.resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID());
    }

    private void replace(Path aside) throws IOException {
        Path old = beside();
        boolean isThere = Files.exists(folder);
        if (isThere) {
            Files.move(folder, old);
        }
        try {
            Files.move(aside, folder);
        } catch (IOException e) {
            if (isThere) {
                Files.move(old, folder);
            }
            throw e;
        }
        FileUtils.deleteDirectory(old.toFile());
    }
}
