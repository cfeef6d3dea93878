package org.tagzoo.datasets.dataset;

import java.nio.file.Path;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;

/**
 * One folder a class: {@code <class>/<image>}; folders {@code train}, {@code val} and {@code test}
 * above or below the classes are the parts of the split.
 *
 * <pre>{@code
 * TagDataset train = ImageTagFolders.builder(Path.of("photos"))
 *         .optTargetForm(TargetForm.CLASS_INDEX)
 *         .setSampling(32, true)
 *         .build();
 * }</pre>
 */
public final class ImageTagFolders {

    private ImageTagFolders() {}

    /**
     * Returns a builder of the corpus as {@link Corpora#read} reads it.
     *
     * @param folder of the folders of classes
     * @param options what is to be said of the corpus beside its path, at most once
     * @throws org.tagzoo.datasets.corpus.CorpusException if there is no such corpus, or two levels
     *     of folders could be the class, which {@link CorpusOptions#withClassFolder} decides
     */
    public static TagDatasetBuilder builder(Path folder, CorpusOptions... options) {
        return TagDatasetBuilder.of("folders:" + folder, options);
    }
}
