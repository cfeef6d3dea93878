package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.report.Ensemble;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;

/** Stacked rows on noise: each image is there twice, and labels are drawn. */
class StackingRunTest {

    @TempDir static Path folder;
    private static Path images;
    private static SmallComparison run;
    private static Table table;

    @BeforeAll
    static void stack() throws IOException {
        images = NoiseCorpus.draw(folder.resolve("noise"), 2);
        run = stacked("run", Optional.empty());
        table = run.run();
    }

    private static SmallComparison stacked(String root, Optional<String> turned)
            throws IOException {
        SmallComparison comparison =
                NoiseCorpus.comparison(
                        images,
                        NoiseCorpus.labels(images, turned),
                        folder.resolve(root),
                        NoiseCorpus.row("one", 8) + NoiseCorpus.row("two", 3));
        comparison.stack = 3;
        return comparison;
    }

    private static Map<String, ScoredImage> outOfFold(SmallComparison of) throws IOException {
        return ScoresFile.read(of.row("one").resolve("out-of-fold.csv")).images().stream()
                .collect(Collectors.toMap(ScoredImage::id, Function.identity()));
    }

    /** Whoever has seen labels is above it; 12 pairs of equal images may well be below. */
    @Test
    void theStackedRowOfNoiseIsNotAboveChance() {
        Row row = table.rows().get(2);
        assertEquals("stacked", row.name());
        assertEquals(new Ensemble(Ensemble.Method.STACK, List.of("one", "two")), row.ensemble());
        assertTrue(row.result().low() < 0.5, row.toString());
    }

    /** Worked out here from the folds' own files. */
    @Test
    void imagesAreScoredByNetworksThatDidNotSeeThem() throws IOException {
        Map<String, float[]> sums = new HashMap<>();
        Map<String, ScoredImage> scored = outOfFold(run);
        for (int fold = 1; fold <= 3; fold++) {
            Path own = run.root.resolve("stack/" + fold + "/rows/one/scores.csv");
            Set<String> left = new HashSet<>();
            for (ScoredImage image : ScoresFile.read(own).images(Part.TEST)) {
                left.add(image.id());
                if (scored.get(image.id()).part() == Part.TEST) {
                    sums.merge(
                            image.id(),
                            image.scores(),
                            (a, b) -> new float[] {a[0] + b[0], a[1] + b[1]});
                } else {
                    assertArrayEquals(image.scores(), scored.get(image.id()).scores());
                }
            }
            assertTrue(left.containsAll(sums.keySet()), "each fold leaves out all of test");
        }
        assertEquals(120, scored.size());
        sums.forEach(
                (id, sum) ->
                        assertEquals(sum[0] / 3, scored.get(id).scores()[0], 1e-6, "the mean"));
        assertFalse(sums.isEmpty());
    }

    /** The splits stay as they were; the label of one image and its copy is turned. */
    @Test
    void anImagesOwnLabelChangesNoByteOfItsOutOfFoldScores() throws IOException {
        Map<String, ScoredImage> before = outOfFold(run);
        String turned =
                before.values().stream()
                        .filter(image -> image.part() == Part.TRAIN)
                        .findFirst()
                        .orElseThrow()
                        .id();
        SmallComparison other = stacked("other", Optional.of(turned));
        for (String split :
                List.of(
                        "split.csv",
                        "stack/1/split.csv",
                        "stack/2/split.csv",
                        "stack/3/split.csv")) {
            Files.createDirectories(other.root.resolve(split).getParent());
            Files.copy(run.root.resolve(split), other.root.resolve(split));
        }
        RunConfig.begin(RunFolder.open(other.root), other.settings());
        other.run();
        Map<String, ScoredImage> after = outOfFold(other);
        assertArrayEquals(before.get(turned).scores(), after.get(turned).scores());
        long changed =
                before.keySet().stream()
                        .filter(id -> before.get(id).scores()[0] != after.get(id).scores()[0])
                        .count();
        assertTrue(changed > 40, "networks of the other folds learned it: " + changed);
    }

    @Test
    void oneNetworkAloneIsNotTrainedInFolds() throws IOException {
        SmallComparison alone =
                NoiseCorpus.comparison(
                        images,
                        NoiseCorpus.labels(images, Optional.empty()),
                        folder.resolve("alone"),
                        NoiseCorpus.row("one", 1)
                                + SmallComparison.row("gone", "resnet18", "pretrained", 1));
        alone.stack = 2;
        assertEquals(2, alone.run().rows().size());
        assertTrue(alone.says("is left out: it takes two networks with metrics or more"));
        assertFalse(Files.exists(alone.root.resolve("stack/1/rows")));
        assertTrue(alone.comparison.isComplete());
    }

    /** The file stands where the second fold's rows have to be. */
    @Test
    void aFailedFoldIsTriedAgain() throws IOException {
        SmallComparison failing =
                NoiseCorpus.comparison(
                        images,
                        NoiseCorpus.labels(images, Optional.empty()),
                        folder.resolve("failing"),
                        NoiseCorpus.row("one", 1) + NoiseCorpus.row("two", 1));
        failing.stack = 2;
        RunConfig.begin(RunFolder.create(failing.root), failing.settings());
        Path taken = failing.root.resolve("stack/2/rows");
        Files.createDirectories(taken.getParent());
        Files.createFile(taken);
        assertEquals(2, failing.run().rows().size());
        assertFalse(failing.comparison.isComplete());
        Files.delete(taken);
        assertEquals("stacked", failing.run().rows().get(2).name());
        assertTrue(failing.comparison.isComplete());
    }

    @Test
    void noOtherRowIsCalledStacked() {
        String models =
                """
                yardsticks:
                  models: [{name: stacked-forest, model: random-forest, features: [colour]}]
                """;
        SmallComparison named =
                new SmallComparison(images, folder, NoiseCorpus.row("one", 1) + models);
        named.stack = 2;
        String message = assertThrows(IllegalArgumentException.class, named::settings).getMessage();
        assertTrue(message.contains("none that begins with 'stacked'"), message);
    }
}
