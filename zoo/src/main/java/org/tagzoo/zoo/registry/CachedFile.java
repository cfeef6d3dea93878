package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * A file of the cache after it was read from end to end.
 *
 * @param card whose file it is
 * @param file in the cache
 * @param sha256 of the file, in hexadecimal; empty if it can't be read
 * @param problem what is wrong with it, and what to do, in one line; empty if nothing is
 */
public record CachedFile(
        WeightsCard card, Path file, Optional<String> sha256, Optional<String> problem) {

    /**
     * Checks all that the cache has of a card: weights, and archives put there by hand.
     *
     * @return empty if it has nothing
     */
    public static List<CachedFile> verify(WeightsCache cache, WeightsCard card) {
        List<Path> files = new ArrayList<>(cache.files(card));
        if (card.origin() instanceof PackedWeights wanted) {
            files.add(cache.packageFile(wanted));
        }
        return files.stream().filter(Files::exists).map(file -> verify(card, file)).toList();
    }

    private static CachedFile verify(WeightsCard card, Path file) {
        Optional<String> sha256 = Optional.empty();
        try {
            sha256 = Optional.of(Sha256.of(file));
            if (file.endsWith(card.origin().file()) && card.origin() instanceof PackedWeights) {
                checkArchive(file, card.origin());
            } else {
                check(card, file, sha256.get());
                requireTensors(file);
            }
            return new CachedFile(card, file, sha256, Optional.empty());
        } catch (IOException e) {
            return new CachedFile(card, file, sha256, Optional.of(e.getMessage()));
        }
    }

    private static void requireTensors(Path file) throws WeightsException {
        try (TensorSource source = WeightsFile.open(file)) {
            if (source.names().isEmpty()) {
                throw new WeightsException(file + " holds no tensors");
            }
        }
    }

    private static void checkArchive(Path file, WeightsOrigin origin) throws IOException {
        try {
            origin.check(file);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + ": delete it", e);
        }
    }

    /**
     * Hashes a file that weights are loaded from.
     *
     * @return the SHA-256, in hexadecimal
     * @throws WeightsException if it is not the file that the card describes, or can't be read
     */
    static String check(WeightsCard card, Path file) throws WeightsException {
        String sha256 = hash(file);
        check(card, file, sha256);
        return sha256;
    }

    /** Returns the SHA-256 of a weights file of anyone's. */
    static String hash(Path file) throws WeightsException {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new WeightsException("Can't read the weights file " + file + ": " + e, e);
        }
    }

    private static void check(WeightsCard card, Path file, String sha256) throws WeightsException {
        Optional<String> expected = card.origin().safetensorsSha256();
        if (expected.isPresent() && !sha256.equals(expected.get())) {
            throw new WeightsException(
                    "%s is not what %s gives (SHA-256 %s, expected %s): delete it to have it made anew"
                            .formatted(file, card.origin().described(), sha256, expected.get()));
        }
        if (card.origin() instanceof HubFile) {
            new FirstHash(file).check(sha256);
        }
        if (card.origin() instanceof PublishedFile published
                && file.endsWith(published.file())
                && !sha256.startsWith(published.sha256Prefix())) {
            throw new WeightsException(
                    "%s is not what torchvision publishes (SHA-256 %s, expected one that begins with %s): delete it to have it fetched anew"
                            .formatted(file, sha256, published.sha256Prefix()));
        }
    }
}
