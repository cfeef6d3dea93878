package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.CorpusScan;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.duplicate.KeepTogether;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.label.Unknown;

/**
 * A corpus that is ready to train on: scanned, split, its labels as rows of truth values.
 *
 * <pre>{@code
 * Corpus corpus = Corpora.read("mirflickr:photos", CorpusOptions.DEFAULT);
 * SplitCorpus split = SplitCorpus.read(corpus, 1, 2, done -> {});
 * boolean[][] targets = split.targets().get(Part.TRAIN);
 * }</pre>
 *
 * @param scanned the images and their hashes
 * @param split which part each belongs to
 * @param rows the index of each image of a part in the corpus, ascending
 * @param targets {@code [N, L]} of each part, in the order of {@code rows}
 * @param unknown which of the targets of each part are {@link Unknown}
 */
public record SplitCorpus(
        ScannedCorpus scanned,
        Split split,
        Map<Part, int[]> rows,
        Map<Part, boolean[][]> targets,
        Map<Part, boolean[][]> unknown) {

    /**
     * Scans a corpus and splits it: into the parts that it came with, what it lacks of them cut
     * from its train part, else 0.6 train, 0.2 validation, 0.2 test. {@link KeepTogether
     * Near-duplicates} are on one side. Notes are added to those of the corpus: what was
     * understood, which parts, and labels that a part lacks.
     *
     * @param corpus as read
     * @param seed of the split
     * @param threads how many images are decoded at once, at least 1; changes nothing but the time
     * @param done told the number of images scanned so far, in the calling thread
     * @throws org.tagzoo.datasets.corpus.CorpusException if no image is left, fewer than two
     *     labels, or a part would have no image
     */
    public static SplitCorpus read(Corpus corpus, long seed, int threads, IntConsumer done) {
        return read(corpus, CorpusOptions.DEFAULT, seed, threads, done);
    }

    /**
     * Does the same with what the user says of the split.
     *
     * @param options that the corpus was read with
     */
    public static SplitCorpus read(
            Corpus corpus, CorpusOptions options, long seed, int threads, IntConsumer done) {
        ScannedCorpus scanned =
                KeepTogether.nearDuplicates(CorpusScan.scan(corpus, threads, done), options);
        Corpus read = scanned.corpus();
        List<String> notes = new ArrayList<>(read.summary());
        Split split = new ReadyParts(read.images(), seed, options).split(notes);
        notes.addAll(read.notes());
        new LabelSupport(read, split).note().ifPresent(notes::add);
        ScannedCorpus noted =
                new ScannedCorpus(
                        read.withNotes(notes),
                        scanned.contentHashes(),
                        scanned.facts(),
                        hash(scanned, options));
        return options.withoutTest() ? withoutTest(noted, split) : of(noted, split);
    }

    /** Returns train and validation alone, and says so in a note. */
    private static SplitCorpus withoutTest(ScannedCorpus scanned, Split split) {
        Corpus whole = scanned.corpus();
        Map<String, Part> parts = new LinkedHashMap<>(split.parts());
        parts.values().removeIf(part -> part == Part.TEST);
        List<String> notes = new ArrayList<>(whole.notes());
        notes.add("test: its %d images are left out".formatted(split.count(Part.TEST)));
        Corpus rest =
                new Corpus(
                        whole.name(),
                        whole.labels(),
                        whole.images().stream().filter(i -> parts.containsKey(i.id())).toList(),
                        whole.quarantine(),
                        notes);
        return of(scanned.with(rest), new Split(parts));
    }

    /** Returns the hash of labels and contents, and of boxes where they are to be predicted. */
    private static String hash(ScannedCorpus scanned, CorpusOptions options) {
        if (!options.several().equals(Optional.of(CorpusOptions.Several.LARGEST))) {
            return scanned.hash();
        }
        Sha256 hash = new Sha256().add(scanned.hash());
        scanned.corpus().images().forEach(image -> hash.add("\0" + image.boxes()));
        return hash.hex();
    }

    /**
     * Returns a scanned corpus split another way. Images that the split lacks are in no part, such
     * as those of the test part in folds of train and validation.
     */
    public static SplitCorpus of(ScannedCorpus scanned, Split split) {
        Map<Part, int[]> rows = new EnumMap<>(Part.class);
        Map<Part, boolean[][]> targets = new EnumMap<>(Part.class);
        Map<Part, boolean[][]> unknown = new EnumMap<>(Part.class);
        List<TaggedImage> images = scanned.corpus().images();
        for (Part part : Part.values()) {
            List<Integer> indices = new ArrayList<>();
            List<boolean[]> truth = new ArrayList<>();
            List<boolean[]> notKnown = new ArrayList<>();
            int labels = scanned.corpus().labels().size();
            for (int i = 0; i < images.size(); i++) {
                if (split.parts().get(images.get(i).id()) == part) {
                    indices.add(i);
                    truth.add(row(images.get(i).labels(), labels));
                    notKnown.add(row(images.get(i).unknown(), labels));
                }
            }
            rows.put(part, indices.stream().mapToInt(Integer::intValue).toArray());
            targets.put(part, truth.toArray(boolean[][]::new));
            unknown.put(part, Unknown.of(notKnown));
        }
        return new SplitCorpus(scanned, split, rows, targets, unknown);
    }

    private static boolean[] row(Set<Integer> which, int labels) {
        boolean[] row = new boolean[labels];
        which.forEach(label -> row[label] = true);
        return row;
    }

    /** Returns whether a label of any image is unknown. */
    public boolean hasUnknown() {
        return unknown.values().stream().anyMatch(rows -> rows.length > 0);
    }

    /** Returns the images of all parts, in the order of the corpus. */
    public List<TaggedImage> images() {
        return scanned.corpus().images();
    }

    /** Returns the images of a part, in the order of {@code rows}. */
    public List<TaggedImage> images(Part part) {
        return Arrays.stream(rows.get(part)).mapToObj(images()::get).toList();
    }

    public LabelSet labels() {
        return scanned.corpus().labels();
    }

    /** Returns image {@code n} of a part. */
    public TaggedImage image(Part part, int n) {
        return images().get(rows.get(part)[n]);
    }
}
