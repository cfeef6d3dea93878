package org.tagzoo.datasets.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.check.Check;

class CheckedJsonTest {

    enum Fill {
        BLACK,
        @JsonProperty("mean")
        MEAN
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Step.class, name = "step"),
        @JsonSubTypes.Type(value = Constant.class, name = "constant")
    })
    interface Schedule {}

    record Step(int every) implements Schedule {}

    record Constant() implements Schedule {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    @JsonSubTypes(@JsonSubTypes.Type(value = Flip.class, name = "flip"))
    interface Transform {}

    record Flip(double probability) implements Transform {
        Flip {
            Check.within("probability", probability, 0, 1);
        }
    }

    record Row(
            @JsonProperty(required = true) String name,
            int size,
            boolean whole,
            List<String> labels,
            Map<String, Double> rates,
            Fill fill,
            Schedule schedule,
            List<Transform> transforms) {
        Row {
            labels = List.copyOf(labels);
        }
    }

    record Table(List<Row> rows) {}

    private static final String ROW = "{\"name\": \"a\", \"size\": 3, \"whole\": true, %s}";
    private static final String SOUND = ROW.formatted("\"labels\": [\"sky\"]");

    @TempDir Path folder;

    private static Row row(String json) throws IOException {
        return CheckedJson.JSON.parse(json.getBytes(StandardCharsets.UTF_8), "x.json", Row.class);
    }

    private static String refusal(String json) {
        String message = assertThrows(IOException.class, () -> row(json)).getMessage();
        assertTrue(message.startsWith("x.json: "), message);
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.length() < 400, message);
        return message.substring("x.json: ".length());
    }

    @Test
    void whatMayBeMissingIsNull() throws IOException {
        Row row = row(SOUND);
        assertEquals(new Row("a", 3, true, List.of("sky"), null, null, null, null), row);
        assertNull(row(SOUND.replace("}", ", \"fill\": null}")).fill());
    }

    @Test
    void whatIsWrittenReadsTheSame() throws IOException {
        Row row =
                new Row(
                        "a",
                        3,
                        false,
                        List.of("sky", ""),
                        Map.of("head", 0.1),
                        Fill.MEAN,
                        new Step(2),
                        List.of());
        assertEquals(row, row(CheckedJson.line(row)));
        String text = CheckedJson.indented(row);
        assertTrue(text.startsWith("{\n  \"name\" : \"a\",\n"), text);
        assertTrue(text.endsWith("\n}\n"), text);
        assertEquals(row, row(text));
        assertEquals("{\"b\":1}", CheckedJson.line(CheckedJson.object().put("b", 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\": \"a\", | `` | 'name' must be a text, but is missing",
                "\"name\": \"a\" | \"name\": 3 | 'name' must be a text, but is 3",
                "\"name\": \"a\" | \"name\": true | 'name' must be a text, but is true",
                "\"name\": \"a\" | \"name\": [] | 'name' must be a text, but is a list",
                "\"size\": 3, | `` | 'size' must be a whole number, but is missing",
                "\"size\": 3 | \"size\": null | 'size' must be a whole number, but is null",
                "\"size\": 3 | \"size\": \"3\" | 'size' must be a whole number, but is \"3\"",
                "\"size\": 3 | \"size\": \"\" | 'size' must be a whole number, but is \"\"",
                "\"size\": 3 | \"size\": 3.0 | 'size' must be a whole number, but is 3.0",
                "\"size\": 3 | \"size\": true | 'size' must be a whole number, but is true",
                "\"size\": 3 | \"size\": 99999999999 | 'size' must be a whole number, but is"
                        + " 99999999999",
                "\"size\": 3 | \"size\": 99999999999999999999 | 'size' must be a whole number, but"
                        + " is 99999999999999999999",
                "\"size\": 3 | \"size\": {} | 'size' must be a whole number, but is an object",
                "\"size\": 3 | \"size\": 3, \"size\": 4 | line 1 is not JSON: Duplicate field"
                        + " 'size'",
                "\"size\": 3 | \"size\": NaN | line 1 is not JSON",
                "\"size\" | \"Size\": 2, \"size\" | 'Size' is unknown, did you mean 'size'? Known"
                        + " are fill, labels",
                "true | 1 | 'whole' must be true or false, but is 1",
                "true | \"true\" | 'whole' must be true or false, but is \"true\"",
                "[\"sky\"] | null | one of these is missing: 'labels', 'rates', 'fill', 'schedule'",
                "[\"sky\"] | \"sky\" | 'labels' must be a list, but is \"sky\"",
                "[\"sky\"] | [\"sky\", 3] | 'labels[1]' must be a text, but is 3",
                "[\"sky\"] | [\"sky\", null] | 'labels[1]' must not be null",
                "} | , \"rates\": {\"head\": 1e999}} | 'rates.head' must be a number, but is ",
                "} | , \"rates\": {\"head\": \"1\"}} | 'rates.head' must be a number, but is \"1\"",
                "} | , \"rates\": {\"head\": null}} | 'rates.head' must not be null",
                "} | , \"fill\": \"white\"} | 'fill' must be one of BLACK, mean, but is \"white\"",
                "} | , \"fill\": 1} | 'fill' must be one of BLACK, mean, but is 1",
                "} | , \"fill\": \"\"} | 'fill' must be one of BLACK, mean, but is \"\"",
                "} | , \"schedule\": {\"kind\": \"stepp\"}} | 'schedule.kind' must be one of step,"
                        + " constant, but is \"stepp\", did you mean 'step'?",
                "} | , \"schedule\": {}} | 'schedule.kind' must be one of step, constant, but is"
                        + " missing",
                "} | , \"schedule\": 3} | 'schedule' must be an object, but is 3",
                "} | , \"schedule\": \"\"} | 'schedule' must be an object, but is \"\"",
                "} | , \"schedule\": {\"kind\": \"step\", \"every\": -0.5}} | 'schedule.every' must"
                        + " be a whole number, but is -0.5",
                "} | , \"transforms\": [{\"flip\": {\"probability\": 2}}]} | 'transforms[0].flip':"
                        + " probability must be 0 to 1, but is 2",
                "} | , \"transforms\": [{\"flip\": {\"probability\": []}}]} |"
                        + " 'transforms[0].flip.probability' must be a number, but is a list",
                "} | , \"transforms\": [{\"flip\": {}}]} | 'transforms[0].flip.probability' must be"
                        + " a number, but is missing",
                "} | , \"transforms\": [3]} | 'transforms[0]' must be an object, but is 3",
                "} | , \"transforms\": [{}]} | 'transforms[0]' must be",
                "} | , \"transforms\": [{\"flip\": {\"probability\": 1}, \"flop\": 1}]} |"
                        + " 'transforms[0]'",
                "} | , \"transforms\": [{\"flop\": {}}]} | 'transforms[0]' must be one of"
                        + " flip, but is 'flop', did you mean 'flip'?",
            })
    void saysInOneLineWhatIsWrong(String part, String other, String message) {
        assertTrue(SOUND.contains(part));
        String refusal = refusal(SOUND.replace(part, other));
        assertTrue(refusal.startsWith(message), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "3", "[]", "null", "\"a\"", "\"\"", "{", "{} {}", "\0", "{}x"})
    void whatIsNoObjectIsRefused(String json) {
        refusal(json);
    }

    @Test
    void aWholeTableSaysInWhichRow() throws IOException {
        byte[] table = "{\"rows\": [%s, {}]}".formatted(SOUND).getBytes(StandardCharsets.UTF_8);
        IOException refusal =
                assertThrows(
                        IOException.class,
                        () -> CheckedJson.JSON.parse(table, "table.json", Table.class));
        assertEquals(
                "table.json: 'rows[1].name' must be a text, but is missing", refusal.getMessage());
    }

    @Test
    void membersOfLaterWritersMayBePassedOver() throws IOException {
        byte[] later = SOUND.replace("}", ", \"later\": 1}").getBytes(StandardCharsets.UTF_8);
        CheckedJson lenient = CheckedJson.JSON.ignoringUnknown();
        assertEquals(row(SOUND), lenient.parse(later, "x.json", Row.class));
    }

    /** What is not a number or a truth value must be there all the same. */
    @Test
    void numbersOfEarlierWritersMayBeMissing() throws IOException {
        record Numbers(int count, double share, boolean whole) {}
        CheckedJson lenient = CheckedJson.JSON.allowingMissing();
        byte[] earlier = "{\"count\": 2}".getBytes(StandardCharsets.UTF_8);
        assertEquals(new Numbers(2, 0, false), lenient.parse(earlier, "x.json", Numbers.class));
        assertThrows(
                IOException.class, () -> CheckedJson.JSON.parse(earlier, "x.json", Numbers.class));
    }

    @Test
    void sizeAndDepthAreBounded() throws IOException {
        refusal("{\"a\": ".repeat(100_000));
        refusal("[".repeat(1_000_000));
        byte[] sound = SOUND.getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("x.json"), sound);
        assertEquals(row(SOUND), CheckedJson.JSON.ofAtMost(sound.length).read(file, Row.class));
        IOException refusal =
                assertThrows(
                        IOException.class,
                        () -> CheckedJson.JSON.ofAtMost(sound.length - 1).read(file, Row.class));
        assertEquals(
                file + " has more than " + (sound.length - 1) + " bytes", refusal.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none.json");
        IOException refusal =
                assertThrows(
                        NoSuchFileException.class, () -> CheckedJson.JSON.read(file, Row.class));
        assertEquals(file + ": there is no such file", refusal.getMessage());
    }

    @Test
    void hostileNamesStayShortAndOnOneLine() {
        String name = "n\\n".repeat(5_000);
        String refusal = refusal(SOUND.replace("}", ", \"%s\": 1}".formatted(name)));
        assertTrue(refusal.contains("n n n"), refusal);
        refusal(SOUND.replace("true", "\"" + name + "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "size: 3 | size: three | 'size' must be a whole number, but is \"three\"",
                "size: 3 | size: .nan | line 2 is not YAML",
                "size: 3 | size: '3' | 'size' must be a whole number, but is \"3\"",
                "size: 3 | size: [3 | is not YAML",
                "size: 3 | size: &a [*a, *a] | 'size' must be a whole number, but is a list",
                "labels: [sky] | labels: [sky]\\n"
                        + "labels: [] | line 5 is not YAML: Duplicate field 'labels'",
            })
    void yamlIsReadTheSameWay(String part, String other, String words) throws IOException {
        String yaml = "name: a\nsize: 3\nwhole: true\nlabels: [sky]\n";
        Path file = Files.writeString(folder.resolve("x.yaml"), yaml);
        assertEquals(row(SOUND), CheckedJson.YAML.read(file, Row.class));
        Files.writeString(file, yaml.replace(part, other.replace("\\n", "\n")));
        IOException refusal =
                assertThrows(IOException.class, () -> CheckedJson.YAML.read(file, Row.class));
        assertTrue(refusal.getMessage().startsWith(file + ": "), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    /** Any damage gives one line, or a record as good as any. */
    @Test
    void damageIsRefusedInOneLine() {
        long seed = 11;
        Random random = new Random(seed);
        byte[] sound = SOUND.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = sound.clone();
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                CheckedJson.JSON.parse(damaged, "x.json", Row.class);
            } catch (IOException e) {
                assertFalse(e.getMessage().contains("\n"), "seed " + seed + ": " + e.getMessage());
                assertTrue(e.getMessage().startsWith("x.json: "), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 1_000, String.format(Locale.ROOT, "seed %d: %d", seed, refused));
    }
}
