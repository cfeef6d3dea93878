package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tagzoo.datasets.check.Check;
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
    private static final Pattern FILE =
            Pattern.compile("(.*/)?[a-z0-9_]+(-[a-z]+)?-[0-9a-f]{8}\\.pth");

    /** More than the rounding of the published size could hide. */
    private static final double SLACK_MEBIBYTES = 0.002;

    public PublishedFile {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        Check.that(
                FILE.matcher(path).matches(),
                "address",
                "one that ends in <name>-<8 digits of the SHA-256>.pth",
                address);
        Check.that(mebibytes > 0 && mebibytes < 4096, "mebibytes", "0 to 4096", mebibytes);
    }

    @Override
    public String file() {
        String path = address.getRawPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String source() {
        return "torchvision";
    }

    @Override
    public String described() {
        return address.toString();
    }

    @Override
    public String size() {
        return String.format(Locale.ROOT, "%.3f MiB", mebibytes);
    }

    @Override
    public String hash() {
        return "SHA-256 that begins with " + sha256Prefix();
    }

    /** Returns the first eight hexadecimal digits of the file's SHA-256. */
    public String sha256Prefix() {
        String file = file();
        return file.substring(file.length() - "12345678.pth".length(), file.length() - 4);
    }

    @Override
    public void check(Path published) throws IOException {
        String sha256 = Sha256.of(published);
        if (!sha256.startsWith(sha256Prefix())) {
            throw new IOException(
                    "it has the SHA-256 %s, expected one that begins with %s (%d bytes; cut short, or another file?)"
                            .formatted(sha256, sha256Prefix(), Files.size(published)));
        }
    }

    @Override
    public long mostBytes() {
        return (long) ((mebibytes + SLACK_MEBIBYTES) * (1 << 20));
    }

    @Override
    public String byHand(WeightsCard card, WeightsCache cache) {
        return "put %s (%.0f MB, its SHA-256 begins with %s) from %s into %s, or its tensors as safetensors at %s"
                .formatted(
                        file(),
                        mostBytes() / 1e6,
                        sha256Prefix(),
                        address,
                        cache.publishedFile(this).getParent(),
                        cache.weightsFile(card));
    }
}
