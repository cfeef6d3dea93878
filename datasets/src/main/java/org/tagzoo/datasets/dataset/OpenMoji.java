package org.tagzoo.datasets.dataset;

import org.tagzoo.datasets.corpus.CorpusOptions;

/**
 * The corpus that comes with TagZoo: emoji of OpenMoji and their 20 commonest tags.
 *
 * <pre>{@code
 * TagDataset train = OpenMoji.builder().optImageSize(32).setSampling(32, true).build();
 * }</pre>
 */
public final class OpenMoji {

    private OpenMoji() {}

    /**
     * Returns a builder with the corpus set.
     *
     * @param options what is to be said of the corpus, at most once
     */
    public static TagDatasetBuilder builder(CorpusOptions... options) {
        return TagDatasetBuilder.of("openmoji", options);
    }
}
