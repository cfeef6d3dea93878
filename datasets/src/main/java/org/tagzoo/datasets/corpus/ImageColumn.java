package org.tagzoo.datasets.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;

/**
 * The column of a table that names the images, and the folder they are in.
 *
 * <p>What the options don't say is looked for: the folder is that of the table or one directly in
 * it, the column any. Of these the pair that names the most images is taken, counted over at most
 * {@value #SAMPLE} rows spread evenly. Two columns that name the same files are as good as one, and
 * the first is taken; if another pair comes near (half as many images) with other files, the choice
 * is the user's.
 *
 * @param column the index of the column
 * @param images finds the files in the folder
 */
record ImageColumn(int column, ImageLookup images) {

    static final int SAMPLE = 1000;

    /**
     * @throws CorpusException if nothing names an image, or several pairs do
     */
    static ImageColumn find(CsvTable table, CorpusOptions options, List<String> notes) {
        List<Integer> columns =
                options.idColumn()
                        .map(name -> List.of(table.column(name)))
                        .orElseGet(
                                () -> IntStream.range(0, table.header().size()).boxed().toList());
        List<Path> folders = folders(table, options);
        List<Candidate> candidates = new ArrayList<>();
        for (Path folder : folders) {
            ImageLookup images = new ImageLookup(folder);
            for (int column : columns) {
                Candidate candidate = candidate(table, column, images);
                if (candidate.count() > 0) {
                    candidates.add(candidate);
                }
            }
        }
        if (candidates.isEmpty()) {
            throw new CorpusException(nothing(table, options, folders));
        }
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            best = candidate.count() > best.count() ? candidate : best;
        }
        requireClear(table, best, candidates);
        if (options.idColumn().isEmpty()) {
            notes.add("images are named by column '%s'".formatted(best.name(table)));
        }
        if (options.imageFolder().isEmpty()) {
            notes.add("images are taken from the folder " + best.images().folder());
        }
        return new ImageColumn(best.column(), best.images());
    }

    private static List<Path> folders(CsvTable table, CorpusOptions options) {
        if (options.imageFolder().isPresent()) {
            Path folder = options.imageFolder().get();
            if (!Files.isDirectory(folder)) {
                throw new CorpusException("There is no image folder " + folder);
            }
            return List.of(folder);
        }
        Path parent = table.file().getParent();
        Path own = parent == null ? table.file().toAbsolutePath().getParent() : parent;
        List<Path> folders = new ArrayList<>(List.of(own));
        folders.addAll(ImageLookup.foldersIn(own));
        return folders;
    }

    private static Candidate candidate(CsvTable table, int column, ImageLookup images) {
        List<Path> files = new ArrayList<>();
        int rows = table.rows().size();
        int sample = Math.min(rows, SAMPLE);
        for (int i = 0; i < sample; i++) {
            int row = (int) ((long) i * rows / sample);
            files.add(images.find(table.rows().get(row).field(column)).file());
        }
        Set<Path> distinct = new HashSet<>(files);
        distinct.remove(null);
        return new Candidate(column, images, files, distinct.size());
    }

    private static void requireClear(CsvTable table, Candidate best, List<Candidate> candidates) {
        Set<String> folders = new LinkedHashSet<>();
        Set<String> columns = new LinkedHashSet<>();
        for (Candidate other : candidates) {
            if (2 * other.count() >= best.count()
                    && (other.equals(best) || other.differsFrom(best))) {
                folders.add(other.images().folder().toString());
                columns.add(other.name(table));
            }
        }
        if (folders.size() > 1) {
            throw new CorpusException(
                    "%s: the images may be in any of %s; say which with --image-folder",
                    table.file(), ImageLookup.some(folders));
        }
        if (columns.size() > 1) {
            throw new CorpusException(
                    "%s: any of the columns %s may name the images; say which with --id-column",
                    table.file(), ImageLookup.some(columns));
        }
    }

    private static String nothing(CsvTable table, CorpusOptions options, List<Path> folders) {
        String column =
                options.idColumn()
                        .map("column '%s'"::formatted)
                        .orElse("no column, such as '" + table.header().get(0) + "',");
        CsvTable.Row first = table.rows().get(0);
        int example = options.idColumn().map(table::column).orElse(0);
        return "%s: %s names %simages in %s%s; line %d has '%s'; say where they are with --image-folder and what names them with --id-column"
                .formatted(
                        table.file(),
                        column,
                        options.idColumn().isPresent() ? "no " : "",
                        folders.get(0),
                        folders.size() > 1 ? " or a folder in it" : "",
                        first.line(),
                        Check.shown(first.field(example)));
    }

    /** A column and a folder, and the files they name over the sample; null where there is none. */
    private record Candidate(int column, ImageLookup images, List<Path> files, int count) {

        String name(CsvTable table) {
            return table.header().get(column);
        }

        boolean differsFrom(Candidate other) {
            return IntStream.range(0, files.size())
                    .anyMatch(i -> !Objects.equals(files.get(i), other.files.get(i)));
        }
    }
}
