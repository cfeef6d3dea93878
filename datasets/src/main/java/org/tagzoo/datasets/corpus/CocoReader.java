package org.tagzoo.datasets.corpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.IoReason;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * COCO's file of instances: an image's labels are the categories with at least one annotation on
 * it, crowds too; no annotation, no labels. All but ids and names is skipped unbuilt. The labels
 * are in the order of {@code categories}, the ids are the file names of {@code images}.
 *
 * <p>The images are below the folder that the options name. Else they are in the JSON's folder or
 * the one above, in a folder in these, or in one in their {@code images}. Entries whose file is not
 * there or leads out of it go to the quarantine, and so does a second entry of one file.
 */
final class CocoReader {

    /** Images, categories and labels of images that are kept at most, together. */
    private static final int MAX_KEPT = 20_000_000;

    /** Images that are looked for in each folder, to find the right one. */
    private static final int SAMPLE = 1000;

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(4096).build();
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();

    private final Path file;
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, Integer> categories = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private int kept;
    private int strays;

    private CocoReader(Path file) {
        this.file = file;
    }

    private record Image(int index, String name, SortedSet<Integer> labels) {}

    private record Candidate(Path folder, ImageLookup images, long found) {}

    /** Reads the object that the parser has come to, to its end. */
    private interface EntryReader {
        void read(JsonParser json) throws IOException;
    }

    static Corpus read(String name, Path file, CorpusOptions options) {
        CocoReader coco = new CocoReader(file);
        // Categories mostly stand last, so annotations wait for a second pass.
        coco.pass(Map.of("images", coco::image, "categories", coco::category));
        coco.pass(Map.of("annotations", coco::annotation));
        return coco.corpus(name, coco.lookup(options));
    }

    /** Reads the file once, the lists of these names an entry at a time. */
    private void pass(Map<String, EntryReader> readers) {
        Set<String> missing = new TreeSet<>(readers.keySet());
        if (!Files.isRegularFile(file)) {
            throw new CorpusException(
                    "The corpus 'coco:%s' is not there: no file %s",
                    file, file.toAbsolutePath().normalize());
        }
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = JSON.createParser(in)) {
            try {
                lists(json, readers, missing);
            } catch (JsonProcessingException e) {
                JsonLocation at = json.currentLocation();
                String why = Check.shown(e.getOriginalMessage());
                throw wrong(
                        "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), why));
            }
        } catch (IOException e) {
            throw wrong("it can't be read: " + IoReason.of(e));
        }
        if (!missing.isEmpty()) {
            throw wrong(
                    "a file of instances has images, categories and annotations; here is no "
                            + String.join(" and no ", missing));
        }
    }

    private void lists(JsonParser json, Map<String, EntryReader> readers, Set<String> missing)
            throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, json, "an object is needed");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String list = json.currentName();
            boolean array = json.nextToken() == JsonToken.START_ARRAY;
            if (!readers.containsKey(list)) {
                json.skipChildren();
                continue;
            }
            require(array && missing.remove(list), json, "one list is needed");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                require(json.hasToken(JsonToken.START_OBJECT), json, "an object is needed");
                readers.get(list).read(json);
                require(kept <= MAX_KEPT, json, "more than " + MAX_KEPT + " images and labels");
            }
        }
        require(json.nextToken() == null, json, "more follows the object");
    }

    private void image(JsonParser json) throws IOException {
        List<String> fields = fields(json, "id", "file_name");
        Image image = new Image(images.size(), fields.get(1), new TreeSet<>());
        Image before = images.putIfAbsent(fields.get(0), image);
        require(before == null, json, "another image has the id %s", fields.get(0));
        kept++;
    }

    private void category(JsonParser json) throws IOException {
        List<String> fields = fields(json, "id", "name");
        Integer before = categories.putIfAbsent(fields.get(0), categories.size());
        require(before == null, json, "another category has the id %s", fields.get(0));
        boolean first = names.add(fields.get(1).strip());
        require(first, json, "another category is named '%s'", fields.get(1));
        kept++;
    }

    private void annotation(JsonParser json) throws IOException {
        List<String> fields = fields(json, "image_id", "category_id");
        Integer category = categories.get(fields.get(1));
        require(category != null, json, "no category has the id %s", fields.get(1));
        Image image = images.get(fields.get(0));
        if (image == null) {
            strays++;
        } else if (image.labels().add(category)) {
            kept++;
        }
    }

    /** Returns two fields of an object: names where they are called so, else ids. */
    private List<String> fields(JsonParser json, String... wanted) throws IOException {
        String[] found = new String[wanted.length];
        while (json.nextToken() != JsonToken.END_OBJECT) {
            int i = Arrays.asList(wanted).indexOf(json.currentName());
            JsonToken type = json.nextToken();
            if (i < 0) {
                json.skipChildren();
                continue;
            }
            require(found[i] == null, json, "the field stands there twice");
            found[i] = json.getText();
            if (wanted[i].endsWith("name")) {
                boolean text = type == JsonToken.VALUE_STRING && !found[i].isBlank();
                require(text, json, "a name is needed, not '%s'", found[i]);
            } else {
                boolean id = type == JsonToken.VALUE_NUMBER_INT && ID.matcher(found[i]).matches();
                require(id, json, "a whole number from 0 is needed, not '%s'", found[i]);
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            require(found[i] != null, json, "'%s' is missing", wanted[i]);
        }
        return List.of(found);
    }

    /** Refuses what the parser has come to, unless it is sound. */
    private void require(boolean sound, JsonParser json, String what, String... came) {
        if (!sound) {
            Object[] excerpts = Arrays.stream(came).map(Check::shown).toArray();
            String place = json.getParsingContext().pathAsPointer().toString();
            throw wrong((place.isEmpty() ? "/" : place) + ": " + what.formatted(excerpts));
        }
    }

    private CorpusException wrong(String what) {
        return new CorpusException(file + ": " + what);
    }

    /** Returns the folder with the most of a sample of the images, if no other comes near. */
    private ImageLookup lookup(CorpusOptions options) {
        List<Image> all = List.copyOf(images.values());
        int step = 1 + all.size() / SAMPLE;
        List<Path> folders = options.imageFolder().map(List::of).orElseGet(this::near);
        List<Candidate> candidates = new ArrayList<>();
        for (Path folder : folders) {
            ImageLookup lookup = new ImageLookup(folder);
            IntStream sample = IntStream.iterate(0, i -> i < all.size(), i -> i + step);
            long found = sample.filter(i -> lookup.find(all.get(i).name()).file() != null).count();
            candidates.add(new Candidate(folder, lookup, found));
        }
        long most = candidates.stream().mapToLong(Candidate::found).max().orElse(0);
        candidates.removeIf(candidate -> 2 * candidate.found() < Math.max(most, 1));
        if (candidates.isEmpty()) {
            throw wrong(
                    "none of its %d images is in %s; say where they are with --image-folder"
                            .formatted(all.size(), ImageLookup.some(folders)));
        }
        if (candidates.size() > 1) {
            String any = ImageLookup.some(candidates.stream().map(Candidate::folder).toList());
            throw wrong(
                    "its images may be in any of %s; say which with --image-folder".formatted(any));
        }
        if (options.imageFolder().isEmpty()) {
            notes.add("images are taken from the folder " + candidates.get(0).folder());
        }
        return candidates.get(0).images();
    }

    /** Returns the JSON's folder and the one above, each with those in it and in its images. */
    private List<Path> near() {
        Path own = file.toAbsolutePath().normalize().getParent();
        Set<Path> folders = new LinkedHashSet<>();
        for (Path base : own.getParent() == null ? List.of(own) : List.of(own, own.getParent())) {
            folders.add(base);
            for (Path parent : List.of(base, base.resolve("images"))) {
                folders.addAll(ImageLookup.foldersIn(parent));
            }
        }
        return List.copyOf(folders);
    }

    private Corpus corpus(String name, ImageLookup lookup) {
        List<TaggedImage> tagged = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>();
        Map<Path, Image> imageOfFile = new HashMap<>();
        for (Image image : images.values()) {
            String id = image.name();
            String place = "/images/" + image.index();
            ImageLookup.Found found = lookup.find(id);
            String reason = found.reason();
            Image before = reason == null ? imageOfFile.putIfAbsent(found.file(), image) : null;
            if (before != null) {
                reason = "the same file as /images/" + before.index();
                if (!before.labels().equals(image.labels())) {
                    throw wrong(place + ": " + reason + " with other labels; keep one");
                }
            }
            if (reason == null) {
                tagged.add(new TaggedImage(id, new ImageFile(found.file()), image.labels(), id));
            } else {
                String location = lookup.location(id);
                quarantine.add(new QuarantinedImage(id, location, place + ": " + reason));
            }
        }
        if (strays > 0) {
            notes.add("annotations of images that are not listed, left out: " + strays);
        }
        tagged.sort(Comparator.comparing(TaggedImage::id, NaturalOrder.INSTANCE));
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        return new Corpus(name, new LabelSet(List.copyOf(names)), tagged, quarantine, notes);
    }
}
