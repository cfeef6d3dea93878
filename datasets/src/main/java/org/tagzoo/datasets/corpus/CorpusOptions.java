package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.commons.lang3.builder.EqualsBuilder;
import org.apache.commons.lang3.builder.HashCodeBuilder;

/**
 * What a user says about a corpus beside its name. {@link #DEFAULT} says nothing; each {@code with}
 * method returns a copy that says one thing more.
 */
// Over 300 lines: each option of a corpus has its setter here, which says what it means.
public final class CorpusOptions implements Cloneable {

    /** All images, everything found by itself. */
    public static final CorpusOptions DEFAULT = new CorpusOptions();

    private List<Path> imageFolders = List.of();
    private String idColumn;
    private List<String> labelColumns = List.of();
    private String separator;
    private Meaning blank;
    private Meaning uncertain;
    private boolean joinSame;
    private ClassFolder classFolder;

    /** How many images that follow one another {@code --group-by order} keeps together. */
    public static final int ORDER_BLOCK = 25;

    private boolean splitAnew;
    private boolean withoutTest;
    private OptionalInt minimumSupport = OptionalInt.empty();
    private Several several;
    private OptionalInt limit = OptionalInt.empty();
    private OptionalInt sample = OptionalInt.empty();
    private long seed;
    private List<Double> fractions = List.of();
    private String holdOut;
    private String groupBy;
    private boolean nearDuplicatesTogether = true;

    /** What a field without 0 or 1 says in a column of 0 and 1. */
    public enum Meaning {
        NEGATIVE,
        POSITIVE,
        /** Nobody knows: left out of losses, thresholds and metrics. */
        UNKNOWN
    }

    /** Which of several folders that an image lies in is its class. */
    public enum ClassFolder {
        FIRST,
        LAST
    }

    /**
     * An image of several labels is left out, or keeps the first of its list, the rarest, or the
     * class of its largest object.
     */
    public enum Several {
        SINGLE,
        FIRST,
        RAREST,
        LARGEST
    }

    private CorpusOptions() {}

    private CorpusOptions with(Consumer<CorpusOptions> change) {
        try {
            CorpusOptions copy = (CorpusOptions) clone(); // of values that don't change
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the folders of the images of a corpus that is a file; none: looked for beside it. */
    public List<Path> imageFolders() {
        return imageFolders;
    }

    /** Returns the column of a table that names the images; empty: the one that names files. */
    public Optional<String> idColumn() {
        return Optional.ofNullable(idColumn);
    }

    /** Returns the columns with labels: one of lists or classes, or several of 0 and 1, or none. */
    public List<String> labelColumns() {
        return labelColumns;
    }

    /**
     * Returns what stands between the labels of a field: {@code space}, {@code tab}, {@code none}
     * for one label a field, or the text itself; empty: found where clear.
     */
    public Optional<String> separator() {
        return Optional.ofNullable(separator);
    }

    /** Returns what a blank says in a column of 0 and 1; empty: a blank stops the reading. */
    public Optional<Meaning> blank() {
        return Optional.ofNullable(blank);
    }

    /** Returns what -1 says in a column of 0 and 1; empty: it stops the reading. */
    public Optional<Meaning> uncertain() {
        return Optional.ofNullable(uncertain);
    }

    /** Returns whether copies and rows of one image become one image with all of their labels. */
    public boolean joinSame() {
        return joinSame;
    }

    /** Returns which folder is the class where two could be; empty: that stops the reading. */
    public Optional<ClassFolder> classFolder() {
        return Optional.ofNullable(classFolder);
    }

    /** Returns whether the corpus's own train, validation and test are mixed and split anew. */
    public boolean splitAnew() {
        return splitAnew;
    }

    /** Returns whether images of the split's test part are left out. */
    public boolean withoutTest() {
        return withoutTest;
    }

    /** Returns which label an image keeps where each is to have one; empty: all of them. */
    public Optional<Several> several() {
        return Optional.ofNullable(several);
    }

    /**
     * Returns how many images a label must have not to be dropped, at least 1; empty: 1, for a
     * table one in fifty images, at most 50, and {@value OneLabel#USUAL_SUPPORT} where an image
     * keeps one of several.
     */
    public OptionalInt minimumSupport() {
        return minimumSupport;
    }

    /** Returns how many images to take at random, at least 1; empty: all. */
    public OptionalInt limit() {
        return limit;
    }

    /** Returns how many images to take, of each class and domain its share; empty: all. */
    public OptionalInt sample() {
        return sample;
    }

    /** Returns the shares of train, validation and test; empty: 0.6, 0.2 and 0.2. */
    public List<Double> fractions() {
        return fractions;
    }

    /** Returns by what images belong together; empty: by nothing more than the corpus says. */
    public Optional<String> groupBy() {
        return Optional.ofNullable(groupBy);
    }

    /**
     * Returns whether images that show the same by their perceptual hashes are on one side of
     * splits and folds; true by default.
     */
    public boolean nearDuplicatesTogether() {
        return nearDuplicatesTogether;
    }

    /** Returns the domain that is the test part; empty: none. */
    public Optional<String> holdOut() {
        return Optional.ofNullable(holdOut);
    }

    /** Returns what chooses the sample. */
    public long seed() {
        return seed;
    }

    /** Returns a copy with the folder of the images of a corpus that is a file. */
    public CorpusOptions withImageFolder(Path folder) {
        return withImageFolders(List.of(folder));
    }

    /** Returns a copy with several folders of the images, in which no name stands twice. */
    public CorpusOptions withImageFolders(List<Path> folders) {
        return with(copy -> copy.imageFolders = List.copyOf(folders));
    }

    /** Returns a copy with the column of a table that names the images. */
    public CorpusOptions withIdColumn(String column) {
        return with(copy -> copy.idColumn = column);
    }

    /** Returns a copy with the columns of a table that hold labels. */
    public CorpusOptions withLabelColumns(List<String> columns) {
        return with(copy -> copy.labelColumns = List.copyOf(columns));
    }

    /** Returns a copy with what stands between the labels of a field. */
    public CorpusOptions withSeparator(String text) {
        return with(copy -> copy.separator = text);
    }

    /** Returns a copy that takes a blank in a column of 0 and 1 for something. */
    public CorpusOptions withBlank(Meaning meaning) {
        return with(copy -> copy.blank = meaning);
    }

    /** Returns a copy that takes -1 in a column of 0 and 1 for something. */
    public CorpusOptions withUncertain(Meaning meaning) {
        return with(copy -> copy.uncertain = meaning);
    }

    /** Returns a copy that makes one image of copies and rows of one image, or doesn't. */
    public CorpusOptions withJoinSame(boolean join) {
        return with(copy -> copy.joinSame = join);
    }

    /** Returns a copy that says which folder is the class. */
    public CorpusOptions withClassFolder(ClassFolder folder) {
        return with(copy -> copy.classFolder = folder);
    }

    /** Returns a copy that mixes the corpus's own parts, or keeps them. */
    public CorpusOptions withSplitAnew(boolean anew) {
        return with(copy -> copy.splitAnew = anew);
    }

    /** Returns a copy that leaves the split's test part out, or has it. */
    public CorpusOptions withWithoutTest(boolean without) {
        return with(copy -> copy.withoutTest = without);
    }

    /** Returns a copy that drops labels with fewer images. */
    public CorpusOptions withMinimumSupport(int images) {
        requirePositive("The minimum support", images);
        return with(copy -> copy.minimumSupport = OptionalInt.of(images));
    }

    /** Returns a copy that takes a sample of so many images, chosen by the seed. */
    public CorpusOptions withLimit(int images, long sampleSeed) {
        requirePositive("The limit of images", images);
        return with(
                copy -> {
                    copy.limit = OptionalInt.of(images);
                    copy.seed = sampleSeed;
                });
    }

    /** Returns a copy in which each image keeps one label. */
    public CorpusOptions withSeveral(Several which) {
        return with(copy -> copy.several = which);
    }

    /** Returns a copy that takes so many images, of each class and domain its share. */
    public CorpusOptions withSample(int images, long sampleSeed) {
        requirePositive("The sample of images", images);
        return with(
                copy -> {
                    copy.sample = OptionalInt.of(images);
                    copy.seed = sampleSeed;
                });
    }

    /** Returns a copy with other shares of train, validation and test, each above 0, together 1. */
    public CorpusOptions withFractions(List<Double> shares) {
        double sum = shares.stream().mapToDouble(share -> share).sum();
        if (shares.size() != 3
                || shares.stream().anyMatch(share -> !(share > 0))
                || !(Math.abs(sum - 1) < 1e-9)) {
            throw new CorpusException(
                    "The shares of train, validation and test are each above 0 and together 1, not %s",
                    shares);
        }
        return with(copy -> copy.fractions = List.copyOf(shares));
    }

    /**
     * Returns a copy in which images belong together by {@code folder}; by what their files say:
     * {@code size} (width and height), {@code camera} or {@code hour} (both of EXIF); by {@code
     * order}, {@value #ORDER_BLOCK} that follow one another; by {@code column:<name>} or {@code
     * regex:<expression>}: its first group, or all that it finds of an image's name.
     */
    public CorpusOptions withGroupBy(String text) {
        String checked = GroupBy.checked(text);
        return with(copy -> copy.groupBy = checked);
    }

    /** Returns a copy that keeps near-duplicates together, or lets a split part them. */
    public CorpusOptions withNearDuplicatesTogether(boolean together) {
        return with(copy -> copy.nearDuplicatesTogether = together);
    }

    /** Returns a copy in which the images of one domain are the test part. */
    public CorpusOptions withHoldOut(String domain) {
        return with(copy -> copy.holdOut = domain);
    }

    private static void requirePositive(String what, int number) {
        if (number < 1) {
            throw new CorpusException(what + " is at least 1, not " + number);
        }
    }

    @Override
    public boolean equals(Object other) {
        return EqualsBuilder.reflectionEquals(this, other);
    }

    @Override
    public int hashCode() {
        return HashCodeBuilder.reflectionHashCode(this);
    }
}
