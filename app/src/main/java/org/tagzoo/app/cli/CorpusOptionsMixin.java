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
    private List<Path> imageFolders;

    @Option(names = "--id-column", paramLabel = "COLUMN")
    private String idColumn;

    @Option(names = "--label-columns", paramLabel = "COLUMN", split = ",")
    private List<String> labelColumns;

    @Option(names = "--separator", paramLabel = "SIGN")
    private String separator;

    @Option(names = "--blank", paramLabel = "MEANING")
    private CorpusOptions.Meaning blank;

    @Option(names = "--uncertain", paramLabel = "MEANING")
    private CorpusOptions.Meaning uncertain;

    @Option(names = "--same-image", paramLabel = "HOW", defaultValue = "keep")
    private SameImage sameImage;

    @Option(names = "--class-folder", paramLabel = "WHICH")
    private CorpusOptions.ClassFolder classFolder;

    @Option(names = "--split", paramLabel = "HOW", defaultValue = "ready")
    private Split split;

    @Option(names = "--min-support", paramLabel = "IMAGES")
    private Integer minSupport;

    @Option(names = "--limit", paramLabel = "IMAGES")
    private Integer limit;

    /** What becomes of copies and rows of one image. */
    private enum SameImage {
        KEEP,
        JOIN
    }

    /** What becomes of the parts that a corpus came with. */
    private enum Split {
        READY,
        ANEW
    }

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
        options = imageFolders == null ? options : options.withImageFolders(imageFolders);
        options = idColumn == null ? options : options.withIdColumn(idColumn);
        options = labelColumns == null ? options : options.withLabelColumns(labelColumns);
        options = separator == null ? options : options.withSeparator(separator);
        options = blank == null ? options : options.withBlank(blank);
        options = uncertain == null ? options : options.withUncertain(uncertain);
        options = options.withJoinSame(sameImage == SameImage.JOIN);
        options = classFolder == null ? options : options.withClassFolder(classFolder);
        options = options.withSplitAnew(split == Split.ANEW);
        options = minSupport == null ? options : options.withMinimumSupport(minSupport);
        return limit == null ? options : options.withLimit(limit, seed);
    }
}
