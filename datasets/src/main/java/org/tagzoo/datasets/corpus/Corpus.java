package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.LabelSet;

/**
 * Images with their labels, read from one place.
 *
 * @param name what a user typed to name it, such as {@code openmoji} or {@code mirflickr:photos}
 * @param labels the labels, in order
 * @param images the images, in an order that depends on the corpus alone (sorted by id, numbers as
 *     numbers)
 * @param quarantine what was left out, and why, in the same order
 * @param notes what a user should know of how it was read, a line each: columns found by
 *     themselves, labels too rare
 */
public record Corpus(
        String name,
        LabelSet labels,
        List<TaggedImage> images,
        List<QuarantinedImage> quarantine,
        List<String> notes) {

    private static final int SHOWN_LABELS = 10;

    public Corpus {
        images = List.copyOf(images);
        quarantine = List.copyOf(quarantine);
        notes = List.copyOf(notes);
    }

    /** Returns the same with other images. */
    public Corpus withImages(List<TaggedImage> others, List<String> newNotes) {
        return new Corpus(name, labels, others, quarantine, newNotes);
    }

    /** Returns the same with other notes. */
    public Corpus withNotes(List<String> others) {
        return new Corpus(name, labels, images, quarantine, others);
    }

    /** Returns how many images each label has, in the order of the labels. */
    public Map<String, Integer> labelCounts() {
        int[] counts = new int[labels.size()];
        images.forEach(image -> image.labels().forEach(label -> counts[label]++));
        Map<String, Integer> named = new LinkedHashMap<>();
        for (int label = 0; label < counts.length; label++) {
            named.put(labels.name(label), counts[label]);
        }
        return named;
    }

    /** Returns how many images each domain has, by name; empty if no image has one. */
    public Map<String, Integer> domainCounts() {
        Map<String, Integer> counts = new TreeMap<>();
        images.forEach(i -> i.domain().ifPresent(name -> counts.merge(name, 1, Integer::sum)));
        return counts;
    }

    /** Returns how many images were left out by kind of reason, the commonest first. */
    public Map<String, Integer> leftOut() {
        Map<String, Integer> counts = new TreeMap<>();
        quarantine.forEach(image -> counts.merge(image.kind(), 1, Integer::sum));
        return commonestFirst(counts);
    }

    /**
     * Returns what was understood, a line each: the labels with their images, the commonest {@value
     * #SHOWN_LABELS} and how many more; images without any; what was left out, by kind.
     */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        Map<String, Integer> counts = commonestFirst(labelCounts());
        String first =
                counts.entrySet().stream()
                        .limit(SHOWN_LABELS)
                        .map(entry -> Check.shown(entry.getKey()) + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
        int more = counts.size() - SHOWN_LABELS;
        lines.add("labels: " + first + (more > 0 ? " and %d more".formatted(more) : ""));
        if (!domainCounts().isEmpty()) {
            String domains =
                    domainCounts().entrySet().stream()
                            .map(entry -> Check.shown(entry.getKey()) + " " + entry.getValue())
                            .collect(Collectors.joining(", "));
            lines.add("domains: " + domains);
        }
        String unknown = unknown();
        if (!unknown.isEmpty()) {
            lines.add("unknown, left out of losses, thresholds and metrics: " + unknown);
        }
        long none =
                images.stream()
                        .filter(image -> image.labels().isEmpty() && image.unknown().isEmpty())
                        .count();
        if (none > 0) {
            lines.add("images without any label, kept: " + none);
        }
        boxes().ifPresent(lines::add);
        if (!quarantine.isEmpty()) {
            String kinds =
                    leftOut().entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", "));
            lines.add("left out: %d (%s)".formatted(quarantine.size(), kinds));
        }
        return lines;
    }

    private Optional<String> boxes() {
        long with = images.stream().filter(image -> !image.boxes().isEmpty()).count();
        List<Box> boxes = images.stream().flatMap(image -> image.boxes().stream()).toList();
        long crowds = boxes.stream().filter(Box::crowd).count();
        return boxes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "boxes: %d in %d of the images%s"
                                .formatted(
                                        boxes.size(),
                                        with,
                                        crowds == 0 ? "" : ", %d of crowds".formatted(crowds)));
    }

    private String unknown() {
        int[] counts = new int[labels.size()];
        images.forEach(image -> image.unknown().forEach(label -> counts[label]++));
        return IntStream.range(0, counts.length)
                .filter(label -> counts[label] > 0)
                .mapToObj(
                        label ->
                                "%s of %d images"
                                        .formatted(Check.shown(labels.name(label)), counts[label]))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Integer> commonestFirst(Map<String, Integer> counts) {
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
