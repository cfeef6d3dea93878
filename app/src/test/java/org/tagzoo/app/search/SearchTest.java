package org.tagzoo.app.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.training.TrainingException;

/** Rungs, ties, failures and kills, with trials whose scores are given. */
class SearchTest {

    private static final String RECIPE =
            """
            settings:
              weights: none
              phases: [{train: all, epochs: 1}]
              imageSize: 16
              batchSize: 16
              head: {hidden: [], dropout: 0, standardized: false}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0}
              schedule: {kind: constant, maxLr: 0.05, momentum: 0.9}
              trainingThreshold: 0.5
            rows:
              - model: ff1
                search:
                  by: %s
                  rungs: [1, 4, 20]
                  settings: {batchSize: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}
                  %s
            """;

    @TempDir Path folder;

    /** What was trained, as trial:epochs, and who went out. */
    private final List<String> trained = Collections.synchronizedList(new ArrayList<>());

    private final List<Integer> over = new ArrayList<>();

    private String always = "";
    private boolean besides;

    private RowRecipe row(String by) throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, RECIPE.formatted(by, always));
        return RecipeReader.read(file.toString()).rows().get(0);
    }

    private interface Scores {
        double of(int trial, int epochs);
    }

    private Search search(String by, Scores scores) throws IOException {
        return new Search(
                row(by),
                1,
                folder.resolve("trials.csv"),
                new Search.Trainer() {
                    @Override
                    public double score(Trial trial, RowRecipe with) {
                        assertEquals(trial.number(), with.batchSize());
                        double score = scores.of(trial.number(), with.epochs());
                        trained.add(trial.number() + ":" + with.epochs());
                        return score;
                    }

                    @Override
                    public boolean prepare(RowRecipe with) {
                        return besides;
                    }

                    @Override
                    public void over(Trial trial) {
                        over.add(trial.number());
                    }
                });
    }

    /** Of ten trials three go on, 2, 4 and the first of the equals 6 and 8; of those one. */
    @Test
    void oneOfThreeGoesOnAndTheLowerNumberOfEquals() throws IOException {
        double[] first = {.1, .9, .2, .8, .3, .7, .4, .7, .5, .6};
        Search.Outcome found =
                search("validation-map", (n, e) -> e == 1 ? first[n - 1] : 1.0 / n).run();
        assertEquals(
                List.of(
                        "1:1", "2:1", "3:1", "4:1", "5:1", "6:1", "7:1", "8:1", "9:1", "10:1",
                        "2:4", "4:4", "6:4", "2:20"),
                trained);
        assertEquals(2, found.chosen().number());
        assertEquals(0.5, found.score());
        assertEquals(20, found.row().epochs());
        assertEquals(2, found.row().batchSize());
        assertEquals(List.of(8, 10, 9, 7, 5, 3, 1, 4, 6, 2), over);
        List<String> lines = Files.readAllLines(folder.resolve("trials.csv"));
        assertEquals(
                "trial,batchSize,validation mAP after 1 epoch,validation mAP after 4 epochs,validation mAP after 20 epochs,seconds,outcome",
                lines.get(0));
        assertTrue(lines.get(2).matches("2,2,0.9,0.5,0.5,[0-9.E-]+,chosen"), lines.get(2));
        assertTrue(lines.get(4).matches("4,4,0.8,0.25,,[0-9.E-]+,out"), lines.get(4));
    }

    /** The last at first, and the best once it is trained as long as the others. */
    @Test
    void aTrialThatIsGivenIsInEveryRungAndChosenIfItIsTheBestAtLast() throws IOException {
        always =
                "always: [{batchSize: 11, schedule: {kind: one-cycle, maxLr: 0.5, baseMomentum: 0.85, maxMomentum: 0.95}}]";
        Scores late = (n, e) -> n < 11 ? 0.1 + n / 100.0 : e == 20 ? 0.9 : 0;
        Search.Outcome found = search("validation-map", late).run();
        assertEquals(
                List.of("8:4", "9:4", "10:4", "11:4", "10:20", "11:20"),
                trained.subList(11, trained.size()));
        assertEquals(11, found.chosen().number());
        assertEquals(0.5, found.row().schedule().maxLr());
        List<String> lines = Files.readAllLines(folder.resolve("trials.csv"));
        assertTrue(lines.get(0).startsWith("trial,batchSize,schedule,"), lines.get(0));
        assertTrue(lines.get(1).startsWith("1,1,,0.11,"), lines.get(1));
        assertEquals(11, search("validation-map", late).run().chosen().number());
        Files.delete(folder.resolve("trials.csv"));
        assertEquals(10, search("validation-map", (n, e) -> n % 11).run().chosen().number());
    }

    @Test
    void ofLossesTheLowestIsTheBest() throws IOException {
        assertEquals(
                7, search("validation-loss", (n, e) -> Math.abs(n - 7)).run().chosen().number());
    }

    @Test
    void aTrialThatFailsIsTheLastAndSaysWhy() throws IOException {
        Scores scores =
                (n, e) -> {
                    if (n != 3) {
                        throw new TrainingException("The loss is NaN");
                    }
                    return 0.1;
                };
        assertEquals(3, search("validation-map", scores).run().chosen().number());
        String line = Files.readAllLines(folder.resolve("trials.csv")).get(1);
        assertTrue(line.endsWith(",failed: The loss is NaN"), line);
        Files.delete(folder.resolve("trials.csv"));
        Search none =
                search(
                        "validation-map",
                        (n, e) -> {
                            throw new TrainingException("The loss is NaN");
                        });
        RecipeException error = assertThrows(RecipeException.class, none::run);
        assertTrue(error.getMessage().contains("The loss is NaN"), error.getMessage());
    }

    /** Whatever ends the process between two trials, nothing is trained twice. */
    @Test
    void aSearchThatIsStoppedAnywhereEndsWithTheSameTable() throws IOException {
        Scores scores = (n, e) -> Math.sin(n * 7 + e);
        Search.Outcome whole = search("validation-map", scores).run();
        String table = withoutTimes();
        List<String> all = List.copyOf(trained);
        trained.clear();
        Files.delete(folder.resolve("trials.csv"));
        SplittableRandom random = new SplittableRandom(5);
        Search.Outcome found = null;
        for (int stops = 0; found == null; stops++) {
            assertTrue(stops < 100);
            try {
                found =
                        search(
                                        "validation-map",
                                        (n, e) -> {
                                            if (random.nextInt(3) == 0) {
                                                throw new IllegalStateException("stopped");
                                            }
                                            return scores.of(n, e);
                                        })
                                .run();
            } catch (IllegalStateException e) {
                assertEquals("stopped", e.getMessage());
            }
        }
        assertEquals(all, trained);
        assertEquals(table, withoutTimes());
        assertEquals(whole.chosen().scores(), found.chosen().scores());
        trained.clear();
        search("validation-map", scores).run();
        assertEquals(List.of(), trained);
    }

    /** Which of two ends first is chance; the table is not. */
    @Test
    void trialsBesideOneAnotherEndWithTheSameTable() throws IOException {
        Scores scores = (n, e) -> Math.sin(n * 7 + e);
        search("validation-map", scores).run();
        String table = withoutTimes();
        List<String> alone = trained.stream().sorted().toList();
        trained.clear();
        Files.delete(folder.resolve("trials.csv"));
        besides = true;
        Scores stopping =
                (n, e) -> {
                    if (e == 4) {
                        throw new IllegalStateException("stopped");
                    }
                    return scores.of(n, e);
                };
        assertThrows(IllegalStateException.class, search("validation-map", stopping)::run);
        search("validation-map", scores).run();
        assertEquals(table, withoutTimes());
        assertEquals(alone, trained.stream().sorted().toList());
    }

    private String withoutTimes() throws IOException {
        return Files.readString(folder.resolve("trials.csv"))
                .replaceAll("(?m),[^,]*(,[^,]*)$", "$1");
    }

    @Test
    void aFileOfAnotherSearchIsRefused() throws IOException {
        search("validation-map", (n, e) -> n).run();
        Path file = folder.resolve("trials.csv");
        Files.writeString(file, Files.readString(file).replace("\n7,7,", "\n7,70,"));
        IOException error =
                assertThrows(IOException.class, () -> search("validation-map", (n, e) -> n).run());
        assertTrue(
                error.getMessage().contains("line 8, is not of this search (another batchSize)"),
                error.getMessage());
    }
}
