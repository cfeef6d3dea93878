package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;

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
        Table table = run.run();
        Map<String, Double> f1 =
                table.rows().stream().collect(Collectors.toMap(Row::name, Row::first));
        // Of the label that it can't know, a row is right in half of the images at best.
        assertTrue(f1.get("text") < 0.9 && f1.get("image") < 0.9, f1.toString());
        assertTrue(f1.get("both") > 0.95, f1.toString());
        String network = Files.readString(run.row("both").resolve("network.json"));
        assertTrue(network.contains("\"column\" : \"title\""), network);
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
