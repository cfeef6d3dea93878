package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * Images that a file names one by one, looked up in folders.
 *
 * <p>Entries whose image is not there or leads out of the folders go to the quarantine, and so does
 * a second entry of one image with the same labels. With other labels the file contradicts itself,
 * and either could be the wrong one: that is an error, unless the user has them joined. Images in
 * the folders that nothing names go to the quarantine too.
 */
final class ListedImages {

    private final Path file;
    private final LabelSet labels;
    private final ImageLookup lookup;
    private final boolean join;

    ListedImages(Path file, LabelSet labels, ImageLookup lookup, boolean join) {
        this.file = file;
        this.labels = labels;
        this.lookup = lookup;
        this.join = join;
    }

    /**
     * What the file says of an image.
     *
     * @param id its name as it stands there
     * @param at where in the file that is, such as {@code line 4}
     * @param place the same with the file, for errors
     */
    record Entry(
            String id,
            String at,
            String place,
            SortedSet<Integer> labels,
            SortedSet<Integer> unknown,
            Optional<String> part,
            List<Box> boxes,
            Map<String, String> fields) {}

    /** Returns the corpus, images and quarantine sorted by id, numbers as numbers. */
    Corpus read(String name, List<Entry> entries, List<String> notes) {
        Map<Path, Entry> entryOfFile = new LinkedHashMap<>();
        Map<Path, TaggedImage> images = new LinkedHashMap<>();
        List<QuarantinedImage> quarantine = new ArrayList<>();
        int joined = 0;
        for (Entry entry : entries) {
            ImageLookup.Found found = lookup.find(entry.id());
            String kind = found.kind();
            String reason = found.reason();
            if (QuarantinedImage.AMBIGUOUS.equals(kind) && lookup.isWide()) {
                throw new CorpusException(
                        "%s: '%s': %s; say which with --image-folder, or write the path",
                        entry.place(), Check.shown(entry.id()), reason);
            }
            if (reason == null) {
                Entry before = entryOfFile.putIfAbsent(found.file(), entry);
                TaggedImage image =
                        new TaggedImage(
                                        before == null ? entry.id() : before.id(),
                                        new ImageFile(found.file()),
                                        entry.labels(),
                                        before == null ? entry.id() : before.id())
                                .withLabels(entry.labels(), entry.unknown())
                                .withPart(entry.part())
                                .withBoxes(entry.boxes())
                                .withFields(entry.fields());
                if (before == null) {
                    images.put(found.file(), image);
                    continue;
                }
                if (join) {
                    images.merge(found.file(), image, SameImages::join);
                    joined++;
                    continue;
                }
                requireSame(before, entry);
                boolean samePart = before.part().equals(entry.part());
                kind = samePart ? QuarantinedImage.TWICE : QuarantinedImage.OTHER_PART;
                reason =
                        "the same image as in %s%s"
                                .formatted(
                                        before.at(),
                                        samePart
                                                ? ""
                                                : ", in another part; test keeps it, else validation");
                images.merge(found.file(), image, SameImages::join);
            }
            quarantine.add(
                    new QuarantinedImage(
                            entry.id().isEmpty() ? entry.at() : entry.id(),
                            lookup.location(entry.id()),
                            entry.at() + ": " + reason,
                            kind));
        }
        for (Path other : lookup.unnamed()) {
            quarantine.add(
                    new QuarantinedImage(
                            lookup.name(other),
                            other.toString(),
                            file.getFileName() + " does not name it",
                            QuarantinedImage.UNNAMED));
        }
        if (joined > 0) {
            notes.add(
                    "--same-image join: rows joined with an earlier one of the same image, labels together: %d"
                            .formatted(joined));
        }
        List<TaggedImage> sorted = new ArrayList<>(images.values());
        sorted.sort(Comparator.comparing(TaggedImage::id, NaturalOrder.INSTANCE));
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        return new Corpus(name, labels, sorted, quarantine, notes);
    }

    private void requireSame(Entry before, Entry now) {
        if (!before.labels().equals(now.labels()) || !before.unknown().equals(now.unknown())) {
            throw new CorpusException(
                    "%s: the same image as in %s with other labels: %s, before %s; keep one row an image, or join them with --same-image join",
                    now.place(), before.at(), names(now), names(before));
        }
    }

    private String names(Entry entry) {
        return Check.shown(entry.labels().stream().map(labels::name).toList());
    }
}
