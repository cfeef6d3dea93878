package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/server.md names jars to put beside those of DJL Serving; more must not be needed. */
class ServingJarsTest {

    private static final Path EXPORT = Path.of("src/test/resources/org/tagzoo/zoo/export/format1");

    /** DJL with its engine and what the two declare, which Serving has. */
    private static final Pattern DJL =
            Pattern.compile(
                    "(api|pytorch-(engine|jni|native-[a-z0-9]+)|gson|jna|slf4j-api|commons-(compress|codec|io|lang3))-\\d.*\\.jar");

    @TempDir Path scratch;

    private static List<String> namedInThePage() throws IOException {
        Matcher line =
                Pattern.compile("cp app/target/lib/\\{([a-z,]+)}\\*\\.jar \\S*djl-serving")
                        .matcher(Files.readString(Path.of("..", "docs", "server.md")));
        assertTrue(line.find(), "docs/server.md has no line that copies jars for DJL Serving");
        return List.of(line.group(1).split(","));
    }

    private static String classes(Class<?> one) throws URISyntaxException {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    private static String classPath() throws Exception {
        List<String> parts = new ArrayList<>();
        List<String> missing = new ArrayList<>(namedInThePage());
        // TagZoo's own, which are folders in its build.
        assertTrue(missing.remove("zoo") && missing.remove("datasets"));
        parts.add(classes(Tags.class));
        parts.add(classes(org.tagzoo.datasets.label.LabelSet.class));
        List<String> named = List.copyOf(missing);
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(part).getFileName().toString();
            if (!name.endsWith(".jar")) {
                continue;
            }
            if (DJL.matcher(name).matches()) {
                parts.add(part);
            }
            for (String wanted : named) {
                if (name.startsWith(wanted)) {
                    parts.add(part);
                    missing.remove(wanted);
                }
            }
        }
        assertEquals(List.of(), missing, "named in docs/server.md, but no jar of the build");
        parts.add(classes(PredictAsServing.class));
        return String.join(File.pathSeparator, parts);
    }

    @Test
    void theJarsThatThePageNamesAreEnough() throws Exception {
        Path image = EXPORT.resolve("photo.jpg");
        Path out = scratch.resolve("out.txt");
        Path err = scratch.resolve("err.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                PredictAsServing.class.getName(),
                                EXPORT.toString(),
                                image.toString())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "no end after two minutes");
        String said = Files.readString(err);
        assertEquals(0, process.exitValue(), said);
        assertFalse(said.contains("NoClassDefFoundError"), said);
        JsonObject scores =
                JsonParser.parseString(Files.readString(EXPORT.resolve("expected.json")))
                        .getAsJsonObject()
                        .getAsJsonObject("photo.jpg");
        assertNotNull(scores);
        JsonArray tags =
                JsonParser.parseString(Files.readString(out, StandardCharsets.UTF_8))
                        .getAsJsonObject()
                        .getAsJsonArray("tags");
        assertEquals(scores.size(), tags.size());
        for (JsonElement each : tags) {
            JsonObject tag = each.getAsJsonObject();
            assertEquals(
                    scores.get(tag.get("label").getAsString()).getAsDouble(),
                    tag.get("score").getAsDouble(),
                    1e-5);
        }
    }
}
