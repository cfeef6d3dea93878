package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.function.IOSupplier;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.zoo.embedding.EmbeddingStatistics;

/**
 * What several fine-tunings of the same images, labels and parts find once for all of them: what
 * frozen stages make of images, its statistics, and whether weights are finite. For several
 * threads.
 */
public final class SharedFeatures {

    private final Map<String, CachedRows> rows = new HashMap<>();
    private final IdentityHashMap<CachedRows, EmbeddingStatistics> statistics =
            new IdentityHashMap<>();
    private final Set<String> checked = new HashSet<>();

    /**
     * @param key all that the rows depend on beside the images
     */
    synchronized CachedRows rows(String key, IOSupplier<CachedRows> maker) throws IOException {
        CachedRows known = rows.get(key);
        if (known == null) {
            known = maker.get();
            rows.put(key, known);
        }
        return known;
    }

    /** Returns the statistics of the training part. */
    synchronized EmbeddingStatistics statistics(CachedRows embeddings, int[] trainRows) {
        return statistics.computeIfAbsent(
                embeddings, each -> EmbeddingStatistics.of(each, trainRows));
    }

    /** Returns whether these weights have not been asked for before. */
    synchronized boolean isNew(String sha256) {
        return checked.add(sha256);
    }
}
