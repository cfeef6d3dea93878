package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TileSheet;
import org.tagzoo.app.retrieval.RowRetrieval;
import org.tagzoo.app.similar.SearchNetwork;
import org.tagzoo.zoo.registry.WeightsCache;

/** Rows that read a column: red is in the image, a z in the title, and neither says the other. */
class TextRowsTest {

    private static final String LETTERS = "abcdeéfghij";

    @TempDir private Path folder;

    private Path corpus() throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        StringBuilder table = new StringBuilder("image,red,z,title\n");
        for (int i = 0; i < 240; i++) {
            boolean red = random.nextBoolean();
            boolean z = random.nextBoolean();
            Colours.image(folder.resolve(i + ".png"), red ? Color.RED : Color.BLUE, random);
            StringBuilder title = new StringBuilder();
            for (int c = 3 + random.nextInt(4); c > 0; c--) {
                title.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            title.insert(random.nextInt(title.length()), z ? "z" : "y");
            table.append("%d.png,%d,%d,%s%n".formatted(i, red ? 1 : 0, z ? 1 : 0, title));
        }
        return Files.writeString(folder.resolve("titles.csv"), table);
    }

    private SmallComparison comparison(Path corpus, String rows) {
        SmallComparison run = new SmallComparison(corpus, folder.resolve("run"), rows);
        run.layout = "csv:";
        return run;
    }

    @Test
    void textAndImageSayMoreThanEither() throws IOException {
        String settings = "text: {column: title, length: 10, resetsBefore: %s}, clipNorm: 1";
        SmallComparison run =
                comparison(
                        corpus(),
                        SmallComparison.row(
                                        "text", "no_image", "none", 15, settings.formatted(true))
                                + SmallComparison.row("image", "cnn", "none", 15)
                                + SmallComparison.row(
                                        "both", "cnn", "none", 15, settings.formatted(false)));
        run.explain = true;
        Table table = run.run();
        Map<String, Double> f1 =
                table.rows().stream().collect(Collectors.toMap(Row::name, Row::first));
        // Of the label that it can't know, a row is right in half of the images at best.
        assertTrue(f1.get("text") < 0.9 && f1.get("image") < 0.9, f1.toString());
        assertTrue(f1.get("both") > 0.95, f1.toString());
        String network = Files.readString(run.row("both").resolve("network.json"));
        assertTrue(network.contains("\"column\" : \"title\""), network);
        drawn(run);
        whatLooksAtNoImageFindsNone(run.root);
    }

    /** Heat maps of images with their titles, and nothing of a network that looks at none. */
    private static void drawn(SmallComparison run) throws IOException {
        List<String> sheets =
                TileSheet.read(run.row("both").resolve("inside.json")).stream()
                        .map(TileSheet::title)
                        .toList();
        assertTrue(sheets.contains("Heat maps"), sheets.toString());
        assertFalse(sheets.contains("What excites them most"), sheets.toString());
        assertEquals(List.of(), TileSheet.read(run.row("text").resolve("inside.json")));
        assertTrue(run.says("text: its network looks at no image"), run.said.toString());
    }

    private static void whatLooksAtNoImageFindsNone(Path root) throws IOException {
        RowRetrieval.Settings settings =
                new RowRetrieval.Settings(
                        Optional.of("text"),
                        Optional.empty(),
                        Device.cpu(),
                        WeightsCache.standard(),
                        line -> {});
        RunResults results = RunResults.open(root);
        String message =
                assertThrows(RunException.class, new RowRetrieval(results, settings)::measure)
                        .getMessage();
        assertTrue(message.startsWith("The network of 'text' looks at no image"), message);
        assertThrows(
                RunException.class,
                () -> SearchNetwork.ofRow(root, Optional.of("text"), WeightsCache.standard()));
    }

    @Test
    void aColumnThatIsNotThereIsRefusedBeforeAnythingIsTrained() throws IOException {
        SmallComparison run =
                comparison(
                        corpus(),
                        SmallComparison.row("first", "ff1", "none", 1)
                                + SmallComparison.row(
                                        "text", "no_image", "none", 1, "text: {column: titel}"));
        String message = assertThrows(RecipeException.class, run::run).getMessage();
        assertTrue(
                message.startsWith("row 'text': text.column must be one of ")
                        && message.endsWith(", title, width, but is titel"),
                message);
        assertTrue(Files.notExists(run.row("first").resolve("scores.csv")), "nothing trained");
    }
}
