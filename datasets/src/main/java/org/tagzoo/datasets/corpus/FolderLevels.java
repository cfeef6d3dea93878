package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.CorpusOptions.ClassFolder;

/**
 * What the folders on the way to each image mean. A level whose folders are train, validation or
 * test is the part; a level where all images lie in one folder means nothing; of what is left, the
 * one level is the class. Where two levels are left, the user says whether the first or the last is
 * the class, and the others are the domain.
 */
final class FolderLevels {

    private final String corpus;
    private final List<Place> places = new ArrayList<>();
    private boolean hasParts;

    /**
     * An image and its folders.
     *
     * @param levels the folders that are left to be the class, from the corpus folder down
     * @param part {@code train}, {@code validation}, {@code test} or none
     */
    record Place(Path file, String id, List<String> levels, Optional<String> part) {

        /** Returns the class, empty if there is none. */
        String className() {
            return levels.isEmpty() ? "" : levels.get(0);
        }

        /** Returns the other folders; empty if there are none. */
        Optional<String> domain() {
            return levels.size() < 2
                    ? Optional.empty()
                    : Optional.of(String.join("/", levels.subList(1, levels.size())));
        }

        private Optional<String> partAt(int level) {
            return PartNames.ofFolder(levels.get(level));
        }

        private Place without(int level, Optional<String> newPart) {
            List<String> left = new ArrayList<>(levels);
            left.remove(level);
            return new Place(file, id, left, newPart);
        }
    }

    FolderLevels(String corpus, Path folder, List<Path> files) {
        this.corpus = corpus;
        for (Path file : files) {
            String id = CorpusFolder.relative(folder, file);
            List<String> levels = List.of(id.split("/"));
            places.add(new Place(file, id, levels.subList(0, levels.size() - 1), Optional.empty()));
        }
    }

    /** Returns whether a level of folders names parts; to be asked after {@link #classes}. */
    boolean hasParts() {
        return hasParts;
    }

    /**
     * Returns each image with its class, in the order of the files.
     *
     * @throws CorpusException if two levels could be the class and the user says nothing, or images
     *     lie beside the folders of classes
     */
    List<Place> classes(Optional<ClassFolder> asked, List<String> notes) {
        for (int level = 0; level < depth(); ) {
            level = takeParts(level) ? 0 : level + 1;
        }
        for (int level = 0; level < depth() && depth() > 1; ) {
            level = dropCommon(level) ? 0 : level + 1;
        }
        List<Place> deep = places.stream().filter(place -> place.levels().size() > 1).toList();
        if (!deep.isEmpty() && asked.isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' has two levels of folders that could be the class, such as in %s: --class-folder first takes %s; --class-folder last takes %s",
                    corpus, Check.shown(deep.get(0).id()), names(0), names(-1));
        }
        List<Place> chosen = places.stream().map(place -> chosen(place, asked)).toList();
        requireClasses(chosen);
        chosen.stream()
                .filter(place -> !place.levels().isEmpty())
                .findFirst()
                .ifPresent(place -> notes.add(note(place, deep.isEmpty())));
        return chosen;
    }

    private static String note(Place place, boolean oneLevel) {
        return "classes are the names of folders, such as '%s' in %s%s"
                .formatted(
                        place.className(),
                        Check.shown(place.id()),
                        oneLevel ? "" : "; the other folders are its domain");
    }

    private static Place chosen(Place place, Optional<ClassFolder> asked) {
        int last = place.levels().size() - 1;
        if (last < 1 || asked.orElseThrow() == ClassFolder.FIRST) {
            return place;
        }
        List<String> levels = new ArrayList<>(List.of(place.levels().get(last)));
        levels.addAll(place.levels().subList(0, last));
        return new Place(place.file(), place.id(), levels, place.part());
    }

    private void requireClasses(List<Place> chosen) {
        List<Place> loose = chosen.stream().filter(place -> place.levels().isEmpty()).toList();
        if (!loose.isEmpty() && !hasParts) {
            throw new CorpusException(
                    "The corpus '%s' has images without a class, such as %s (%d in all): move each into a folder named for its class",
                    corpus, loose.get(0).file(), loose.size());
        }
    }

    /** Takes a level for the parts, if it names them; returns whether it does. */
    private boolean takeParts(int level) {
        List<Place> deep = deeper(level);
        Set<String> names = names(deep, level);
        Set<String> parts =
                names.stream()
                        .map(PartNames::ofFolder)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        boolean all = names.stream().allMatch(name -> PartNames.ofFolder(name).isPresent());
        // Among folders such as bus, car and train, train is a class.
        boolean some = parts.contains("train") && parts.size() > 1;
        // train/train/cat: the part once more.
        boolean agrees =
                deep.stream()
                        .allMatch(
                                place -> {
                                    Optional<String> again = place.partAt(level);
                                    return place.part().isEmpty()
                                            || again.isEmpty()
                                            || again.equals(place.part());
                                });
        if (!(all || some) || !agrees || (level > 0 && deep.size() < places.size() && !hasParts)) {
            return false;
        }
        hasParts = true;
        places.replaceAll(
                place ->
                        place.levels().size() <= level
                                        || (place.part().isPresent()
                                                && place.partAt(level).isEmpty())
                                ? place
                                : place.without(level, place.part().or(() -> place.partAt(level))));
        return true;
    }

    /** Drops a level where all images lie in one folder; returns whether they do. */
    private boolean dropCommon(int level) {
        boolean common =
                names(deeper(level), level).size() == 1
                        && places.stream()
                                .allMatch(p -> p.levels().isEmpty() || p.levels().size() > level);
        if (common) {
            places.replaceAll(p -> p.levels().isEmpty() ? p : p.without(level, p.part()));
        }
        return common;
    }

    private int depth() {
        return places.stream().mapToInt(place -> place.levels().size()).max().orElse(0);
    }

    private List<Place> deeper(int level) {
        return places.stream().filter(place -> place.levels().size() > level).toList();
    }

    private static Set<String> names(List<Place> deep, int level) {
        return deep.stream()
                .map(place -> place.levels().get(level))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private String names(int level) {
        Stream<Place> classed = places.stream().filter(place -> !place.levels().isEmpty());
        SortedSet<String> names = new TreeSet<>(NaturalOrder.INSTANCE);
        classed.forEach(
                place ->
                        names.add(
                                place.levels().get(level < 0 ? place.levels().size() - 1 : level)));
        return ImageLookup.some(names);
    }
}
