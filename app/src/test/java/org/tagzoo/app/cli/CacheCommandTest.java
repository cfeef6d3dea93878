package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {

    @TempDir Path folder;

    @BeforeEach
    void fill() throws IOException {
        put("embeddings/a.000000.rows", 1_500_000, "2026-02-03T04:05:06Z");
        put("embeddings/b.000000.rows", 500_000, "2026-03-04T05:06:07Z");
        put("embeddings/a.lock", 0, "2026-05-06T07:08:09Z");
        put("pixels/p.000000.rows", 40_000, "2026-01-02T03:04:05Z");
        put("weights/w.safetensors", 3_000_000, "2025-12-31T00:00:00Z");
    }

    private void put(String name, int bytes, String used) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(used)));
    }

    private String run(int exitCode, String line, String... limit) {
        StringWriter out = new StringWriter();
        Map<String, String> environment =
                Map.of(
                        "TAGZOO_CACHE",
                        folder.toString(),
                        "TAGZOO_CACHE_LIMIT",
                        String.join("", limit));
        PrintWriter both = new PrintWriter(out);
        assertEquals(exitCode, TagZoo.execute(environment, both, both, line.split(" ")), line);
        return out.toString();
    }

    @Test
    void listsEachKind() {
        assertEquals(
                """
                %s
                  embeddings         2 files          2.0 MB  last used 2026-03-04
                  pixels             1 files          0.0 MB  last used 2026-01-02
                  weights            1 files          3.0 MB  last used 2025-12-31
                """
                        .formatted(folder),
                run(0, "cache"));
    }

    @Test
    void listsForPrograms() throws IOException {
        JsonNode all = new ObjectMapper().readTree(run(0, "cache --json", "2.5"));
        assertEquals(2_500_000_000L, all.get("limitBytes").asLong());
        assertEquals(folder.toString(), all.get("folder").asText());
        assertEquals(3, all.get("kinds").size());
        assertEquals(
                "{\"kind\":\"embeddings\",\"files\":2,\"bytes\":2000000,\"lastUsed\":\"2026-03-04\"}",
                all.get("kinds").get(0).toString());
        assertTrue(run(2, "cache", "many").contains("TAGZOO_CACHE_LIMIT must be a number"));
    }

    @Test
    void clearsWhatCanBeComputedAgain() {
        assertEquals(
                """
                embeddings: 2 files deleted, 2.0 MB
                pixels: 1 files deleted, 0.0 MB
                """,
                run(0, "cache clear"));
        assertTrue(Files.exists(folder.resolve("weights/w.safetensors")));
        assertTrue(Files.exists(folder.resolve("embeddings/a.lock")), "a run may hold it");
        assertFalse(Files.exists(folder.resolve("pixels/p.000000.rows")));
        assertTrue(run(0, "cache").contains("embeddings         0 files          0.0 MB\n"));
    }

    @Test
    void clearsWhatIsNamed() {
        assertEquals("weights: 1 files deleted, 3.0 MB\n", run(0, "cache clear weights"));
        assertTrue(Files.exists(folder.resolve("pixels/p.000000.rows")));
        String refused = run(2, "cache clear .. weights");
        assertTrue(
                refused.contains(
                        "There is no '..' in %s; there is embeddings, pixels, weights"
                                .formatted(folder)),
                refused);
    }

    @Test
    void aCacheThatIsNotThereIsEmpty() throws IOException {
        folder = folder.resolve("none");
        assertEquals(folder + "\n", run(0, "cache"));
        assertEquals("", run(0, "cache clear"));
        assertFalse(Files.exists(folder));
    }
}
