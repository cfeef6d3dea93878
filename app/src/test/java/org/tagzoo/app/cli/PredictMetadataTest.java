package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.predict.SmallExport;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.image.Images;

/** Images that are the same, tagged with what is known of each. */
class PredictMetadataTest {

    private static final Map<String, Map<String, String>> FIELDS =
            Map.of(
                    "a.png", Map.of("year", "1951", "genre", "war"),
                    "b.png", Map.of("year", "2011", "genre", "opera"));

    @TempDir static Path folder;
    private static Path fills;
    private static Path table;

    @BeforeAll
    static void write() throws IOException {
        fills = SmallExport.withMetadata(folder.resolve("fills"), false);
        for (String name : List.of("a.png", "b.png", "c.png")) {
            BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 64 * 48; i++) {
                image.setRGB(i % 64, i / 64, i * 5077);
            }
            ImageIO.write(image, "png", folder.resolve(name).toFile());
        }
        table =
                Files.writeString(
                        folder.resolve("known.csv"),
                        "image,title,genre,year\nb.png,x,opera,2011\na,y,war,1951\n");
    }

    private static Result predict(Path export, Object... more) {
        List<Object> arguments = Arrays.asList(more);
        List<String> all = arguments.stream().map(String::valueOf).collect(Collectors.toList());
        all.addAll(0, List.of("predict", export.toString(), "--csv"));
        return Result.run(all.toArray(String[]::new));
    }

    private static String scores(String csv, String image) {
        String line = csv.lines().filter(l -> l.contains(image)).findFirst().orElseThrow();
        return line.substring(line.indexOf(image) + image.length());
    }

    @Test
    void eachImageIsTaggedWithItsRow() throws Exception {
        Result result =
                predict(
                        fills,
                        "--metadata",
                        table,
                        folder.resolve("a.png"),
                        folder.resolve("b.png"));
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("", result.err());
        try (ZooModel<KnownImage, Tags> model =
                        Export.open(fills).criteria(KnownImage.class, Tags.class).loadModel();
                Predictor<KnownImage, Tags> predictor = model.newPredictor()) {
            for (String name : FIELDS.keySet()) {
                Map<String, String> fields = new HashMap<>(FIELDS.get(name));
                fields.put("width", "64");
                Tags tags =
                        predictor.predict(
                                new KnownImage(Images.decode(folder.resolve(name)), fields));
                String[] cells = scores(result.out(), name).split(",");
                for (Tag tag : tags.all()) {
                    int label = SmallExport.LABELS.indexOf(tag.label()).orElseThrow();
                    assertEquals(tag.score(), Double.parseDouble(cells[1 + label]), 1e-6, name);
                }
            }
        }
        assertNotEquals(scores(result.out(), "a.png"), scores(result.out(), "b.png"));
    }

    @Test
    void anImageWithoutARowIsRefusedAndTheOthersAreTagged() {
        Result result =
                predict(
                        fills,
                        "--metadata",
                        table,
                        folder.resolve("a.png"),
                        folder.resolve("c.png"));
        assertEquals(1, result.exitCode());
        assertTrue(
                result.err()
                        .startsWith("tagzoo: " + folder.resolve("c.png") + ": no row of " + table),
                result.err());
        assertEquals(2, result.out().lines().count());
    }

    @Test
    void withoutATableFieldsAreMissingAndAUserIsTold() throws IOException {
        Result result = predict(fills, folder.resolve("a.png"));
        assertEquals(0, result.exitCode());
        assertEquals(
                "tagzoo: %s: the network takes year, genre too, which --metadata FILE gives; without it they are missing\n"
                        .formatted(fills),
                result.err());
        Path refuses = SmallExport.withMetadata(folder.resolve("refuses"), true);
        Result refused = predict(refuses, folder.resolve("a.png"));
        assertEquals(1, refused.exitCode());
        assertTrue(
                refused.err().contains("a.png: year must be given for each image"), refused.err());
    }

    @Test
    void whatTheNetworkDoesNotTakeIsAUsageError() throws IOException {
        Path plain = SmallExport.write(folder.resolve("plain"));
        Result result = predict(plain, "--metadata", table, folder.resolve("a.png"));
        assertEquals(2, result.exitCode());
        assertTrue(
                result.err().contains("--metadata must be left out: this network takes nothing"),
                result.err());
        result = predict(plain, "--domain", "sketch", folder.resolve("a.png"));
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("this network has no branches"), result.err());
        Path other = Files.writeString(folder.resolve("other.csv"), "image,genre\na.png,war\n");
        result = predict(fills, "--metadata", other, folder.resolve("a.png"));
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("other.csv has no column 'year'"), result.err());
    }
}
