package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.FolderLevels.Place;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * One folder a class: an image's only label is the name of a folder it lies in; {@link
 * FolderLevels} says which. The labels are in order of their names, numbers as numbers; the ids are
 * the paths from the corpus folder with {@code /}. Images of a part without classes are left out,
 * and so is everything that is no image.
 */
final class FolderCorpus {

    private FolderCorpus() {}

    /**
     * @throws CorpusException if the folder is missing, has no images, has images outside of any
     *     class folder, or two levels of folders that could be the class
     */
    static Corpus read(String name, Path folder, CorpusOptions options) {
        CorpusFolder.require(name, folder);
        CorpusFolder.Found found = CorpusFolder.files(folder);
        if (found.images().isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' has no images: a folders corpus holds <class>/<image> in %s%s",
                    name,
                    folder,
                    found.others().isEmpty()
                            ? ""
                            : "; none of its %d files is one, such as %s"
                                    .formatted(found.others().size(), found.others().get(0).id()));
        }
        List<String> notes = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>(found.others());
        if (!found.empty().isEmpty()) {
            notes.add(
                    "folders without an image are no classes: "
                            + ImageLookup.some(
                                    found.empty().stream()
                                            .map(path -> CorpusFolder.relative(folder, path))
                                            .toList()));
        }
        FolderLevels levels = new FolderLevels(name, folder, found.images());
        List<Place> places = levels.classes(options.classFolder(), notes);
        places = labelled(folder, places, levels.hasParts(), quarantine, notes);
        for (String file : List.of(CocoReader.IN_FOLDERS, CsvCorpus.IN_FOLDERS, "metadata.jsonl")) {
            if (places.isEmpty() && !PartFolders.files(folder, file).isEmpty()) {
                throw new CorpusException(
                        "The corpus '%s' has no image in a folder of a class; %s says what its images are: read it as %s:%s",
                        name,
                        folder.relativize(PartFolders.files(folder, file).get(0)),
                        file.endsWith("csv") ? "csv" : file.endsWith("jsonl") ? "jsonl" : "coco",
                        folder);
            }
        }
        if (places.isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' has no image in a folder of a class, of %d: a folders corpus holds <class>/<image>, or train/<class>/<image>; where names tell the classes, list them in a csv corpus",
                    name, found.images().size());
        }
        SortedSet<String> classes = new TreeSet<>(NaturalOrder.INSTANCE);
        places.forEach(place -> classes.add(place.className()));
        Map<String, Integer> indices = new HashMap<>();
        classes.forEach(className -> indices.put(className, indices.size()));
        List<TaggedImage> images = new ArrayList<>();
        for (Place place : places) {
            SortedSet<Integer> label = new TreeSet<>(Set.of(indices.get(place.className())));
            images.add(
                    new TaggedImage(place.id(), new ImageFile(place.file()), label, place.id())
                            .withPart(place.part())
                            .withDomain(place.domain()));
        }
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        return new Corpus(name, new LabelSet(List.copyOf(classes)), images, quarantine, notes);
    }

    /** Returns the images that have a class; says the others. */
    private static List<Place> labelled(
            Path folder,
            List<Place> places,
            boolean hasParts,
            List<QuarantinedImage> quarantine,
            List<String> notes) {
        Map<Optional<String>, Set<String>> classes =
                places.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Place::part,
                                        Collectors.mapping(Place::className, Collectors.toSet())));
        Set<String> trained = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        trained.addAll(classes.getOrDefault(Optional.of("train"), Set.of()));
        List<Place> labelled = new ArrayList<>();
        Map<String, List<Place>> unlabelled = new HashMap<>();
        for (Place place : places) {
            // A test part may keep all of its images in one folder that is no class.
            boolean strange =
                    !trained.isEmpty()
                            && !classes.get(place.part()).stream().anyMatch(trained::contains);
            if (place.className().isEmpty() || (hasParts && strange)) {
                quarantine.add(
                        new QuarantinedImage(
                                place.id(),
                                place.file().toString(),
                                "it lies in no folder of a class",
                                QuarantinedImage.UNLABELLED));
                unlabelled
                        .computeIfAbsent(place.part().orElse(""), p -> new ArrayList<>())
                        .add(place);
            } else {
                labelled.add(place);
            }
        }
        unlabelled.forEach(
                (part, those) ->
                        notes.add(
                                "%s: images without a class, left out: %d, such as %s; --predict %s tags them with each network"
                                        .formatted(
                                                part.isEmpty() ? "beside the parts" : part,
                                                those.size(),
                                                Check.shown(those.get(0).id()),
                                                folder.resolve(those.get(0).id()).getParent())));
        return labelled;
    }
}
