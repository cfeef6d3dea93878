package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.commons.lang3.StringUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;

/** Class and box from a corpus of yolo to table, report, export and its predictions. */
class BoxRunTest {

    private static final int SIZE = 24;
    private static final String RECIPE =
            """
            name: boxes
            description: Class and box, the class alone, and the class of what boxes cut out.
            settings:
              model: cnn
              weights: none
              imageSize: 24
              task: class-and-box
              batchSize: 8
              phases: [{train: all, epochs: 4}]
              head: {hidden: [16], dropout: 0, standardized: false, flatten: true}
              optimizer: {kind: adam, weightDecay: 0}
              schedule: {kind: one-cycle, maxLr: 0.01, baseMomentum: 0.85, maxMomentum: 0.95}
              augmentation: [{flip: {probability: 0.5}}]
            rows:
              - {name: both}
              - {name: alone, boxes: {weight: 0}}
              - {name: cropped, task: classes, crops: {of: both, folds: 2, margin: 0}}
            """;

    @TempDir static Path folder;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        Path corpus = folder.resolve("corpus");
        Files.createDirectories(corpus.resolve("images"));
        Files.createDirectories(corpus.resolve("labels"));
        Files.writeString(corpus.resolve("data.yaml"), "nc: 2\nnames: ['red', 'green']\n");
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 60; i++) {
            BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
            Graphics2D paint = image.createGraphics();
            paint.setColor(new Color(90 + random.nextInt(30), 100, 100));
            paint.fillRect(0, 0, 30, 20);
            int width = 6 + random.nextInt(8);
            int x = random.nextInt(30 - width);
            paint.setColor(i % 2 == 0 ? Color.RED : Color.GREEN);
            if (i % 6 != 0) {
                paint.fillRect(x, 5, width, 10);
            }
            paint.dispose();
            ImageIO.write(image, "png", corpus.resolve("images/" + i + ".png").toFile());
            String box =
                    String.format(
                            Locale.ROOT,
                            "%d %f 0.5 %f 0.5\n",
                            i % 2,
                            (x + width / 2.0) / 30,
                            width / 30.0);
            Files.writeString(corpus.resolve("labels/" + i + ".txt"), i % 6 == 0 ? "" : box);
        }
        run = folder.resolve("run");
        compare(RECIPE, run);
    }

    private static Result compare(String rows, Path out, String... more) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), rows);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "compare",
                                "--corpus",
                                "yolo:" + folder.resolve("corpus"),
                                "--min-support",
                                "5",
                                "--recipe",
                                recipe.toString(),
                                "--precision",
                                "float32",
                                "--offline",
                                "--out",
                                out.toString()));
        arguments.addAll(List.of(more));
        Result result = Result.run(arguments.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    /**
     * The row with the boxes is the only one of its task, and so none of those that are stacked.
     */
    @Test
    void rowsOfCropsAreStackedWithOthers() throws IOException {
        Path stacked = folder.resolve("stacked");
        String rows =
                RECIPE.replace("{name: alone, boxes: {weight: 0}}", "{name: whole, task: classes}");
        compare(rows.replace("epochs: 4", "epochs: 1"), stacked, "--stack", "2");
        JsonNode table =
                new ObjectMapper().readTree(stacked.resolve("table.json").toFile()).at("/rows");
        assertEquals("stacked", table.at("/3/name").textValue().substring(0, 7), table.toString());
        assertTrue(
                Files.isRegularFile(
                        stacked.resolve("stack/1/rows/cropped/crops/2/rows/both/scores.csv")));
    }

    @Test
    void tableReportAndHistoryHaveBoxes() throws IOException {
        JsonNode rows = new ObjectMapper().readTree(run.resolve("table.json").toFile()).at("/rows");
        assertEquals("class-and-box", rows.at("/0/task").textValue());
        double overlap = rows.at("/0/meanIou").doubleValue();
        assertTrue(overlap > 0 && overlap <= 1, rows.toString());
        assertTrue(rows.at("/0/reason").textValue().contains("mean box"), rows.toString());
        String history = Files.readString(run.resolve("rows/both/history.csv"));
        assertTrue(history.contains("validationBoxLoss"), history);
        // The class alone: its boxes count nothing.
        assertTrue(
                Files.readString(run.resolve("rows/alone/history.csv"))
                        .lines()
                        .skip(1)
                        .allMatch(line -> line.split(",", -1)[9].equals("0.0")));
        assertFalse(history.lines().skip(1).anyMatch(line -> line.split(",", -1)[9].equals("0.0")));
        String report = Files.readString(run.resolve("report.html"));
        long drawn = StringUtils.countMatches(report, "class=\"predicted-box\"");
        long tested =
                ScoresFile.read(run.resolve("rows/both/scores.csv")).images(Part.TEST).stream()
                        .filter(image -> !image.box().orElseThrow().truth().isEmpty())
                        .count();
        assertEquals(2 * tested, drawn);
    }

    /** In one table, with nothing in it twice. */
    @Test
    void rowsWithAndWithoutBoxesAreComparedByTheirClasses() throws IOException {
        JsonNode table = new ObjectMapper().readTree(run.resolve("table.json").toFile());
        Set<String> compared = new TreeSet<>();
        for (JsonNode difference : table.get("differences")) {
            compared.add(difference.get("row").textValue());
            compared.add(difference.get("best").textValue());
        }
        assertEquals(Set.of("both", "alone", "cropped"), compared);
        List<String> baselines = table.get("baselines").findValuesAsText("name");
        assertEquals(3, baselines.size(), baselines.toString());
        List<String> headings =
                List.of(Files.readAllLines(run.resolve("table.csv")).get(0).split(","));
        assertEquals(headings.stream().distinct().toList(), headings);
        List<String> notes =
                Files.readAllLines(run.resolve("table.md")).stream()
                        .filter(line -> line.startsWith("Each image has one class"))
                        .toList();
        assertEquals(1, notes.size());
    }

    /** Training images are cropped by a network that never saw them, others by the row's own. */
    @Test
    void cropsAreOfPredictedBoxes() throws IOException {
        Map<String, PixelBox> own = predicted(run.resolve("rows/both"), image -> true);
        Map<String, PixelBox> left = new HashMap<>();
        for (int fold = 1; fold <= 2; fold++) {
            Path row = run.resolve("rows/cropped/crops/" + fold + "/rows/both");
            left.putAll(predicted(row, image -> image.part() == Part.TEST));
        }
        int differ = 0;
        int count = 0;
        for (String line : Files.readAllLines(run.resolve("rows/cropped/crops.csv"))) {
            String[] cells = line.split(",");
            if (cells[0].equals("id")) {
                continue;
            }
            PixelBox box = (cells[1].equals("train") ? left : own).get(cells[0]);
            PixelBox seen = box.within(SIZE, SIZE);
            if (seen.width() > 0.1 * SIZE && seen.height() > 0.1 * SIZE) {
                assertEquals(seen.left() / SIZE, Double.parseDouble(cells[2]), 1e-6, line);
                assertEquals(seen.top() / SIZE, Double.parseDouble(cells[3]), 1e-6, line);
                assertEquals(seen.width() / SIZE, Double.parseDouble(cells[4]), 1e-6, line);
                assertEquals(seen.height() / SIZE, Double.parseDouble(cells[5]), 1e-6, line);
            }
            count++;
            differ += cells[1].equals("train") && !box.equals(own.get(cells[0])) ? 1 : 0;
        }
        assertEquals(own.size(), count);
        assertTrue(differ > 20, "cropped by networks that saw them: " + differ);
    }

    private static Map<String, PixelBox> predicted(Path row, Predicate<ScoredImage> which)
            throws IOException {
        return ScoresFile.read(row.resolve("scores.csv")).images().stream()
                .filter(which)
                .collect(
                        Collectors.toMap(
                                ScoredImage::id, image -> image.box().orElseThrow().predicted()));
    }

    @Test
    void aRowOfCropsStandsInTheTableAndIsNotExported() throws IOException {
        JsonNode row =
                new ObjectMapper().readTree(run.resolve("table.json").toFile()).at("/rows/2");
        assertEquals("classes", row.get("task").textValue());
        assertTrue(row.get("reason").textValue().contains("on crops by boxes of both"));
        Result result = Result.run("export", run.toString(), "--row", "cropped");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("'cropped' sees crops by the boxes of"), result.err());
    }

    @Test
    void theExportGivesTheBoxesOfTheTable() throws IOException {
        Path export = folder.resolve("export");
        Result result =
                Result.run("export", run.toString(), "--row", "both", "--out", export.toString());
        assertEquals(0, result.exitCode(), result.err());
        String card = Files.readString(export.resolve("README.md"));
        assertTrue(card.contains("    logits, box = torch.jit.load("), card);
        assertTrue(card.contains("torch.tensor([24, 24] * 2)"), card);
        result = Result.run("predict", export.toString(), folder + "/corpus/images", "--json");
        assertEquals(0, result.exitCode(), result.err());
        Map<String, ScoredImage> expected =
                ScoresFile.read(run.resolve("rows/both/scores.csv")).images().stream()
                        .collect(
                                Collectors.toMap(
                                        image ->
                                                StringUtils.substringAfterLast(
                                                        "/" + image.id(), "/"),
                                        Function.identity()));
        int boxes = 0;
        for (String line : result.out().lines().toList()) {
            JsonNode answer = new ObjectMapper().readTree(line);
            String name =
                    StringUtils.substringAfterLast("/" + answer.get("image").textValue(), "/");
            ScoredImage image =
                    expected.getOrDefault(name, expected.get(StringUtils.removeEnd(name, ".png")));
            PixelBox box = image.box().orElseThrow().predicted().within(SIZE, SIZE);
            if (!box.isEmpty()) {
                assertEquals(box.left() / SIZE, answer.at("/box/x").doubleValue(), 1e-5, line);
                assertEquals(
                        box.height() / SIZE, answer.at("/box/height").doubleValue(), 1e-5, line);
                boxes++;
            }
        }
        assertTrue(boxes > 30, "boxes: " + boxes);
    }
}
