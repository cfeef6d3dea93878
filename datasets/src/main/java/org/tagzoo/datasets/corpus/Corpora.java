package org.tagzoo.datasets.corpus;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.CorpusOptions.Several;
import org.tagzoo.datasets.text.NearNames;

/**
 * Corpora by the name a user types: {@code openmoji}, or a layout and a path.
 *
 * <pre>{@code
 * Corpus corpus = Corpora.read("mirflickr:photos", CorpusOptions.DEFAULT);
 * ScannedCorpus scanned = CorpusScan.scan(corpus, threads, done -> {});
 * }</pre>
 *
 * <p>Reading looks at names and labels only; {@link CorpusScan} looks at the images.
 */
public final class Corpora {

    private static final String EMBEDDED = "openmoji";

    private static final Map<String, FolderReader> LAYOUTS = layouts();

    private Corpora() {}

    /**
     * Reads a corpus, takes the sample asked for, and drops labels that are too rare.
     *
     * @param name one of {@link #layoutNames}, with a path in it
     * @param options what else the user said
     * @return a corpus of at least two labels, each with at least one image
     * @throws CorpusException if the name is of no layout, nothing is there, what is there makes no
     *     sense, or fewer than two labels are left
     */
    public static Corpus read(String name, CorpusOptions options) {
        Corpus whole = readWhole(name, options);
        whole = GroupBy.byIds(whole, options);
        whole = options.joinSame() ? SameImages.join(whole) : whole;
        if (options.holdOut().isPresent()) {
            whole = HeldOut.domain(whole, options.holdOut().get());
        } else {
            whole = labelledParts(whole);
            whole = options.splitAnew() ? withoutParts(whole) : inParts(whole);
        }
        whole = GroupBy.checked(whole, options);
        whole = withLikeNames(whole);
        Corpus frequent;
        if (options.several().isPresent()) {
            int support = options.minimumSupport().orElse(OneLabel.USUAL_SUPPORT);
            Several which = options.several().get();
            Corpus labelled = which == Several.LARGEST ? LargestObject.of(whole) : whole;
            frequent = OneLabel.of(labelled, which, support);
        } else {
            int support = options.minimumSupport().orElse(defaultMinimumSupport(name, whole));
            frequent = RareLabels.drop(whole, support);
        }
        int count = options.sample().orElse(options.limit().orElse(Integer.MAX_VALUE));
        if (count >= frequent.images().size()) {
            return frequent;
        }
        return RareLabels.drop(
                options.sample().isPresent()
                        ? Samples.stratified(frequent, count, options.seed())
                        : Samples.random(frequent, count, options.seed()),
                1);
    }

    /** Returns what {@link #read} takes, as a user types it: {@code csv:<file>} and so on. */
    public static List<String> layoutNames() {
        return Stream.concat(Stream.of(EMBEDDED), LAYOUTS.keySet().stream().map(Corpora::typed))
                .toList();
    }

    /** Notes labels whose names differ in case, blanks or hyphens only. */
    private static Corpus withLikeNames(Corpus corpus) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        corpus.labelCounts()
                .forEach(
                        (name, count) ->
                                alike.computeIfAbsent(
                                                Normalizer.normalize(name, Normalizer.Form.NFKC)
                                                        .toLowerCase(Locale.ROOT)
                                                        .strip()
                                                        .replaceAll(
                                                                "(?<=.)[\\s\\p{Z}\\p{Cf}_-]+", " ")
                                                        .strip(),
                                                key -> new ArrayList<>())
                                        .add("'%s' %d".formatted(name, count)));
        List<String> several =
                alike.values().stream()
                        .filter(names -> names.size() > 1)
                        .map(names -> String.join(" and ", names))
                        .toList();
        if (several.isEmpty()) {
            return corpus;
        }
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add(
                "labels that differ in case, blanks or hyphens only are different labels: %s; write them alike if they are one"
                        .formatted(ImageLookup.some(several)));
        return corpus.withNotes(notes);
    }

    private static Corpus withoutParts(Corpus corpus) {
        if (corpus.images().stream().allMatch(image -> image.part().isEmpty())) {
            return corpus;
        }
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add("parts: the corpus's own are mixed and split anew, as --split anew says");
        return corpus.withImages(
                corpus.images().stream().map(image -> image.withPart(Optional.empty())).toList(),
                notes);
    }

    /**
     * Leaves parts out of which no image has a label, or all have one that train has not, such as
     * unknown: their labels are not there, as in the test of a contest.
     */
    private static Corpus labelledParts(Corpus corpus) {
        Map<String, Set<String>> labels = new HashMap<>();
        for (TaggedImage image : corpus.images()) {
            Set<String> ofPart =
                    labels.computeIfAbsent(image.part().orElse(""), part -> new HashSet<>());
            image.labels()
                    .forEach(i -> ofPart.add(corpus.labels().name(i).toLowerCase(Locale.ROOT)));
        }
        Set<String> trained = labels.getOrDefault("train", Set.of());
        List<TaggedImage> kept = new ArrayList<>(corpus.images());
        List<QuarantinedImage> quarantine = new ArrayList<>(corpus.quarantine());
        List<String> notes = new ArrayList<>(corpus.notes());
        for (String part : List.of("validation", "test")) {
            Set<String> ofPart = labels.getOrDefault(part, trained);
            if (trained.size() < 2 || ofPart.size() > 1 || !Collections.disjoint(ofPart, trained)) {
                continue;
            }
            List<TaggedImage> those =
                    kept.stream().filter(image -> image.part().equals(Optional.of(part))).toList();
            kept.removeIf(image -> image.part().equals(Optional.of(part)));
            those.forEach(
                    image ->
                            quarantine.add(
                                    new QuarantinedImage(
                                            image.id(),
                                            image.source().location(),
                                            "no image of its part has a label that train has",
                                            QuarantinedImage.UNLABELLED)));
            notes.add(
                    "%s: no image of it has a label that train has, so its images are left out: %d, such as %s"
                            .formatted(part, those.size(), Check.shown(those.get(0).id())));
        }
        return new Corpus(corpus.name(), corpus.labels(), kept, quarantine, notes);
    }

    /** Leaves images out that are in no part where others are in one. */
    private static Corpus inParts(Corpus corpus) {
        Map<Boolean, List<TaggedImage>> images =
                corpus.images().stream()
                        .collect(Collectors.partitioningBy(image -> image.part().isPresent()));
        if (images.get(true).isEmpty() || images.get(false).isEmpty()) {
            return corpus;
        }
        List<QuarantinedImage> quarantine = new ArrayList<>(corpus.quarantine());
        for (TaggedImage image : images.get(false)) {
            quarantine.add(
                    new QuarantinedImage(
                            image.id(),
                            image.source().location(),
                            "it is in none of the parts that the others are in",
                            QuarantinedImage.NO_PART));
        }
        return new Corpus(
                corpus.name(), corpus.labels(), images.get(true), quarantine, corpus.notes());
    }

    private static Corpus readWhole(String name, CorpusOptions options) {
        if (name.equals(EMBEDDED)) {
            return OpenMojiCorpus.read();
        }
        int colon = name.indexOf(':');
        FolderReader reader = LAYOUTS.get(colon < 0 ? name : name.substring(0, colon));
        if (reader == null) {
            throw unknown(name, colon);
        }
        if (colon < 0 || colon == name.length() - 1) {
            throw new CorpusException(
                    "The corpus '%s' needs a path: %s",
                    name, typed(colon < 0 ? name : name.substring(0, colon)));
        }
        try {
            return reader.read(name, Path.of(name.substring(colon + 1)), options);
        } catch (InvalidPathException e) {
            throw new CorpusException(e, "The corpus '%s' names no path: %s", name, e.getReason());
        }
    }

    private static int defaultMinimumSupport(String name, Corpus corpus) {
        // Tables often carry a long tail of labels; a small table has no room for a fixed bound.
        return name.startsWith("csv:") || name.startsWith("jsonl:")
                ? Math.max(1, Math.min(50, corpus.images().size() / 50))
                : 1;
    }

    private static CorpusException unknown(String name, int colon) {
        String layout = colon < 0 ? name : name.substring(0, colon);
        Map<String, FolderReader> all = new LinkedHashMap<>(LAYOUTS);
        all.put(EMBEDDED, null);
        Optional<String> folder = colon < 0 ? inFolder(name) : Optional.empty();
        String near =
                NearNames.question(
                        layout,
                        all.keySet(),
                        folder.map(" Did you mean '%s'?"::formatted).orElse(""));
        return new CorpusException(
                "There is no corpus layout '%s'.%s A corpus is %s, or %s",
                layout,
                near,
                EMBEDDED,
                LAYOUTS.keySet().stream().map(Corpora::typed).collect(Collectors.joining(", ")));
    }

    /** A folder typed without its layout. */
    private static Optional<String> inFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name))
                    ? Optional.of("folders:" + name)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String typed(String layout) {
        return layout + (Set.of("csv", "coco", "jsonl").contains(layout) ? ":<file>" : ":<folder>");
    }

    private static Map<String, FolderReader> layouts() {
        Map<String, FolderReader> layouts = new LinkedHashMap<>();
        layouts.put("mirflickr", (name, path, options) -> MirFlickrCorpus.read(name, path));
        layouts.put("csv", CsvCorpus::read);
        layouts.put("folders", FolderCorpus::read);
        layouts.put("yolo", (name, path, options) -> YoloCorpus.read(name, path));
        layouts.put("coco", CocoReader::read);
        layouts.put("jsonl", JsonlCorpus::read);
        return layouts;
    }

    /** A layout: from the name as typed, the path in it, and the options. */
    private interface FolderReader {
        Corpus read(String name, Path path, CorpusOptions options);
    }
}
