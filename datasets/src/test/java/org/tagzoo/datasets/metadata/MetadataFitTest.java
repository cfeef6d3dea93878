package org.tagzoo.datasets.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.json.CheckedJson;

class MetadataFitTest {

    /** {@code make_metadata.py}: only the first 400 images are fitted to. */
    @Test
    void numbersAreScikitLearns() throws IOException {
        JsonNode golden = new ObjectMapper().readTree(getClass().getResource("metadata.json"));
        List<String> columns = new ArrayList<>();
        golden.get("columns").forEach(name -> columns.add(name.asText()));
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode row : golden.get("rows")) {
            Map<String, String> fields = new HashMap<>(Map.of("id", "no column of these"));
            for (int c = 0; c < columns.size(); c++) {
                fields.put(columns.get(c), row.get(c).asText());
            }
            rows.add(fields);
        }
        MetadataFit fit = new MetadataFit(columns, Set.of("number"), false);
        MetadataEncoder fitted =
                fit.to(
                        rows.subList(0, golden.get("train").asInt()),
                        note -> assertEquals("", note));
        // As a network's file has it.
        MetadataEncoder encoder =
                CheckedJson.JSON.parse(
                        CheckedJson.indented(fitted).getBytes(StandardCharsets.UTF_8),
                        "metadata",
                        MetadataEncoder.class);
        assertEquals(fitted, encoder);
        for (int n = 0; n < rows.size(); n++) {
            JsonNode wanted = golden.get("encoded").get(n);
            float[] expected = new float[wanted.size()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (float) wanted.get(i).asDouble();
            }
            assertArrayEquals(expected, encoder.encode(rows.get(n)), 1e-6f, rows.get(n).toString());
        }
    }

    private static List<Map<String, String>> images(String column, String... values) {
        return List.of(values).stream().map(value -> Map.of(column, value)).toList();
    }

    private static String refusal(MetadataFit fit, List<Map<String, String>> images) {
        return assertThrows(IllegalArgumentException.class, () -> fit.to(images, note -> {}))
                .getMessage();
    }

    @Test
    void whatTellsNothingIsLeftOutInWords() {
        List<Map<String, String>> images =
                List.of(
                        Map.of("width", "64", "boat", "a"),
                        Map.of("width", "64", "boat", "a"),
                        Map.of("width", "64", "boat", "b"),
                        Map.of("width", "64", "boat", "b"));
        List<String> notes = new ArrayList<>();
        MetadataEncoder encoder =
                new MetadataFit(List.of("image-size", "boat"), Set.of(), true)
                        .to(images, notes::add);
        assertEquals(List.of("boat"), encoder.fields());
        assertEquals(4, notes.size());
        assertTrue(notes.get(0).contains("'width' is left out"), notes.get(0));
        String refusal = refusal(new MetadataFit(List.of("width"), Set.of(), true), images);
        assertTrue(refusal.contains("a column of numbers that differ"), refusal);
    }

    /** One image of 400 is no reason for a number that is always 0 else, nor are all but one. */
    @Test
    void whatOneImageHasGetsNoNumber() {
        List<Map<String, String>> images = new ArrayList<>();
        for (int n = 0; n < 399; n++) {
            images.add(Map.of("boat", n % 2 == 0 ? "a" : "b"));
        }
        images.add(Map.of("boat", "c"));
        MetadataEncoder encoder =
                new MetadataFit(List.of("boat"), Set.of(), false).to(images, note -> {});
        assertArrayEquals(new float[] {0, 1}, encoder.encode(Map.of("boat", " b ")));
        assertArrayEquals(new float[] {0, 0}, encoder.encode(Map.of("boat", "c")));
        assertArrayEquals(new float[] {0, 0}, encoder.encode(Map.of()));
    }

    @Test
    void mistakesAreNamed() {
        MetadataFit year = new MetadataFit(List.of("year"), Set.of(), true);
        String unknown = refusal(year, images("yaer", "1", "2"));
        assertTrue(unknown.contains("yaer") && unknown.contains("year"), unknown);
        MetadataEncoder encoder = year.to(images("year", "1", "2.5", "-3e1"), note -> {});
        for (Map<String, String> wrong :
                List.of(Map.<String, String>of(), Map.of("year", " "), Map.of("year", "0x1"))) {
            String refused =
                    assertThrows(IllegalArgumentException.class, () -> encoder.encode(wrong))
                            .getMessage();
            assertTrue(refused.startsWith("year must be "), refused);
        }
    }

    /** In float32, a network would give NaN for these. */
    @Test
    void numbersFarOffAllThatTrainingSawAreRefused() {
        MetadataColumn year = new MetadataColumn.Numeric("year", 1990, 8, true);
        for (String far : List.of("1e99", "-1e32", "9".repeat(300) + "e99")) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> year.encode(far, new float[2], 0))
                            .getMessage();
            assertTrue(
                    message.startsWith(
                            "year must be within 1e+30 standard deviations of 1990.0, the mean of the training images, but is "),
                    message);
        }
        float[] numbers = new float[2];
        year.encode("8e9", numbers, 0);
        assertArrayEquals(new float[] {1e9f, 0}, numbers, 1000);
    }
}
