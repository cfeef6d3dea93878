package org.tagzoo.datasets.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenYamlTest {

    private record Settings(
            List<String> names, boolean first, boolean second, double rate, int n) {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Settings read(String names, String yes, String no, String rate, String n)
            throws IOException {
        String yaml = "names: [%s]\nfirst: %s\nsecond: %s\nrate: %s\nn: %s\n";
        return CheckedJson.YAML.parse(
                bytes(yaml.formatted(names, yes, no, rate, n)), "s.yaml", Settings.class);
    }

    @Test
    void namesStayWhatWasWritten() throws IOException {
        List<String> names =
                List.of(
                        "no", "yes", "007", "7", "on", "Off", "0x1F", "1_000", "+5", "0o7",
                        "12:30");
        Settings settings = read(String.join(", ", names), "true", "false", "0.5", "5");
        assertEquals(new Settings(names, true, false, 0.5, 5), settings);
    }

    @Test
    void yesAndNoAreTruthValuesToo() throws IOException {
        Settings settings = read("a", "yes", "off", "1e-3", "12");
        assertEquals(new Settings(List.of("a"), true, false, 0.001, 12), settings);
    }

    @Test
    void whatWouldBeAnotherNumberIsRefused() {
        for (String wrong : List.of("1.10", "true", "[a]")) {
            IOException refusal =
                    assertThrows(IOException.class, () -> read(wrong, "yes", "no", "1", "1"));
            assertTrue(refusal.getMessage().contains("names"), refusal.getMessage());
        }
        assertThrows(IOException.class, () -> read("a", "yes", "no", "1", "012"));
        assertThrows(IOException.class, () -> read("a", "maybe", "no", "1", "1"));
        assertThrows(IOException.class, () -> read("a", "1", "no", "1", "1"));
    }

    @Test
    void everythingCanBeText() throws IOException {
        String written = "1.10, 1e3, true, True, ~, null, .5, -0, 007, no";
        List<String> read = new ArrayList<>();
        JsonNode list = CheckedJson.YAML_TEXTS.tree(bytes("[" + written + "]"), "x");
        list.forEach(node -> read.add(node.textValue()));
        assertEquals(List.of(written.split(", ")), read);
    }
}
