package org.tagzoo.datasets.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.LabelSet;

/**
 * A table with one row an image: a column names the image ({@link ImageColumn}), others hold its
 * labels ({@link CsvLabels}) and perhaps its part of the split ({@link SplitColumn}). The ids are
 * the names as the table has them; columns that are neither are the images' fields. Without a
 * header the first line names an image too. Of a folder, {@code metadata.csv} is read, or those of
 * the folders of its parts.
 */
final class CsvCorpus {

    /** What the file is called where each part has its own, as Hugging Face writes it. */
    static final String IN_FOLDERS = "metadata.csv";

    private CsvCorpus() {}

    static Corpus read(String name, Path file, CorpusOptions options) {
        if (Files.isDirectory(file)) {
            return PartFolders.read(name, file, IN_FOLDERS, options, CsvCorpus::read);
        }
        return read(name, CsvTable.read(name, file), options);
    }

    static Corpus read(String name, CsvTable table, CorpusOptions options) {
        List<String> notes = new ArrayList<>();
        CsvTable bare = QuotedColumns.bare(table, notes);
        if (table.delimiter() != ',') {
            notes.add(
                    "fields are separated by "
                            + switch (table.delimiter()) {
                                case ';' -> "semicolons";
                                case '|' -> "bars";
                                case '\t' -> "tabs";
                                default -> "blanks";
                            });
        }
        return read(name, bare, options, notes);
    }

    private static Corpus read(
            String name, CsvTable table, CorpusOptions options, List<String> notes) {
        List<String> found = new ArrayList<>(notes);
        ImageColumn column = ImageColumn.find(table, options, found);
        CsvTable.Row first = table.headerAsRow();
        String field = first.field(column.column());
        if (CorpusFolder.hasImageEnding(field) || column.images().find(field).file() != null) {
            notes.add(
                    "the file has no header, as its first line names the image '%s': its columns are column 1 to column %d"
                            .formatted(Check.shown(field), table.header().size()));
            return read(name, table.withoutHeader(first), options, notes);
        }
        table.requireNames();
        Set<Integer> taken = new HashSet<>();
        options.labelColumns().forEach(label -> taken.add(table.column(label)));
        taken.add(column.column());
        Optional<Integer> group = GroupBy.column(options).map(table::column);
        group.ifPresent(taken::add);
        SplitColumn split =
                SplitColumn.find(table, taken, !options.labelColumns().isEmpty(), found);
        Set<Integer> noLabels = new HashSet<>(split.columns());
        group.ifPresent(noLabels::add);
        Set<Integer> fields = new TreeSet<>();
        group.ifPresent(fields::add);
        CsvLabels labels = CsvLabels.read(table, options, column.column(), noLabels, found, fields);
        List<ListedImages.Entry> entries = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            CsvTable.Row row = table.rows().get(i);
            entries.add(
                    new ListedImages.Entry(
                            row.field(column.column()),
                            row.at(),
                            row.place(),
                            labels.ofRow().get(i),
                            labels.unknown().get(i),
                            split.parts().get(i),
                            List.of(),
                            row.named(table.header(), fields)));
        }
        LabelSet names = new LabelSet(labels.names());
        Corpus corpus =
                new ListedImages(table.file(), names, column.images(), options.joinSame())
                        .read(name, entries, found);
        if (group.isEmpty()) {
            return corpus;
        }
        return GroupBy.group(corpus, groups(table, column, group.get())::get);
    }

    /** Returns the group of each name; rows of one image make their groups one. */
    private static Map<String, String> groups(CsvTable table, ImageColumn column, int group) {
        List<String> groups = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            groups.add(row.field(group).isBlank() ? null : row.field(group));
            String image = row.field(column.column());
            Path file = column.images().find(image).file();
            files.add(file == null ? image : file.toString());
        }
        int[] firsts = SameGroup.firsts(groups, files);
        Map<Integer, String> named = new HashMap<>();
        Map<String, String> ofImages = new HashMap<>();
        for (int i = 0; i < firsts.length; i++) {
            if (groups.get(i) != null) {
                named.putIfAbsent(firsts[i], groups.get(i));
            }
        }
        for (int i = 0; i < firsts.length; i++) {
            ofImages.put(table.rows().get(i).field(column.column()), named.get(firsts[i]));
        }
        return ofImages;
    }
}
