package org.tagzoo.datasets.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Hashes of files, read piece by piece. */
public final class FileHash {

    private static final int PIECE = 1 << 20;

    private FileHash() {}

    /** Returns the SHA-256 as 64 hexadecimal digits. */
    public static String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(digest("SHA-256", file));
    }

    /** Returns the SHA-256 of what a file holds, as 64 hexadecimal digits. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(content));
    }

    /** Returns the SHA-512 as npm writes it. */
    public static String integrity(Path file) throws IOException {
        return "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", file));
    }

    private static byte[] digest(String algorithm, Path file) throws IOException {
        MessageDigest digest = digest(algorithm);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
            return digest.digest();
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
