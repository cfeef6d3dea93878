package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.datasets.file.CacheLock;

/**
 * Brings a published file into the cache: fetch aside, check, rename.
 *
 * <p>One process does so at a time; others wait for its result. What a killed process had fetched
 * is made use of by the next.
 */
final class PublishedWeights {

    private final WeightsCache cache;
    private final WeightsFetcher fetcher;

    PublishedWeights(WeightsCache cache, WeightsFetcher fetcher) {
        this.cache = cache;
        this.fetcher = fetcher;
    }

    /**
     * Puts the file into the cache unless it is there.
     *
     * @throws IOException if that fails; the message is a reason, in one line
     */
    void install(PublishedFile file) throws IOException {
        if (!Files.exists(cache.partFile(file.file()).file())) {
            fetcher.checkNotOffline();
        }
        CacheLock.hold(
                cache.lockFile(file.file()),
                () -> fetcher.listener().note("Waiting for another process: " + file.file()),
                () -> {
                    Path target = cache.publishedFile(file);
                    if (!Files.exists(target)) {
                        PartFile part = cache.partFile(file.file());
                        fetcher.fetch(file, part);
                        part.moveTo(target);
                    }
                });
    }
}
