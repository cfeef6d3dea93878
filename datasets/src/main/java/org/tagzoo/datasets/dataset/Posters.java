package org.tagzoo.datasets.dataset;

import java.nio.file.Path;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;

/**
 * Posters, or any images, in a table with one row an image: a column names the image, others hold
 * its labels. Both are found where clear; {@link CorpusOptions} names them else.
 *
 * <pre>{@code
 * TagDataset train = Posters.builder(Path.of("movies.csv")).setSampling(32, true).build();
 * }</pre>
 */
public final class Posters {

    private Posters() {}

    /**
     * Returns a builder of the corpus as {@link Corpora#read} reads it.
     *
     * @param table a CSV file
     * @param options what is to be said of the corpus beside its path, at most once
     * @throws org.tagzoo.datasets.corpus.CorpusException if there is no such corpus
     */
    public static TagDatasetBuilder builder(Path table, CorpusOptions... options) {
        return TagDatasetBuilder.of("csv:" + table, options);
    }
}
