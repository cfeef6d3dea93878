package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * A safetensors file at the hub where timm keeps its weights. No hash of it is published: that of
 * the file which is fetched first is kept beside it, and expected from then on.
 *
 * @param address where it is published, {@code .../<name>.<tag>/resolve/main/model.safetensors}, or
 *     {@code .../<name>.pth.tar} of the Places365 networks
 * @param mebibytes the most that it can have, in units of 2<sup>20</sup> bytes
 */
public record HubFile(URI address, double mebibytes) implements WeightsOrigin {

    private static final Pattern PATH =
            Pattern.compile(
                    "/(?:.*/)?(?:([a-z0-9_]+\\.[a-z0-9]+)/resolve/main/model\\.safetensors|([a-z0-9_]+_places365)\\.pth\\.tar)");

    public HubFile {
        Check.that(
                match(address).matches(),
                "address",
                "one that ends in <name>.<tag>/resolve/main/model.safetensors or <name>_places365.pth.tar",
                address);
        Check.that(mebibytes > 0 && mebibytes < 4096, "mebibytes", "0 to 4096", mebibytes);
    }

    private static Matcher match(URI address) {
        return PATH.matcher(address.getRawPath() == null ? "" : address.getRawPath());
    }

    /** At the hub all files have one name; here it is that of what they are in. */
    @Override
    public String file() {
        Matcher match = match(address);
        return !match.matches()
                ? ""
                : isCheckpoint() ? match.group(2) + ".pth.tar" : match.group(1) + ".safetensors";
    }

    private boolean isCheckpoint() {
        return address.getRawPath().endsWith(".pth.tar");
    }

    /** Returns how the file's name in the cache ends. */
    String suffix() {
        return isCheckpoint() ? ".pth.tar" : ".safetensors";
    }

    @Override
    public long mostBytes() {
        return (long) (mebibytes * (1 << 20));
    }

    /** Only finds files that are cut short or hold no tensors. */
    @Override
    public void check(Path published) throws IOException {
        WeightsFile.open(published).close();
    }

    @Override
    public String source() {
        return isCheckpoint() ? "places365" : "timm";
    }

    @Override
    public String described() {
        return address.toString();
    }

    @Override
    public String size() {
        return String.format(Locale.ROOT, "at most %.0f MiB", mebibytes);
    }

    @Override
    public String hash() {
        return "none is published; that of the first file fetched is expected from then on";
    }

    @Override
    public String byHand(WeightsCard card, WeightsCache cache) {
        return "put %s (at most %.0f MB) from %s to %s"
                .formatted(
                        isCheckpoint() ? file() : "model.safetensors",
                        mostBytes() / 1e6,
                        address,
                        cache.weightsFile(card));
    }
}
