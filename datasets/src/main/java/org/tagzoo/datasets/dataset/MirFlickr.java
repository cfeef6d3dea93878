package org.tagzoo.datasets.dataset;

import java.nio.file.Path;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;

/**
 * Photographs in the layout of MIRFLICKR: {@code images/im<N>.jpg}, and {@code
 * annotations/<tag>.txt} with one image number a line.
 *
 * <pre>{@code
 * TagDataset train = MirFlickr.builder(Path.of("photos")).setSampling(32, true).build();
 * }</pre>
 */
public final class MirFlickr {

    private MirFlickr() {}

    /**
     * Returns a builder of the corpus as {@link Corpora#read} reads it.
     *
     * @param folder that holds {@code images} and {@code annotations}
     * @param options what is to be said of the corpus beside its path, at most once
     * @throws org.tagzoo.datasets.corpus.CorpusException if there is no such corpus
     */
    public static TagDatasetBuilder builder(Path folder, CorpusOptions... options) {
        return TagDatasetBuilder.of("mirflickr:" + folder, options);
    }
}
