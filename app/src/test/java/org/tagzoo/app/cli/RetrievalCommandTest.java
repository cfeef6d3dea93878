package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retrieval by rows that are trained whole, in part, and only in their head. */
class RetrievalCommandTest {

    @TempDir static Path folder;
    private static OddRun odd;

    @BeforeAll
    static void compare() throws IOException {
        odd = OddRun.make(folder);
    }

    private static JsonNode measured(String row) throws IOException {
        Result result = Result.run("retrieval", odd.run().toString(), "--row", row);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("by chance"), result.out());
        Path page = odd.row(row).resolve("retrieval.html");
        assertTrue(result.out().contains(page.toString()), result.out());
        assertTrue(Files.isRegularFile(page));
        return new ObjectMapper().readTree(odd.row(row).resolve("retrieval.json").toFile());
    }

    /** {@code stage: frozen} of each. */
    private static List<String> stages(JsonNode measured) {
        List<String> stages = new ArrayList<>();
        for (JsonNode stage : measured.get("stages")) {
            boolean isFrozen = stage.get("frozen").asBoolean();
            assertEquals(isFrozen, !stage.get("allImages").isNull());
            double probe = stage.get("probe").get("value").asDouble();
            assertTrue(probe >= 0 && probe <= 1, stage.toString());
            stages.add(stage.get("stage").asText() + ": " + isFrozen);
        }
        return stages;
    }

    /** Expects all stages of the body, and those before one to be frozen. */
    private static List<String> frozenBefore(String first) {
        List<String> stages = new ArrayList<>(List.of("stem"));
        IntStream.rangeClosed(2, 12).forEach(i -> stages.add("features" + i));
        stages.add("classifier");
        int frozen = first.equals("head") ? stages.size() : stages.indexOf(first);
        return IntStream.range(0, stages.size())
                .mapToObj(i -> stages.get(i) + ": " + (i < frozen))
                .toList();
    }

    @Test
    void whatWasNotTrainedIsMeasuredOnAllImagesToo() throws IOException {
        List<String> withHead = new ArrayList<>(frozenBefore("head"));
        withHead.add("head: false");
        assertEquals(withHead, stages(measured("frozen")));
        assertEquals(frozenBefore("features9"), stages(measured("part")));
        JsonNode whole = measured("whole");
        assertTrue(stages(whole).stream().allMatch(stage -> stage.endsWith("false")));
        assertEquals("they share a label", whole.get("relevant").asText());
    }

    @Test
    void aChangedCorpusIsRefused() throws IOException {
        Path image;
        try (var files = Files.walk(folder.resolve("odd"))) {
            image = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        Path away = Files.move(image, folder.resolve("away"));
        try {
            Result result = Result.run("retrieval", odd.run().toString());
            assertEquals(1, result.exitCode(), result.err());
            assertTrue(result.err().contains("has changed since this run began"), result.err());
        } finally {
            Files.move(away, image);
        }
    }
}
