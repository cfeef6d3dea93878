package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;

/** A network that takes metadata and a text, from a table of images to tags of its export. */
class PredictedMetadataRunTest {

    private static final String RECIPE =
            """
            name: known
            description: Pixels and what is known besides.
            settings:
              weights: none
              imageSize: 16
              batchSize: 8
              phases: [{train: all, epochs: 3}]
              head: {hidden: [6], dropout: 0, standardized: false}
              loss: {kind: binary-cross-entropy, posWeight: true}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.001}
              schedule: {kind: one-cycle, maxLr: 0.05, baseMomentum: 0.5, maxMomentum: 0.95}
              trainingThreshold: 0.5
            rows:
              - name: known
                model: cnn
                metadata: [image-size, colour, exif, year, genre]
                text: {column: title, length: 12, resetsBefore: true}
            """;

    @TempDir static Path folder;
    private static Path table;
    private static Path export;

    @BeforeAll
    static void trainAndExport() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder rows = new StringBuilder("image,tags,year,genre,title\n");
        for (int i = 0; i < 60; i++) {
            BufferedImage image =
                    new BufferedImage(
                            8 + random.nextInt(30),
                            8 + random.nextInt(30),
                            BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < image.getWidth() * image.getHeight(); p++) {
                image.setRGB(p % image.getWidth(), p / image.getWidth(), random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
            String year = i % 5 == 0 ? "" : "" + (1950 + random.nextInt(60));
            rows.append(
                    "%d.png,%s,%s,%s,%s%n"
                            .formatted(
                                    i,
                                    i % 2 == 0 ? "a" : "b;c",
                                    year,
                                    "xyz".charAt(i % 3),
                                    i % 7 == 0 ? "" : "Über " + random.nextInt(100)));
        }
        table = Files.writeString(folder.resolve("images.csv"), rows);
        Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        Path run = folder.resolve("run");
        Result result =
                Result.run(
                        "compare",
                        "--corpus",
                        "csv:" + table,
                        "--label-columns",
                        "tags",
                        "--recipe",
                        folder.resolve("recipe.yaml").toString(),
                        "--precision",
                        "float32",
                        "--offline",
                        "--out",
                        run.toString());
        assertEquals(0, result.exitCode(), result.err());
        export = folder.resolve("export");
        result = Result.run("export", run.toString(), "--raw-scores", "--out", export.toString());
        assertEquals(0, result.exitCode(), result.err());
    }

    private static List<CSVRecord> predicted(String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("predict", export.toString(), folder + "/images", "--csv"));
        arguments.addAll(List.of(more));
        Result result = Result.run(arguments.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result.err());
        try (CSVParser parser =
                CSVParser.parse(result.out(), CSVFormat.DEFAULT.builder().setHeader().get())) {
            return parser.getRecords();
        }
    }

    /** Returns the largest difference to what the table was made of. */
    private static double difference(List<CSVRecord> predicted) throws IOException {
        ScoredCorpus expected = ScoresFile.read(folder.resolve("run/rows/known/scores.csv"));
        double largest = 0;
        int images = 0;
        for (ScoredImage image : expected.images()) {
            for (CSVRecord row : predicted) {
                if (row.get("image").endsWith("/" + image.id())) {
                    images++;
                    for (int l = 0; l < expected.labels().size(); l++) {
                        double score =
                                Double.parseDouble(row.get("score:" + expected.labels().name(l)));
                        largest = Math.max(largest, Math.abs(score - image.scores()[l]));
                    }
                }
            }
        }
        assertEquals(60, images);
        return largest;
    }

    @Test
    void anExportTagsAsTheTableWasMade() throws IOException {
        assertTrue(difference(predicted("--metadata", table.toString())) <= 1e-5);
    }

    @Test
    void whatIsKnownMatters() throws IOException {
        assertTrue(difference(predicted()) > 1e-3);
    }

    @Test
    void theManifestHasWhatTrainingImagesAre() throws IOException {
        List<String> fields = Export.open(export).description().side().fields();
        // No image has a camera.
        assertEquals(
                List.of(
                        "width", "height", "aspect", "bytes", "red", "green", "blue", "year",
                        "genre", "title"),
                fields);
    }

    @Test
    void theCardSaysWhatItTakes() throws IOException {
        String card = Files.readString(export.resolve("README.md"));
        assertTrue(
                card.contains(
                        "Besides pixels it takes of an image: width, height, aspect, bytes, red, green, blue, year, genre, title."),
                card);
        assertTrue(card.contains("in float32: `metadata` `[N, 12]`, `text` `[N, 12]`."), card);
        assertTrue(card.contains("(torch.from_numpy(pixels)[None], metadata, text)"), card);
    }
}
