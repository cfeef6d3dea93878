package org.tagzoo.datasets.dataset;

import java.nio.file.Path;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;

/**
 * Images with a YOLO file of boxes each, beside {@code data.yaml}: the labels of an image are the
 * classes of its boxes.
 *
 * <pre>{@code
 * TagDataset train = Yolo.builder(Path.of("aquarium")).setSampling(32, true).build();
 * }</pre>
 */
public final class Yolo {

    private Yolo() {}

    /**
     * Returns a builder of the corpus as {@link Corpora#read} reads it.
     *
     * @param folder that holds {@code data.yaml}
     * @param options what is to be said of the corpus beside its path, at most once
     * @throws org.tagzoo.datasets.corpus.CorpusException if there is no such corpus
     */
    public static TagDatasetBuilder builder(Path folder, CorpusOptions... options) {
        return TagDatasetBuilder.of("yolo:" + folder, options);
    }
}
