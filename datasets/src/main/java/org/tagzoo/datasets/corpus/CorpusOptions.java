package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user says about a corpus beside its name. {@link #DEFAULT} says nothing; each {@code with}
 * method returns a copy that says one thing more.
 *
 * @param imageFolder the folder of the images of a corpus that is a file; empty: looked for beside
 *     it
 * @param idColumn the column of a CSV file with ids or file names; empty: the one that names files
 * @param labelColumns the columns of a CSV file with labels: one list column, or several 0/1
 *     columns; empty: found where clear
 * @param minimumSupport labels with fewer images are dropped and noted, at least 1; empty: 1, and
 *     for a CSV file one in fifty images, at most 50
 * @param limit take a seeded sample of this many images, at least 1; empty: all
 * @param seed chooses the sample
 */
public record CorpusOptions(
        Optional<Path> imageFolder,
        Optional<String> idColumn,
        List<String> labelColumns,
        OptionalInt minimumSupport,
        OptionalInt limit,
        long seed) {

    /** All images, everything found by itself. */
    public static final CorpusOptions DEFAULT =
            new CorpusOptions(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    0);

    public CorpusOptions {
        labelColumns = List.copyOf(labelColumns);
        requirePositive("The minimum support", minimumSupport);
        requirePositive("The limit of images", limit);
    }

    /** Returns a copy with the folder of the images of a corpus that is a file. */
    public CorpusOptions withImageFolder(Path folder) {
        return new CorpusOptions(
                Optional.of(folder), idColumn, labelColumns, minimumSupport, limit, seed);
    }

    /** Returns a copy with the column of a CSV file that names the images. */
    public CorpusOptions withIdColumn(String column) {
        return new CorpusOptions(
                imageFolder, Optional.of(column), labelColumns, minimumSupport, limit, seed);
    }

    /** Returns a copy with the columns of a CSV file that hold labels. */
    public CorpusOptions withLabelColumns(List<String> columns) {
        return new CorpusOptions(imageFolder, idColumn, columns, minimumSupport, limit, seed);
    }

    /** Returns a copy that drops labels with fewer images. */
    public CorpusOptions withMinimumSupport(int images) {
        return new CorpusOptions(
                imageFolder, idColumn, labelColumns, OptionalInt.of(images), limit, seed);
    }

    /** Returns a copy that takes a sample of so many images, chosen by the seed. */
    public CorpusOptions withLimit(int images, long sampleSeed) {
        return new CorpusOptions(
                imageFolder,
                idColumn,
                labelColumns,
                minimumSupport,
                OptionalInt.of(images),
                sampleSeed);
    }

    private static void requirePositive(String what, OptionalInt number) {
        if (number.isPresent() && number.getAsInt() < 1) {
            throw new CorpusException(what + " is at least 1, not " + number.getAsInt());
        }
    }
}
