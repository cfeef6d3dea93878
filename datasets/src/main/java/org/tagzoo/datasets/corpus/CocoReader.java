package org.tagzoo.datasets.corpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.IoReason;
import org.tagzoo.datasets.label.LabelSet;

/**
 * COCO's file of instances: an image's labels are the categories with at least one annotation on
 * it, crowds too; no annotation, no labels. All but ids, names and boxes is skipped unbuilt. The
 * labels are in the order of {@code categories}, the ids are the file names of {@code images}. Of a
 * folder, {@code _annotations.coco.json} is read, or those of the folders of its parts.
 *
 * <p>{@link ImageColumn} says where the images are looked for, {@link ListedImages} what is left
 * out.
 */
final class CocoReader {

    /** Images, categories and labels of images that are kept at most, together. */
    private static final int MAX_KEPT = 20_000_000;

    /** What the file is called where each part has its own. */
    static final String IN_FOLDERS = "_annotations.coco.json";

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(4096).build();
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    // Python writes NaN for areas that are not known.
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private final Path file;
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, Integer> categories = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final List<String> labels = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final BoxCount boxes = new BoxCount(false);
    private int kept;
    private int strays;

    private CocoReader(Path file) {
        this.file = file;
    }

    /** Its sides are infinite where the file does not tell them. */
    private record Image(
            int index,
            String name,
            double width,
            double height,
            SortedSet<Integer> labels,
            List<Box> boxes) {}

    /** Reads the object that the parser has come to, to its end. */
    private interface EntryReader {
        void read(JsonParser json) throws IOException;
    }

    static Corpus read(String name, Path file, CorpusOptions options) {
        if (Files.isDirectory(file)) {
            return PartFolders.read(name, file, IN_FOLDERS, options, CocoReader::read);
        }
        CocoReader coco = new CocoReader(file);
        // Categories mostly stand last, so annotations wait for a second pass.
        coco.pass(Map.of("images", coco::image, "categories", coco::category));
        coco.pass(Map.of("annotations", coco::annotation));
        return coco.corpus(name, options);
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
        List<String> fields = fields(json, 2, "id", "file_name", "width", "height");
        Image image =
                new Image(
                        images.size(),
                        fields.get(1),
                        side(fields.get(2)),
                        side(fields.get(3)),
                        new TreeSet<>(),
                        new ArrayList<>());
        Image before = images.putIfAbsent(fields.get(0), image);
        require(before == null, json, "another image has the id %s", fields.get(0));
        kept++;
    }

    private void category(JsonParser json) throws IOException {
        List<String> fields = fields(json, 2, "id", "name");
        Integer before = categories.putIfAbsent(fields.get(0), categories.size());
        require(before == null, json, "another category has the id %s", fields.get(0));
        labels.add(fields.get(1).strip());
        boolean first = names.add(fields.get(1).strip());
        require(first, json, "another category is named '%s'", fields.get(1));
        kept++;
    }

    private void annotation(JsonParser json) throws IOException {
        List<String> fields = fields(json, 2, "image_id", "category_id", "bbox", "iscrowd");
        Integer category = categories.get(fields.get(1));
        require(category != null, json, "no category has the id %s", fields.get(1));
        Image image = images.get(fields.get(0));
        if (image == null) {
            strays++;
            return;
        }
        image.labels().add(category);
        kept++;
        if (fields.get(2) == null) {
            boxes.addWithout();
            return;
        }
        double[] box =
                Arrays.stream(fields.get(2).split(" ")).mapToDouble(Double::parseDouble).toArray();
        boolean crowd = List.of("1", "1.0", "true").contains(String.valueOf(fields.get(3)));
        Box whole = new Box(labels.get(category), box[0], box[1], box[2], box[3], false, crowd);
        List<Box> inside = new ArrayList<>();
        boxes.add(whole, image.width(), image.height(), inside);
        inside.forEach(each -> image.boxes().add(each.inShares(image.width(), image.height())));
    }

    private static double side(String pixels) {
        return pixels == null ? Double.POSITIVE_INFINITY : Double.parseDouble(pixels);
    }

    /**
     * Returns fields of an object: names, sides, boxes and flags where they are called so, else
     * whole numbers. A side or box that makes no sense is as one that is not there.
     *
     * @param needed how many of them must be there; {@code null} for others
     */
    private List<String> fields(JsonParser json, int needed, String... wanted) throws IOException {
        String[] found = new String[wanted.length];
        while (json.nextToken() != JsonToken.END_OBJECT) {
            int i = Arrays.asList(wanted).indexOf(json.currentName());
            JsonToken type = json.nextToken();
            if (i < 0) {
                json.skipChildren();
                continue;
            }
            require(found[i] == null, json, "the field stands there twice");
            if (i >= needed && type == JsonToken.VALUE_NULL) {
                continue;
            }
            if (wanted[i].equals("bbox")) {
                found[i] = CocoValues.box(json);
                continue;
            }
            if (List.of("width", "height").contains(wanted[i])) {
                found[i] = CocoValues.side(json.getText());
                json.skipChildren();
                continue;
            }
            found[i] = json.getText();
            if (wanted[i].equals("iscrowd")) {
                json.skipChildren();
                continue;
            }
            if (wanted[i].endsWith("name")) {
                boolean text = type == JsonToken.VALUE_STRING && !found[i].isBlank();
                require(text, json, "a name is needed, not '%s'", found[i]);
            } else {
                boolean id = type == JsonToken.VALUE_NUMBER_INT && ID.matcher(found[i]).matches();
                require(id, json, "a whole number from 0 is needed, not '%s'", found[i]);
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            require(i >= needed || found[i] != null, json, "'%s' is missing", wanted[i]);
        }
        return Arrays.asList(found);
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

    private Corpus corpus(String name, CorpusOptions options) {
        List<CsvTable.Row> rows = new ArrayList<>();
        images.values().forEach(i -> rows.add(new CsvTable.Row(file, 1, List.of(i.name()))));
        if (rows.isEmpty()) {
            throw wrong("its list of images is empty");
        }
        CsvTable table = new CsvTable(file, ',', List.of("file_name"), rows);
        ImageLookup lookup = ImageColumn.find(table, options, notes).images();
        List<ListedImages.Entry> entries = new ArrayList<>();
        for (Image image : images.values()) {
            String at = "/images/" + image.index();
            entries.add(
                    new ListedImages.Entry(
                            image.name(),
                            at,
                            file + ": " + at,
                            image.labels(),
                            new TreeSet<>(),
                            Optional.empty(),
                            image.boxes(),
                            Map.of()));
        }
        if (strays > 0) {
            notes.add("annotations of images that are not listed, left out: " + strays);
        }
        notes.addAll(boxes.notes());
        return new ListedImages(file, new LabelSet(labels), lookup, options.joinSame())
                .read(name, entries, notes);
    }
}
