package org.tagzoo.zoo.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A packed npm package on disk: checked against its card, then unpacked in part. */
final class PackageArchive {

    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 1L << 30;
    private static final String PLAIN_NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}";

    private PackageArchive() {}

    /**
     * Compares size and hash with those of the card.
     *
     * @throws IOException if they differ; the message is a reason, in one line
     */
    static void check(Path archive, NpmPackage expected) throws IOException {
        long size = Files.size(archive);
        if (size != expected.sizeInBytes()) {
            throw new IOException(
                    "%s has %d bytes, expected %d (cut short?)"
                            .formatted(archive, size, expected.sizeInBytes()));
        }
        String integrity = integrity(archive);
        if (!integrity.equals(expected.integrity())) {
            throw new IOException(
                    "%s has the integrity hash %s, expected %s"
                            .formatted(archive, integrity, expected.integrity()));
        }
    }

    /** Returns the SHA-512 as npm writes it. */
    static String integrity(Path archive) throws IOException {
        return "sha512-"
                + Base64.encodeBase64String(
                        DigestUtils.digest(DigestUtils.getSha512Digest(), archive.toFile()));
    }

    /**
     * Unpacks the plain files that lie directly in one folder of the archive, and nothing else.
     *
     * @throws IOException if the archive is broken, too large, or holds something else there
     */
    static void unpack(Path archive, String folder, Path into) throws IOException {
        int entries = 0;
        long bytes = 0;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                entries++;
                bytes += entry.getSize();
                if (entries > MOST_ENTRIES || bytes > MOST_BYTES || entry.getSize() < 0) {
                    throw new IOException(
                            "%s holds more than %d files or %d bytes"
                                    .formatted(archive, MOST_ENTRIES, MOST_BYTES));
                }
                String prefix = folder + "/";
                if (entry.getName().startsWith(prefix) && !entry.getName().equals(prefix)) {
                    String name = entry.getName().substring(prefix.length());
                    if (!isPlainFile(entry) || !name.matches(PLAIN_NAME)) {
                        throw new IOException(
                                "%s holds '%s', which is no plain file in %s"
                                        .formatted(archive, entry.getName(), folder));
                    }
                    Files.copy(tar, into.resolve(name));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(archive + " is no sound archive: " + e.getMessage(), e);
        }
    }

    /** The library's own {@code isFile} also holds for links. */
    private static boolean isPlainFile(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        return kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
    }
}
