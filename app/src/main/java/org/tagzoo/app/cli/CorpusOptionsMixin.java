package org.tagzoo.app.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
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

    @Option(names = "--split-fractions", paramLabel = "PERCENT")
    private String fractions;

    @Option(names = "--hold-out", paramLabel = "domain=NAME")
    private String holdOut;

    @Option(names = "--group-by", paramLabel = "WHAT")
    private String groupBy;

    @Option(names = "--near-duplicates", paramLabel = "WHERE", defaultValue = "together")
    private NearDuplicates nearDuplicates;

    @Option(names = "--several", paramLabel = "WHICH")
    private CorpusOptions.Several several;

    @Option(names = "--min-support", paramLabel = "IMAGES")
    private Integer minSupport;

    @Option(names = "--limit", paramLabel = "IMAGES")
    private Integer limit;

    @Option(names = "--sample", paramLabel = "IMAGES")
    private Integer sample;

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

    /** Where images that show the same are in splits and folds. */
    private enum NearDuplicates {
        TOGETHER,
        ANYWHERE
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
        options = several == null ? options : options.withSeveral(several);
        options = fractions == null ? options : options.withFractions(fractions());
        options = holdOut == null ? options : options.withHoldOut(domain());
        options = options.withNearDuplicatesTogether(nearDuplicates == NearDuplicates.TOGETHER);
        options = groupBy == null ? options : options.withGroupBy(groupBy);
        if (sample != null && limit != null) {
            throw new UsageException(
                    "--sample and --limit both take some of the images; give one of them");
        }
        options = sample == null ? options : options.withSample(sample, seed);
        return limit == null ? options : options.withLimit(limit, seed);
    }

    private List<Double> fractions() {
        if (!fractions.matches("\\d{1,2}/\\d{1,2}/\\d{1,2}")) {
            throw new UsageException(
                    "--split-fractions are percents of train, validation and test, such as 70/20/10, not '%s'"
                            .formatted(fractions));
        }
        return Stream.of(fractions.split("/")).map(part -> Integer.parseInt(part) / 100.0).toList();
    }

    private String domain() {
        if (!holdOut.matches("(?s)domain=.+")) {
            throw new UsageException(
                    "--hold-out is domain=NAME, such as domain=sketch, not '%s'"
                            .formatted(holdOut));
        }
        return holdOut.substring("domain=".length());
    }
}
