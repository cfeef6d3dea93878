package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.Sha256;

/**
 * Weights that come with TagZoo, a safetensors file beside this class in the archive. They are
 * copied into the cache when they are first asked for; nothing is fetched.
 *
 * @param file its name
 * @param sizeInBytes of the file
 * @param sha256 of the file, in hexadecimal
 * @param madeOf what it was made of
 */
public record BuiltIn(String file, long sizeInBytes, String sha256, String madeOf)
        implements WeightsOrigin {

    public BuiltIn {
        Check.that(file.matches("[a-z0-9_.]+"), "file", "a file's plain name", file);
        Check.that(Sha256.isOne(sha256), "sha256", "64 hexadecimal digits", sha256);
    }

    /** Copies the file out of the archive. */
    void copyTo(Path target) throws IOException {
        try (InputStream in = BuiltIn.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("%s is missing in TagZoo's archive".formatted(file));
            }
            Files.copy(in, target);
        }
    }

    @Override
    public String source() {
        return "built in";
    }

    @Override
    public String described() {
        return "built into TagZoo, made of the " + madeOf;
    }

    @Override
    public String hash() {
        return "SHA-256 " + sha256;
    }

    @Override
    public Optional<String> safetensorsSha256() {
        return Optional.of(sha256);
    }

    @Override
    public long mostBytes() {
        return sizeInBytes;
    }

    @Override
    public void check(Path published) throws IOException {
        String found = Sha256.of(published);
        if (!found.equals(sha256)) {
            throw new IOException("it has the SHA-256 %s, expected %s".formatted(found, sha256));
        }
    }

    @Override
    public String byHand(WeightsCard card, WeightsCache cache) {
        return "copy %s out of TagZoo's archive to %s".formatted(file, cache.weightsFile(card));
    }
}
