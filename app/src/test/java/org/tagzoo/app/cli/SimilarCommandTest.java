package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes of a folder by pretrained weights, and of a corpus by a row of a run. */
class SimilarCommandTest {

    @TempDir static Path folder;
    private static OddRun odd;
    private static List<Path> images;

    @BeforeAll
    static void compare() throws IOException {
        odd = OddRun.make(folder);
        try (Stream<Path> files = Files.walk(folder.resolve("odd"))) {
            images = files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Result done(String... arguments) {
        Result result = Result.run(arguments);
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    private static void refused(String part, String... arguments) {
        Result result = Result.run(arguments);
        assertFalse(result.exitCode() == 0);
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(part), result.err());
    }

    @Test
    void anImageIsNearestToItselfInAnyFolder() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos/sub"));
        for (int i = 0; i < 5; i++) {
            Files.copy(images.get(10 * i), photos.resolve(i + ".png"));
        }
        Files.copy(images.get(20), photos.resolveSibling("copy of 2.png"));
        Files.writeString(photos.resolve("broken.jpg"), "no image");
        Path index = folder.resolve("photos.index");
        Result made = done("index", folder.resolve("photos").toString(), "-o", index.toString());
        assertTrue(made.err().contains("sub/broken.jpg is left out"), made.err());
        assertTrue(made.out().contains("6 images by efficientnet_lite0, 1,280"), made.out());
        String query = photos.resolve("2.png").toString();
        Path page = folder.resolve("similar.html");
        Files.delete(photos.resolve("4.png"));
        JsonNode found =
                new ObjectMapper()
                        .readTree(
                                done(
                                                "similar",
                                                index.toString(),
                                                query,
                                                "--json",
                                                "--html",
                                                page.toString())
                                        .out());
        assertEquals(6, found.get("similar").size());
        assertEquals("copy of 2.png", found.get("similar").get(0).get("id").asText());
        assertEquals("sub/2.png", found.get("similar").get(1).get("id").asText());
        assertEquals(1, found.get("similar").get(1).get("cosine").asDouble(), 1e-5);
        assertTrue(found.get("similar").get(2).get("cosine").asDouble() < 0.9999);
        String html = Files.readString(page);
        assertTrue(html.contains("Its file is not here."));
        assertEquals(6, html.split("data:image/jpeg", -1).length - 1);
        String text = done("similar", index.toString(), query, "--top", "2").out();
        assertTrue(text.contains("1.0000  sub/2.png"), text);
        assertEquals(4, text.lines().count(), text);
    }

    @Test
    void aRowOfARunEmbedsToo() throws IOException {
        Path index = folder.resolve("row.index");
        done(
                "index",
                "--corpus",
                "folders:" + folder.resolve("odd"),
                "--run",
                odd.run().toString(),
                "--row",
                "part",
                "-o",
                index.toString());
        String out =
                done("similar", index.toString(), images.get(7).toString(), "--top", "1").out();
        assertTrue(out.contains(images.get(7).getFileName().toString()), out);
        Path network = odd.row("part").resolve("checkpoint/weights.safetensors");
        Path away = Files.move(network, folder.resolve("away"));
        try {
            refused("is missing", "similar", index.toString(), images.get(7).toString());
        } finally {
            Files.move(away, network);
        }
        byte[] bytes = Files.readAllBytes(index);
        bytes[70_000] ^= 1;
        Files.write(index, bytes);
        refused(
                "is damaged: its checksum is another",
                "similar",
                index.toString(),
                images.get(7).toString());
    }

    /** The export of a row has the row's embeddings, and so finds the same images as near. */
    @Test
    void anExportEmbedsAsItsRow() throws IOException {
        String export = folder.resolve("part.export").toString();
        done("export", odd.run().toString(), "--row", "part", "--out", export);
        JsonNode[] found = new JsonNode[2];
        for (int i = 0; i < 2; i++) {
            String index = folder.resolve("alike-%d.index".formatted(i)).toString();
            String network = i == 0 ? odd.run().toString() : export;
            List<String> options =
                    i == 0
                            ? List.of("--run", network, "--row", "part")
                            : List.of("--export", network);
            List<String> arguments = new ArrayList<>(List.of("index", "-o", index));
            arguments.add(folder.resolve("odd").toString());
            arguments.addAll(options);
            done(arguments.toArray(String[]::new));
            String answer = done("similar", index, images.get(7).toString(), "--json").out();
            found[i] = new ObjectMapper().readTree(answer).get("similar");
        }
        assertEquals(10, found[0].size());
        for (int k = 0; k < 10; k++) {
            double cosine = found[0].get(k).get("cosine").asDouble();
            assertEquals(cosine, found[1].get(k).get("cosine").asDouble(), 1e-5);
        }
        assertEquals(found[0].get(0).get("id"), found[1].get(0).get("id"));
    }

    @Test
    void whatCantBeDoneIsSaid() {
        String image = images.get(0).toString();
        refused("is no index", "similar", image, image);
        refused("There is no index", "similar", "none.index", image);
        refused("There is no folder", "index", "nowhere", "-o", folder.resolve("x").toString());
        refused("--row names a row", "index", "--row", "part", "-o", "x");
        refused(
                "Give one of --model, --run and --export",
                "index",
                "--model",
                "a",
                "--run",
                "b",
                "-o",
                "x");
        refused("--top must be 1 to 1000", "similar", image, image, "--top", "0");
    }
}
