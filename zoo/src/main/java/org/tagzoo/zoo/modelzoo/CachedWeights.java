package org.tagzoo.zoo.modelzoo;

import ai.djl.util.Utils;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.weights.WeightsException;

/** Weights on disk, fetched unless DJL was told to stay offline. */
final class CachedWeights {

    private static final Logger LOGGER = LoggerFactory.getLogger(CachedWeights.class);

    private CachedWeights() {}

    /**
     * Returns the first of some weights that is in the cache, else the first that can be fetched.
     *
     * @param cards of one architecture, in their order of preference, at least one
     */
    static ResolvedWeights find(List<WeightsCard> cards, WeightsCache cache)
            throws WeightsException {
        return find(cards, cache, Optional.empty());
    }

    /**
     * Returns the same, or a program's own file, which goes before them.
     *
     * @param own weights that fit the first of the cards
     */
    static ResolvedWeights find(List<WeightsCard> cards, WeightsCache cache, Optional<Path> own)
            throws WeightsException {
        String architecture = cards.get(0).architecture();
        WeightsFetcher fetcher =
                WeightsFetcher.of(System.getenv(), Utils.isOfflineMode(), LOGGER::info);
        Map<String, Path> files = own.map(file -> Map.of(architecture, file)).orElseGet(Map::of);
        return new WeightsLookup(new WeightsRegistry(cards), cache, fetcher, files)
                .find(architecture);
    }

    /** Returns where the weights of a card lie, or will lie once they are fetched. */
    static Path file(WeightsCache cache, WeightsCard card) {
        return cache.find(card).orElse(cache.weightsFile(card));
    }
}
