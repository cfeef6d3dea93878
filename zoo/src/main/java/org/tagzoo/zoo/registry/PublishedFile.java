package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagzoo.datasets.file.Sha256;

/**
 * A file of torchvision's: a state dictionary as {@code torch.save} writes it.
 *
 * @param address where it is published; its file name ends in the first eight hexadecimal digits of
 *     the file's SHA-256
 * @param mebibytes its size in units of 2<sup>20</sup> bytes, as torchvision gives it: to three
 *     places
 */
public record PublishedFile(URI address, double mebibytes) implements WeightsOrigin {

    // It becomes the name of a file in the cache, and part of a mirror's address.
    private static final Pattern FILE = Pattern.compile("[a-z0-9_]+-([0-9a-f]{8})\\.pth");

    /** More than the rounding of the published size could hide. */
    private static final double SLACK_MEBIBYTES = 0.002;

    public PublishedFile {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        if (!FILE.matcher(path.substring(path.lastIndexOf('/') + 1)).matches()) {
            throw new IllegalArgumentException(
                    "The address must end in <name>-<8 digits of the SHA-256>.pth, is " + address);
        }
        if (!(mebibytes > 0 && mebibytes < 4096)) {
            throw new IllegalArgumentException("mebibytes must be 0 to 4096, is " + mebibytes);
        }
    }

    /** Returns the file's name. */
    public String file() {
        String path = address.getRawPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the first eight hexadecimal digits of the file's SHA-256. */
    public String sha256Prefix() {
        Matcher name = FILE.matcher(file());
        if (!name.matches()) {
            throw new IllegalStateException("Checked when it was made: " + address);
        }
        return name.group(1);
    }

    /**
     * Compares a file's hash with the one in this name.
     *
     * @throws IOException if they differ; the message is a reason, in one line
     */
    void check(Path published) throws IOException {
        String sha256 = Sha256.of(published);
        if (!sha256.startsWith(sha256Prefix())) {
            throw new IOException(
                    "it has the SHA-256 %s, expected one that begins with %s (%d bytes; cut short, or another file?)"
                            .formatted(sha256, sha256Prefix(), Files.size(published)));
        }
    }

    /** Returns how many bytes the file can have at most, given its published size. */
    public long mostBytes() {
        return (long) ((mebibytes + SLACK_MEBIBYTES) * (1 << 20));
    }
}
