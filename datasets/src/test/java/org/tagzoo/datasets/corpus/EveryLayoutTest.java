package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.corpus.CorpusOptions.ClassFolder;
import org.tagzoo.datasets.corpus.CorpusOptions.Meaning;

/** A corpus drawn at random, written in every layout, is read back: labels, masks and parts. */
class EveryLayoutTest {

    private static final int ROUNDS = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names as people give them; those of folders and files have no signs that paths have. */
    private static final List<String> NAMES =
            List.of(
                    "cat",
                    "dog",
                    "no",
                    "007",
                    "Zebra",
                    "große Katze",
                    "l'été",
                    "yes",
                    "1.5",
                    "a&b");

    private static final List<String> ODD =
            List.of("x, y", "say \"hi\"", "it's", "[in]", "a|b", "a;b", "{}", "back\\slash", "日本");

    @TempDir Path temporary;

    private static String found(Corpus corpus) {
        SortedMap<Integer, String> lines = new TreeMap<>();
        for (TaggedImage image : corpus.images()) {
            String stem = image.id().replaceAll(".*/", "").replaceAll("\\.[a-z]+$", "");
            List<String> names = corpus.labels().names();
            TreeSet<String> labels =
                    new TreeSet<>(image.labels().stream().map(names::get).toList());
            TreeSet<String> unknown =
                    new TreeSet<>(image.unknown().stream().map(names::get).toList());
            int number = Integer.parseInt(stem.replace("im", ""));
            lines.put(number, number + "" + labels + unknown + image.part().orElse(""));
        }
        return lines.values().stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static Corpus read(String name, CorpusOptions options) {
        return Corpora.read(name, options.withMinimumSupport(1));
    }

    private static CorpusOptions none() {
        return CorpusOptions.DEFAULT;
    }

    private static void image(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        Files.write(file, name); // no image, but a content of its own: only names are read here
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"json", "python", "flags", "rows", "bars", "semicolons", "jsonl", "coco"})
    void filesThatNameImages(String form) throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            boolean plain = List.of("bars", "rows", "semicolons").contains(form);
            List<String> pool = new ArrayList<>(NAMES);
            if (!plain) {
                pool.addAll(ODD);
            }
            DrawnLabels drawn = DrawnLabels.of(seed, false, pool);
            Path folder = temporary.resolve(form + seed);
            for (int i : drawn.labels().keySet()) {
                image(folder.resolve("images/" + i + ".jpg"));
            }
            boolean flags = form.equals("flags");
            boolean coco = form.equals("coco");
            CorpusOptions options = none().withJoinSame(form.equals("rows"));
            if (flags) {
                options = options.withBlank(Meaning.UNKNOWN).withUncertain(Meaning.UNKNOWN);
            }
            String text = coco ? coco(drawn) : lines(drawn, form);
            String file = coco ? "c.json" : form.equals("jsonl") ? "m.jsonl" : "t.csv";
            String layout = coco ? "coco:" : form.equals("jsonl") ? "jsonl:" : "csv:";
            Path written = Files.writeString(folder.resolve(file), text);
            assertEquals(
                    drawn.expected(flags, !coco),
                    found(read(layout + written, options)),
                    form + ", seed " + seed + "\n" + text);
        }
    }

    private static String lines(DrawnLabels drawn, String form) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean flags = form.equals("flags");
        String columns =
                flags
                        ? drawn.names().stream()
                                .map(EveryLayoutTest::quoted)
                                .collect(Collectors.joining(","))
                        : "labels";
        if (!form.equals("jsonl")) {
            lines.add("split," + columns + ",file");
        }
        for (int i : drawn.labels().keySet()) {
            TreeSet<String> labels = drawn.labels().get(i);
            String part = drawn.parts().get(i);
            String id = drawn.random().nextBoolean() || form.equals("jsonl") ? i + ".jpg" : "" + i;
            switch (form) {
                case "jsonl" ->
                        lines.add(
                                JSON.writeValueAsString(
                                        Map.of("file_name", id, "labels", labels, "split", part)));
                case "rows" ->
                        labels.forEach(label -> lines.add(part + "," + quoted(label) + "," + id));
                case "flags" ->
                        lines.add(
                                part
                                        + ","
                                        + drawn.names().stream()
                                                .map(name -> flag(drawn, i, name))
                                                .collect(Collectors.joining(","))
                                        + ","
                                        + id);
                default -> lines.add(part + "," + quoted(list(labels, form)) + "," + id);
            }
        }
        return String.join(drawn.random().nextBoolean() ? "\n" : "\r\n", lines) + "\n";
    }

    private static String flag(DrawnLabels drawn, int i, String name) {
        if (drawn.unknown().get(i).contains(name)) {
            return drawn.random().nextBoolean() ? "-1" : "";
        }
        boolean has = drawn.labels().get(i).contains(name);
        return drawn.random().nextBoolean() ? (has ? "1" : "0") : has ? "1.0" : "0.0";
    }

    private static String list(Set<String> labels, String form) throws IOException {
        return switch (form) {
            case "json" -> JSON.writeValueAsString(labels);
            case "python" ->
                    labels.stream()
                            .map(l -> "'" + l.replace("\\", "\\\\").replace("'", "\\'") + "'")
                            .collect(Collectors.joining(", ", "{", "}"));
            case "bars" -> String.join("|", labels);
            default -> String.join("; ", labels);
        };
    }

    private static String coco(DrawnLabels drawn) {
        ObjectNode root = JSON.createObjectNode();
        for (int label = 0; label < drawn.names().size(); label++) {
            root.withArray("categories")
                    .addObject()
                    .put("id", label + 5)
                    .put("name", drawn.names().get(label));
        }
        drawn.labels()
                .forEach(
                        (i, labels) -> {
                            root.withArray("images")
                                    .addObject()
                                    .put("file_name", i + ".jpg")
                                    .put("id", i);
                            for (String label : labels) {
                                root.withArray("annotations")
                                        .addObject()
                                        .put("image_id", i)
                                        .put("category_id", drawn.names().indexOf(label) + 5);
                            }
                        });
        return root.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "part/class",
                "class/part",
                "part/domain/class",
                "part/class/domain",
                "wrapped/part/class"
            })
    void folders(String form) throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            DrawnLabels drawn = DrawnLabels.of(seed, true, NAMES);
            Path folder = temporary.resolve(form.replace('/', '-') + seed);
            for (int i : drawn.labels().keySet()) {
                String path =
                        form.replace("part", drawn.parts().get(i))
                                .replace("class", drawn.labels().get(i).first())
                                .replace("domain", i % 2 == 0 ? "photo" : "sketch");
                image(folder.resolve(path + "/" + i + ".jpg"));
            }
            CorpusOptions options =
                    none().withClassFolder(
                                    form.endsWith("domain") ? ClassFolder.FIRST : ClassFolder.LAST);
            String expected = drawn.expected(false, true);
            assertEquals(
                    expected, found(read("folders:" + folder, options)), form + ", seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PART/images", "images/PART"})
    void yolo(String form) throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            DrawnLabels drawn = DrawnLabels.of(seed, false, NAMES);
            Path folder = temporary.resolve(form.charAt(0) + "" + seed);
            StringBuilder yaml = new StringBuilder("names:\n");
            drawn.names().forEach(name -> yaml.append("- ").append(name).append('\n'));
            for (int i : drawn.labels().keySet()) {
                String part = drawn.parts().get(i).replace("validation", "val");
                Path file = folder.resolve(form.replace("PART", part) + "/" + i + ".jpg");
                image(file);
                String boxes =
                        drawn.labels().get(i).stream()
                                .map(label -> drawn.names().indexOf(label) + " .5 .5 .1 .1\n")
                                .collect(Collectors.joining());
                TinyImages.text(
                        folder,
                        form.replace("PART", part).replace("images", "labels") + "/" + i + ".txt",
                        boxes);
            }
            TinyImages.text(folder, "data.yaml", yaml.toString());
            assertEquals(
                    drawn.expected(false, true),
                    found(read("yolo:" + folder, none())),
                    "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void mirflickr(int seed) throws IOException {
        DrawnLabels drawn = DrawnLabels.of(seed, false, NAMES);
        for (int i : drawn.labels().keySet()) {
            image(temporary.resolve("images/im" + i + ".jpg"));
        }
        for (String name : drawn.names()) {
            String numbers =
                    drawn.labels().entrySet().stream()
                            .filter(entry -> entry.getValue().contains(name))
                            .map(entry -> entry.getKey() + "\n")
                            .collect(Collectors.joining());
            TinyImages.text(temporary, "annotations/" + name + ".txt", numbers);
        }
        assertEquals(drawn.expected(false, false), found(read("mirflickr:" + temporary, none())));
    }
}
