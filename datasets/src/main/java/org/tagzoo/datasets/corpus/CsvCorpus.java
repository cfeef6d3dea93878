package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * A table with one row an image: a column names the image ({@link ImageColumn}), others hold its
 * labels ({@link CsvLabels}). The ids are the names as the table has them.
 *
 * <p>Rows whose image is not there, or lies outside of the image folder, go to the quarantine. So
 * does a row that names an image a second time with the same labels. With other labels the table
 * contradicts itself, and either row could be the wrong one: that is an error.
 */
final class CsvCorpus {

    private CsvCorpus() {}

    static Corpus read(String name, Path file, CorpusOptions options) {
        CsvTable table = CsvTable.read(name, file);
        List<String> notes = new ArrayList<>();
        if (table.delimiter() != ',') {
            notes.add(
                    "fields are separated by "
                            + (table.delimiter() == ';' ? "semicolons" : "tabs"));
        }
        ImageColumn column = ImageColumn.find(table, options, notes);
        CsvLabels labels = CsvLabels.read(table, column.column(), options.labelColumns(), notes);
        List<TaggedImage> images = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>();
        Map<Path, Integer> rowOfFile = new HashMap<>();
        for (int i = 0; i < table.rows().size(); i++) {
            CsvTable.Row row = table.rows().get(i);
            String id = row.field(column.column());
            ImageLookup.Found found = column.images().find(id);
            String reason = found.reason();
            if (reason == null) {
                Integer before = rowOfFile.putIfAbsent(found.file(), i);
                reason = before == null ? null : duplicate(table, labels, before, i);
            }
            if (reason == null) {
                images.add(
                        new TaggedImage(
                                id, new ImageFile(found.file()), labels.ofRow().get(i), id));
            } else {
                quarantine.add(
                        new QuarantinedImage(
                                id.isEmpty() ? "line " + row.line() : id,
                                column.images().location(id),
                                "line %d: %s".formatted(row.line(), reason)));
            }
        }
        images.sort(Comparator.comparing(TaggedImage::id, NaturalOrder.INSTANCE));
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        return new Corpus(name, new LabelSet(labels.names()), images, quarantine, notes);
    }

    private static String duplicate(CsvTable table, CsvLabels labels, int before, int row) {
        CsvTable.Row first = table.rows().get(before);
        if (labels.ofRow().get(before).equals(labels.ofRow().get(row))) {
            return "the same image as in line " + first.line();
        }
        throw new CorpusException(
                "%s: the same image as in line %d with other labels: %s, before %s; keep one row an image",
                table.place(table.rows().get(row)),
                first.line(),
                Check.shown(labels.namesOfRow(row).toString()),
                Check.shown(labels.namesOfRow(before).toString()));
    }
}
