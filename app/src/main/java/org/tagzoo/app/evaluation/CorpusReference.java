package org.tagzoo.app.evaluation;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.CorpusOptions.ClassFolder;
import org.tagzoo.datasets.corpus.CorpusOptions.Meaning;
import org.tagzoo.datasets.corpus.CorpusOptions.Several;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * Which corpus a run was made with, as {@code config.json} keeps it in {@code corpus} and {@code
 * corpusOptions}.
 *
 * @param corpus as the user named it; a path in it counts from the folder the run was started in
 * @param options how it is read
 */
public record CorpusReference(String corpus, CorpusOptions options) {

    /** Bytes that a config.json has at most. */
    public static final int SIZE_LIMIT = 1 << 26;

    private record Config(
            @JsonProperty(required = true) String corpus,
            @JsonProperty(required = true) Options corpusOptions) {}

    /** The options as JSON has them; {@code null} where the user said nothing. */
    public record Options(
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    List<String> imageFolder,
            String idColumn,
            List<String> labelColumns,
            String separator,
            Meaning blank,
            Meaning uncertain,
            Boolean joinSame,
            ClassFolder classFolder,
            Boolean splitAnew,
            Integer minimumSupport,
            @JsonInclude(JsonInclude.Include.NON_NULL) Several several,
            Integer limit,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer sample,
            Long seed,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<Double> fractions,
            @JsonInclude(JsonInclude.Include.NON_NULL) String holdOut,
            @JsonInclude(JsonInclude.Include.NON_NULL) String groupBy,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean nearDuplicatesTogether,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean withoutTest) {

        /** Runs whose file says nothing of it mixed all parts, and took the last folder. */
        public Options {
            boolean early = splitAnew == null;
            splitAnew = early || splitAnew;
            classFolder = early ? ClassFolder.LAST : classFolder;
        }

        /** Returns what JSON has of options. */
        public static Options of(CorpusOptions options) {
            List<String> folders = options.imageFolders().stream().map(Path::toString).toList();
            return new Options(
                    folders.isEmpty() ? null : folders,
                    options.idColumn().orElse(null),
                    options.labelColumns(),
                    options.separator().orElse(null),
                    options.blank().orElse(null),
                    options.uncertain().orElse(null),
                    options.joinSame(),
                    options.classFolder().orElse(null),
                    options.splitAnew(),
                    boxed(options.minimumSupport()),
                    options.several().orElse(null),
                    boxed(options.limit()),
                    boxed(options.sample()),
                    options.seed(),
                    options.fractions().isEmpty() ? null : options.fractions(),
                    options.holdOut().orElse(null),
                    options.groupBy().orElse(null),
                    options.nearDuplicatesTogether(),
                    options.withoutTest() ? true : null);
        }

        private static Integer boxed(OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }

        CorpusOptions bind() {
            CorpusOptions options = CorpusOptions.DEFAULT;
            options =
                    imageFolder == null
                            ? options
                            : options.withImageFolders(imageFolder.stream().map(Path::of).toList());
            options = idColumn == null ? options : options.withIdColumn(idColumn);
            options = labelColumns == null ? options : options.withLabelColumns(labelColumns);
            options = separator == null ? options : options.withSeparator(separator);
            options = blank == null ? options : options.withBlank(blank);
            options = uncertain == null ? options : options.withUncertain(uncertain);
            options = options.withJoinSame(Boolean.TRUE.equals(joinSame));
            options = options.withClassFolder(classFolder);
            options = options.withSplitAnew(splitAnew);
            options = options.withWithoutTest(Boolean.TRUE.equals(withoutTest));
            options = minimumSupport == null ? options : options.withMinimumSupport(minimumSupport);
            options = several == null ? options : options.withSeveral(several);
            options = fractions == null ? options : options.withFractions(fractions);
            options = options.withHoldOut(holdOut);
            options = groupBy == null ? options : options.withGroupBy(groupBy);
            // Older runs say nothing of it, and their splits part near-duplicates.
            options =
                    options.withNearDuplicatesTogether(Boolean.TRUE.equals(nearDuplicatesTogether));
            long begun = seed == null ? 0 : seed;
            options = sample == null ? options : options.withSample(sample, begun);
            return limit == null ? options : options.withLimit(limit, begun);
        }
    }

    /**
     * Reads what a run says of its corpus.
     *
     * @param config the run's {@code config.json}
     * @throws IOException if it can't be read or names no corpus
     */
    public static CorpusReference read(Path config) throws IOException {
        CheckedJson json = CheckedJson.JSON.ignoringUnknown().ofAtMost(SIZE_LIMIT);
        Config found = json.read(config, Config.class);
        try {
            return new CorpusReference(found.corpus(), found.corpusOptions().bind());
        } catch (InvalidPathException | CorpusException e) {
            throw new IOException(config + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the images of the corpus.
     *
     * @throws RunException if it can't be read any more
     */
    public Thumbnails thumbnails() {
        try {
            Corpus read = Corpora.read(corpus, options);
            return Thumbnails.of(read.images());
        } catch (CorpusException e) {
            throw new RunException(
                    "The images for the report can't be read again (%s): run this in the folder where the run was started, or give --no-images"
                            .formatted(e.getMessage()));
        }
    }
}
