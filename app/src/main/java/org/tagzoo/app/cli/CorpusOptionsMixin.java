package org.tagzoo.app.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import picocli.CommandLine.Option;

/** The options that say which corpus, and how to read it. */
final class CorpusOptionsMixin {

    @Option(
            names = "--corpus",
            paramLabel = "CORPUS",
            defaultValue = "openmoji",
            completionCandidates = Layouts.class)
    private String corpus;

    @Option(names = "--image-folder", paramLabel = "FOLDER")
    private Path imageFolder;

    @Option(names = "--id-column", paramLabel = "COLUMN")
    private String idColumn;

    @Option(names = "--label-columns", paramLabel = "COLUMN", split = ",")
    private List<String> labelColumns;

    @Option(names = "--min-support", paramLabel = "IMAGES")
    private Integer minSupport;

    @Option(names = "--limit", paramLabel = "IMAGES")
    private Integer limit;

    /** The layouts there are, for the help. */
    private static final class Layouts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Corpora.layoutNames().iterator();
        }
    }

    String corpus() {
        return corpus;
    }

    CorpusOptions options(long seed) {
        CorpusOptions options = CorpusOptions.DEFAULT;
        options = imageFolder == null ? options : options.withImageFolder(imageFolder);
        options = idColumn == null ? options : options.withIdColumn(idColumn);
        options = labelColumns == null ? options : options.withLabelColumns(labelColumns);
        options = minSupport == null ? options : options.withMinimumSupport(minSupport);
        return limit == null ? options : options.withLimit(limit, seed);
    }
}
