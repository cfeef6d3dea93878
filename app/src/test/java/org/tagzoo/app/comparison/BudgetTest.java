package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.recipe.CropRecipe;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.zoo.finetune.PhaseTime;

class BudgetTest {

    private static final String ROWS =
            SmallComparison.row("ten", "ff1", "none", 10)
                    + SmallComparison.row("hundred", "ff1", "none", 100)
                    + SmallComparison.row("gone", "resnet18", "pretrained", 50);

    @TempDir Path folder;

    private SmallComparison run(String name) throws IOException {
        Path corpus = folder.resolve("colours");
        return new SmallComparison(
                Files.exists(corpus) ? corpus : Colours.draw(corpus), folder.resolve(name), ROWS);
    }

    private static int epochs(SmallComparison run, String row) throws IOException {
        return Files.readAllLines(run.row(row).resolve("history.csv")).size() - 1;
    }

    @Test
    void timesAreReadAsUsersWriteThem() {
        assertEquals(90, BudgetTime.parse("90s"));
        assertEquals(5400, BudgetTime.parse("1h30m"));
        assertEquals("1h30m", BudgetTime.show(5400));
        for (String wrong : List.of("", "30", "0m", "-1h", "m", "1.5h")) {
            assertThrows(IllegalArgumentException.class, () -> BudgetTime.parse(wrong));
        }
    }

    @Test
    void sharesAreShownAsUsersWriteThem() throws IOException {
        Recipe recipe = run("rows").settings().recipe();
        for (String share : List.of("0.04%", "0.0001%", "12.3456%", "0.07%", "50%", "100%")) {
            double value = Double.parseDouble(share.replace("%", "")) / 100;
            assertEquals("--epochs " + share, Shortening.to(value, recipe).option());
        }
    }

    @Test
    void aRowOfCropsTrainsTheRowWithItsBoxesInFolds() throws IOException {
        List<RowRecipe> rows = run("rows").settings().recipe().rows();
        BudgetTrial.Trial boxes = new BudgetTrial.Trial(rows.get(0), List.of(new PhaseTime(2, 2)));
        CropRecipe crops = new CropRecipe(rows.get(0).name(), 3, null);
        BudgetTrial.Trial cropped =
                new BudgetTrial.Trial(
                        rows.get(1).with(Map.of("crops", crops)), List.of(new PhaseTime(1, 1)));
        Map<String, BudgetTrial.Trial> byRow = new LinkedHashMap<>();
        byRow.put(rows.get(0).name(), boxes);
        byRow.put(rows.get(1).name(), cropped);
        assertEquals(List.of(boxes, cropped, boxes, boxes, boxes), BudgetTrial.trainings(byRow));
    }

    /**
     * 10 epochs of 2 s and 100 of 1 s, with 3 s for scores: half of them take 63 s, and rounded so
     * do up to 50.4%. One epoch each takes 6 s, which is the least.
     */
    @Test
    void theShareIsTheLargestThatFits() throws IOException {
        List<RowRecipe> rows = run("rows").settings().recipe().rows();
        List<BudgetTrial.Trial> trials =
                List.of(
                        new BudgetTrial.Trial(rows.get(0), List.of(new PhaseTime(2, 2))),
                        new BudgetTrial.Trial(rows.get(1), List.of(new PhaseTime(1, 1))),
                        new BudgetTrial.Trial(rows.get(2), List.of()));
        assertEquals(504, BudgetTrial.step(trials, 63));
        assertEquals(1000, BudgetTrial.step(trials, 123));
        assertEquals(994, BudgetTrial.step(trials, 122.5));
        assertEquals(14, BudgetTrial.step(trials, 6));
        assertEquals(1, BudgetTrial.step(trials, 5));
    }

    @Test
    void shortensRowsAndResumesWithTheSameEpochs() throws IOException {
        SmallComparison run = run("short");
        run.shortening = Shortening.within(1, run.settings().recipe());
        Table table = run.run();
        int ten = epochs(run, "ten");
        int hundred = epochs(run, "hundred");
        assertTrue(ten >= 1 && ten <= hundred && hundred < 100, ten + ", " + hundred);
        assertEquals(
                "%d of 100 epochs (--budget 1s)".formatted(hundred), table.rows().get(1).reason());
        ComparisonSettings begun = RunConfig.settings(new RunFolder(run.root));
        double share = begun.shortening().share();
        String option = begun.shortening().option();
        assertTrue(run.says(option + " instead trains as long as this one"), run.said.toString());
        assertTrue(Files.readString(run.root.resolve("report.html")).contains(option));

        FileUtils.deleteDirectory(run.row("hundred").toFile());
        List<String> said = new ArrayList<>();
        new Comparison(begun, Device.cpu(), said::add)
                .run(Corpora.read(begun.corpus(), begun.corpusOptions()), new RunFolder(run.root));
        assertEquals(hundred, epochs(run, "hundred"));
        assertTrue(said.stream().noneMatch(line -> line.contains("trying how long")));

        SmallComparison again = run("again");
        again.shortening = Shortening.to(share, again.settings().recipe());
        assertEquals(
                List.of(Math.max(1, Math.round(10 * share)), Math.max(1, Math.round(100 * share))),
                List.of((long) ten, (long) hundred));
    }

    /** The corpus has no domains to branch by, and no pretrained head to map classes to. */
    @Test
    void aRowThatCannotBeTriedIsThatRowsLineOnlyAndALongBudgetLeavesOthersAsTheyAre()
            throws IOException {
        String head = "head: {hidden: [], dropout: 0, standardized: false, %s}";
        SmallComparison run =
                new SmallComparison(
                        Colours.draw(folder.resolve("colours")),
                        folder.resolve("broken"),
                        SmallComparison.row(
                                        "branched",
                                        "ff1",
                                        "none",
                                        10,
                                        head.formatted("branches: true"))
                                + SmallComparison.row(
                                        "mapped",
                                        "resnet18",
                                        "pretrained",
                                        10,
                                        head.formatted("classMap: pacs"))
                                + SmallComparison.row("ten", "ff1", "none", 10)
                                + SmallComparison.row("hundred", "ff1", "none", 100));
        run.randomWeights = true;
        run.shortening = Shortening.within(100_000, run.settings().recipe());
        List<Row> rows = run.run().rows();
        assertEquals(
                List.of(Row.Status.FAILED, Row.Status.SKIPPED, Row.Status.OK, Row.Status.OK),
                rows.stream().map(Row::status).toList());
        assertTrue(run.says("branched: how long it takes is not known. "), run.said.toString());
        assertEquals(10, epochs(run, "ten"));
        assertEquals(100, epochs(run, "hundred"));
        assertEquals("10 of 10 epochs (--budget 27h46m40s)", rows.get(2).reason());
    }
}
