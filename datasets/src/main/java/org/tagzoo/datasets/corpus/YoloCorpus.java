package org.tagzoo.datasets.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.label.LabelSet;

/**
 * The layout of YOLO: {@code data.yaml} names the classes, and each image in a folder {@code
 * images} has a text file of the same name in the folder {@code labels} beside it, one object a
 * line: its class and then at least four finite numbers (centre, width and height of a box, or the
 * corners of an outline), separated by blanks. An image's labels are the classes with at least one
 * object; no objects, no labels.
 *
 * <p>Both arrangements are read: {@code train/images} with {@code train/labels}, and {@code
 * images/train} with {@code labels/train}. Folders named for parts, such as {@code valid} or {@code
 * train2017}, are the parts of the split. Of {@code data.yaml}, {@code names} is a list, or a map
 * from 0, 1, 2, ... to names; {@code nc}, where it stands there, is their number. Its paths are not
 * looked at, since exports often name folders that are not there. The labels are in its order, the
 * ids are the paths from the corpus folder with {@code /}.
 */
final class YoloCorpus {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    private YoloCorpus() {}

    /**
     * @throws CorpusException if the folder, {@code data.yaml}, the images or all label files are
     *     missing, or a line of a label file makes no sense
     */
    static Corpus read(String name, Path folder) {
        CorpusFolder.require(name, folder);
        List<String> classes = classes(name, folder);
        List<TaggedImage> images = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>();
        Map<String, List<TaggedImage>> unlabelled = new TreeMap<>();
        Set<Path> used = new HashSet<>();
        BoxCount count = new BoxCount(true);
        for (String partName : partFolders(folder)) {
            Path part = folder.resolve(partName);
            Path imageFolder = part.resolve("images");
            if (!Files.isDirectory(imageFolder)) {
                continue;
            }
            CorpusFolder.Found found = CorpusFolder.files(imageFolder);
            found.others().forEach(other -> quarantine.add(other.under(folder)));
            for (Path file : found.images()) {
                String id = CorpusFolder.relative(folder, file);
                Path objects =
                        part.resolve("labels")
                                .resolve(imageFolder.relativize(file))
                                .resolveSibling(CorpusFolder.stem(file) + ".txt");
                String first =
                        partName.isEmpty() ? CorpusFolder.firstFolder(imageFolder, file) : partName;
                used.add(objects);
                boolean hasFile = Files.exists(objects);
                SortedSet<Integer> labels = new TreeSet<>();
                List<Box> boxes = new ArrayList<>();
                if (hasFile) {
                    readObjects(objects, classes, labels, boxes, count);
                }
                TaggedImage image =
                        new TaggedImage(id, new ImageFile(file), labels, id)
                                .withPart(PartNames.ofFolder(first))
                                .withBoxes(boxes);
                images.add(image);
                if (!hasFile) {
                    unlabelled.computeIfAbsent(first, f -> new ArrayList<>()).add(image);
                }
            }
            leaveOutStrays(folder, part.resolve("labels"), used, quarantine);
        }
        if (images.isEmpty()) {
            throw new CorpusException(
                    "The corpus '%s' has no images: a yolo corpus holds train/images and train/labels, or images/train and labels/train, in %s",
                    name, folder);
        }
        int all = unlabelled.values().stream().mapToInt(List::size).sum();
        if (all == images.size()) {
            throw new CorpusException(
                    "The corpus '%s' has no label file: each <part>/images/<name>.jpg has its boxes in <part>/labels/<name>.txt",
                    name);
        }
        List<String> notes = new ArrayList<>(count.notes());
        unlabelled.forEach((part, those) -> unlabelled(part, those, images, quarantine, notes));
        images.sort(Comparator.comparing(TaggedImage::id, NaturalOrder.INSTANCE));
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        return new Corpus(name, new LabelSet(classes), images, quarantine, notes);
    }

    /** Returns the folders that are named for parts, and last none. */
    private static List<String> partFolders(Path folder) {
        Stream<String> inside =
                ImageLookup.foldersIn(folder).stream().map(f -> f.getFileName().toString());
        return Stream.concat(inside.filter(f -> PartNames.ofFolder(f).isPresent()), Stream.of(""))
                .toList();
    }

    /** An image without a file has no objects; but a part without any file has no labels. */
    private static void unlabelled(
            String part,
            List<TaggedImage> those,
            List<TaggedImage> images,
            List<QuarantinedImage> quarantine,
            List<String> notes) {
        Optional<String> name = PartNames.ofFolder(part);
        long ofPart = images.stream().filter(image -> image.part().equals(name)).count();
        if (name.isEmpty() || ofPart > those.size()) {
            notes.add(
                    "images without a label file, taken as images without objects: %d, such as %s"
                            .formatted(those.size(), those.get(0).id()));
            return;
        }
        images.removeIf(image -> image.part().equals(name));
        for (TaggedImage image : those) {
            quarantine.add(
                    new QuarantinedImage(
                            image.id(),
                            image.source().location(),
                            "no image of its part has a label file",
                            QuarantinedImage.UNLABELLED));
        }
        notes.add(
                "%s: no image of it has a label file, so its images are left out: %d, such as %s"
                        .formatted(part, those.size(), those.get(0).id()));
    }

    /** Lists files of boxes that no image has. */
    private static void leaveOutStrays(
            Path folder, Path labels, Set<Path> used, List<QuarantinedImage> quarantine) {
        if (!Files.isDirectory(labels)) {
            return;
        }
        for (QuarantinedImage file : CorpusFolder.files(labels).others()) {
            Path path = Path.of(file.location());
            String name = path.getFileName().toString();
            if (name.endsWith(".txt") && !name.equals("classes.txt") && !used.contains(path)) {
                quarantine.add(
                        new QuarantinedImage(
                                CorpusFolder.relative(folder, path),
                                file.location(),
                                "there is no image of this name",
                                QuarantinedImage.BOXES_ALONE));
            }
        }
    }

    /** Adds the labels and the boxes of the objects that a file lists. */
    private static void readObjects(
            Path file,
            List<String> classes,
            SortedSet<Integer> labels,
            List<Box> boxes,
            BoxCount count) {
        List<String> lines = TextFile.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String[] fields = BLANKS.split(line);
            String place = file + ":" + (i + 1);
            if (line.isEmpty()) {
                continue;
            }
            if (fields.length < 5) {
                throw new CorpusException(
                        "%s: a class and at least four numbers are needed, not '%s'",
                        place, Check.shown(line));
            }
            double[] numbers = new double[fields.length - 1];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = number(fields[k + 1]);
                if (!Double.isFinite(numbers[k])) {
                    throw new CorpusException(
                            "%s: '%s' is not a finite number", place, Check.shown(fields[k + 1]));
                }
            }
            if (!WHOLE.matcher(fields[0]).matches()
                    || Integer.parseInt(fields[0]) >= classes.size()) {
                throw new CorpusException(
                        "%s: the class is a whole number from 0 to %d, not '%s'",
                        place, classes.size() - 1, Check.shown(fields[0]));
            }
            int label = Integer.parseInt(fields[0]);
            labels.add(label);
            count.add(box(classes.get(label), numbers), 1, 1, boxes);
        }
    }

    /** Returns a box, or the one around the corners of an outline. */
    private static Box box(String label, double[] numbers) {
        if (numbers.length < 6 || numbers.length % 2 != 0) {
            double left = numbers[0] - numbers[2] / 2;
            double top = numbers[1] - numbers[3] / 2;
            return new Box(label, left, top, numbers[2], numbers[3], true, false);
        }
        double[] x =
                IntStream.range(0, numbers.length / 2).mapToDouble(i -> numbers[2 * i]).toArray();
        double[] y = IntStream.range(0, x.length).mapToDouble(i -> numbers[2 * i + 1]).toArray();
        double left = Arrays.stream(x).min().orElseThrow();
        double top = Arrays.stream(y).min().orElseThrow();
        return new Box(
                label,
                left,
                top,
                Arrays.stream(x).max().orElseThrow() - left,
                Arrays.stream(y).max().orElseThrow() - top,
                true,
                false);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static List<String> classes(String corpus, Path folder) {
        Path file = folder.resolve("data.yaml");
        if (!Files.isRegularFile(file)) {
            throw new CorpusException(
                    "The corpus '%s' has no data.yaml with the names of its classes in %s",
                    corpus, folder);
        }
        JsonNode yaml;
        try {
            yaml = CheckedJson.YAML_TEXTS.tree(file);
        } catch (IOException e) {
            throw new CorpusException(e, "%s", e.getMessage());
        }
        JsonNode names = yaml.path("names");
        if (!names.isContainerNode() || names.isEmpty()) {
            String found = names.isMissingNode() ? "missing" : "'" + Check.shown(names) + "'";
            throw new CorpusException(
                    "%s: 'names' is a list of class names, such as names: [cat, dog]; here it is %s",
                    file, found);
        }
        List<String> classes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            JsonNode node = names.isArray() ? names.path(i) : names.path(String.valueOf(i));
            String name = node.asText("").strip();
            if (node.isMissingNode()) {
                throw new CorpusException(
                        "%s: 'names' has %d classes, so its keys are 0 to %d, but %d is missing",
                        file, names.size(), names.size() - 1, i);
            }
            if (name.isEmpty()) {
                throw new CorpusException(
                        "%s: the name of class %d is text, not '%s'", file, i, Check.shown(node));
            }
            if (classes.contains(name)) {
                throw new CorpusException(
                        "%s: two classes are named '%s'; each needs its own name",
                        file, Check.shown(name));
            }
            classes.add(name);
        }
        JsonNode count = yaml.path("nc");
        if (!count.isMissingNode() && !count.asText().equals(String.valueOf(classes.size()))) {
            throw new CorpusException(
                    "%s: nc is %s, but there are %d names",
                    file, Check.shown(count.asText()), classes.size());
        }
        return classes;
    }
}
