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
 * The column of a table that names the images, and the folders they are in.
 *
 * <p>What the options don't say is looked for: the folder is that of the table, one directly in it
 * or in its {@code images}, else the same around the folder above; the column any. Of these the
 * pair that names the most images is taken, counted over at most {@value #SAMPLE} rows spread
 * evenly. Where images at any depth below the table are more than that, they are taken. Two columns
 * that name the same files are as good as one, and the first is taken; if another pair comes near
 * (half as many images) with other files, the choice is the user's.
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
        Path parent = table.file().getParent();
        Path own = parent == null ? Path.of(".") : parent;
        Path above = own.toAbsolutePath().normalize().getParent();
        List<Path> given = options.imageFolders();
        for (Path folder : given) {
            if (!Files.isDirectory(folder)) {
                throw new CorpusException("There is no image folder " + folder);
            }
        }
        List<ImageLookup> near =
                given.isEmpty() ? around(own) : List.of(new ImageLookup(given, false));
        List<Candidate> candidates = candidates(table, columns, near);
        Candidate best = best(candidates);
        if (best == null || best.count() < Math.min(table.rows().size(), SAMPLE)) {
            List<ImageLookup> below =
                    List.of(new ImageLookup(given.isEmpty() ? List.of(own) : given, true));
            List<Candidate> deep = candidates(table, columns, below);
            if (best(deep) != null && (best == null || best(deep).count() > best.count())) {
                candidates = deep;
            } else if (best == null && given.isEmpty() && above != null) {
                candidates = candidates(table, columns, around(above));
            }
            best = best(candidates);
        }
        if (best == null) {
            requireNoTwins(table, columns, near);
            throw new CorpusException(
                    nothing(
                            table,
                            options,
                            given.isEmpty()
                                    ? own + " or a folder in it, or above it"
                                    : ImageLookup.some(given)));
        }
        requireClear(table, best, candidates);
        if (table.header().size() > 1) {
            notes.add("images are named by column '%s'".formatted(best.name(table)));
        }
        notes.add(
                best.isAbsolute(table)
                        ? "images are where the table says, by whole paths"
                        : "images are taken from the folder " + best.images().place());
        return new ImageColumn(best.column(), best.images());
    }

    /** Says so where names without an ending stand for two files each. */
    private static void requireNoTwins(
            CsvTable table, List<Integer> columns, List<ImageLookup> lookups) {
        for (ImageLookup images : lookups) {
            for (int column : columns) {
                for (CsvTable.Row row :
                        table.rows().subList(0, Math.min(SAMPLE, table.rows().size()))) {
                    ImageLookup.Found found = images.find(row.field(column));
                    if (QuarantinedImage.AMBIGUOUS.equals(found.kind())) {
                        throw new CorpusException(
                                "%s: column '%s': '%s': %s; write the name with its ending",
                                row.place(),
                                table.header().get(column),
                                Check.shown(row.field(column)),
                                found.reason());
                    }
                }
            }
        }
    }

    private static List<ImageLookup> around(Path base) {
        Set<Path> folders = new LinkedHashSet<>(List.of(base));
        folders.addAll(ImageLookup.foldersIn(base));
        folders.addAll(ImageLookup.foldersIn(base.resolve("images")));
        return folders.stream().map(f -> new ImageLookup(List.of(f), false)).toList();
    }

    private static List<Candidate> candidates(
            CsvTable table, List<Integer> columns, List<ImageLookup> lookups) {
        List<Candidate> candidates = new ArrayList<>();
        for (ImageLookup images : lookups) {
            for (int column : columns) {
                Candidate candidate = candidate(table, column, images);
                if (candidate.count() > 0) {
                    candidates.add(candidate);
                }
            }
        }
        return candidates;
    }

    private static Candidate best(List<Candidate> candidates) {
        Candidate best = null;
        for (Candidate candidate : candidates) {
            best = best == null || candidate.count() > best.count() ? candidate : best;
        }
        return best;
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
                folders.add(other.images().place());
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

    private static String nothing(CsvTable table, CorpusOptions options, String where) {
        CsvTable.Row first = table.rows().get(0);
        int example = options.idColumn().map(table::column).orElse(0);
        return "%s: %s names an image in %s; %s has '%s'; say where they are with --image-folder and what names them with --id-column"
                .formatted(
                        table.file(),
                        options.idColumn()
                                .map("no field of column '%s'"::formatted)
                                .orElse("no column, such as '" + table.header().get(0) + "',"),
                        where,
                        first.at(),
                        Check.shown(first.field(example)));
    }

    /** A column and a folder, and the files they name over the sample; null where there is none. */
    private record Candidate(int column, ImageLookup images, List<Path> files, int count) {

        String name(CsvTable table) {
            return table.header().get(column);
        }

        boolean isAbsolute(CsvTable table) {
            return table.rows().get(0).field(column).startsWith("/")
                    && Path.of(table.rows().get(0).field(column)).equals(files.get(0));
        }

        boolean differsFrom(Candidate other) {
            return IntStream.range(0, files.size())
                    .anyMatch(i -> !Objects.equals(files.get(i), other.files.get(i)));
        }
    }
}
