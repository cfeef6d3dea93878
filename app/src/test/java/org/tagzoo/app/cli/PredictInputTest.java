package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Odd names, standard input, and readers that go away. */
class PredictInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private static ImagesToTag given;

    @BeforeAll
    static void make() throws IOException {
        given = ImagesToTag.make(folder);
    }

    /**
     * Paths of files that the shell can write and CSV, JSON and tables stumble over; and a pipe,
     * which is no file.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void namesOfAllKinds() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("odd"));
        Path image = given.images().resolve("9.png");
        List<String> names = List.of("a\nb.png", "c,\"d\".png", "e\r\u001b[2J\u202e.png", "=f.png");
        for (String name : names) {
            Files.copy(image, odd.resolve(name));
        }
        String script = "cp '%s' \"$(printf 'g\\377.png')\"; ln -s . loop; mkfifo h.png";
        Process shell =
                new ProcessBuilder("sh", "-c", script.formatted(image))
                        .directory(odd.toFile())
                        .inheritIO()
                        .start();
        assertTrue(shell.waitFor(20, TimeUnit.SECONDS) && shell.exitValue() == 0);
        Set<String> expected = new TreeSet<>(names);
        expected.add("g\ufffd.png");
        Set<String> found = new TreeSet<>();
        for (CSVRecord row : ImagesToTag.csv(given.predict(odd, "--csv").out())) {
            assertEquals(6, row.size());
            found.add(row.get(0).replace(odd + "/", ""));
        }
        assertTrue(found.remove("image"));
        assertEquals(expected, found);
        found.clear();
        for (JsonNode line : ImagesToTag.json(given.predict(odd, "--json").out())) {
            String name = line.get("image").textValue().replace(odd + "/", "");
            assertFalse(line.has("error"), name);
            found.add(name);
        }
        assertEquals(expected, found);
        String table = given.predict(odd).out();
        assertTrue(table.chars().noneMatch(c -> c != '\n' && c != 0x202e && c < ' '));
        assertFalse(table.contains("\u202e"));
    }

    private static Result withInput(byte[] input, Object... more) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return given.predict(more);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void standardInputIsAnImageOrPaths() throws IOException {
        Path file = given.images().resolve("9.png");
        String expected = given.predict(file, "--csv").out();
        Result piped = withInput(Files.readAllBytes(file), "-", "--csv");
        assertEquals(0, piped.exitCode(), piped.err());
        assertEquals(expected.replace(file.toString(), "-"), piped.out());
        byte[] paths = (file + "\n" + file + "\n").getBytes(StandardCharsets.UTF_8);
        Result listed = withInput(paths, "-", "--csv");
        assertEquals(0, listed.exitCode(), listed.err());
        assertEquals(
                List.of("image", file.toString(), file.toString()),
                ImagesToTag.csv(listed.out()).stream().map(row -> row.get(0)).toList());
        Result nothing = withInput(new byte[0], "-");
        assertEquals(1, nothing.exitCode());
        assertEquals("tagzoo: -: standard input is empty\n", nothing.err());
    }

    /** As with {@code | head -1}: no word, no failure, and no work on the images that are left. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aReaderThatGoesAwayEndsItQuietly() throws Exception {
        Path file = given.images().resolve("9.png");
        Path list = folder.resolve("list.txt");
        Files.write(list, Collections.nCopies(1_000_000, file.toString()));
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.tagzoo.app.cli.TagZoo",
                        "predict",
                        given.export().toString(),
                        "-",
                        "--json");
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(words)
                        .redirectInput(list.toFile())
                        .redirectError(err.toFile())
                        .start();
        try (var out = process.inputReader()) {
            assertEquals(file.toString(), JSON.readTree(out.readLine()).get("image").textValue());
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String said = Files.readString(err);
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.lines().allMatch(line -> line.matches("tagging: [\\d,]+ images.*")), said);
        assertFalse(said.contains(" in "), said);
    }
}
