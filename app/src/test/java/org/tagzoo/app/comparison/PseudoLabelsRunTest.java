package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.corpus.CorpusException;

/**
 * 60 labelled images, and a folder with copies of all of them, 5 of which are there again in twice
 * the size, and 30 more without labels.
 */
class PseudoLabelsRunTest {

    @TempDir Path folder;
    private Path corpus;
    private Path unlabelled;

    @BeforeEach
    void draw() throws IOException {
        corpus = Colours.draw(folder.resolve("colours"));
        unlabelled = folder.resolve("unlabelled");
        FileUtils.copyDirectory(corpus.toFile(), unlabelled.resolve("copies").toFile());
        SplittableRandom random = new SplittableRandom(99);
        for (int i = 0; i < 30; i++) {
            BufferedImage image = new BufferedImage(20, 14, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 20 * 14; pixel++) {
                int noise = random.nextInt(1 << 24) & 0x5f5f5f;
                image.setRGB(pixel % 20, pixel / 20, noise | 0xf0 << (8 * (i % 3)));
            }
            ImageIO.write(image, "png", unlabelled.resolve(i + ".png").toFile());
        }
        for (int i = 0; i < 5; i++) {
            BufferedImage large = new BufferedImage(40, 28, BufferedImage.TYPE_INT_RGB);
            Image small = ImageIO.read(corpus.resolve("red/%d.png".formatted(i)).toFile());
            large.getGraphics().drawImage(small, 0, 0, 40, 28, null);
            ImageIO.write(large, "png", unlabelled.resolve("large %d.png".formatted(i)).toFile());
        }
    }

    private static String row(String name, String second) {
        return "  - {name: %s, model: ff1, phases: [{train: all, epochs: 6}, {train: all, epochs: 4%s}]}%n"
                .formatted(name, second);
    }

    private static String pseudo(String name, boolean soft, double confidence) {
        return row(
                name,
                ", pseudoLabels: {share: 0.5, soft: %s, confidence: %s}"
                        .formatted(soft, confidence));
    }

    private SmallComparison run(String name, String rows, Path pool) {
        SmallComparison run = new SmallComparison(corpus, folder.resolve(name), rows);
        run.unlabelled = Optional.ofNullable(pool);
        return run;
    }

    @Test
    void unlabelledImagesJoinAndNoneOfTheCorpusDoes() throws IOException {
        String rows = row("alone", "") + pseudo("hard", false, 0.7) + pseudo("soft", true, 0.7);
        SmallComparison run = run("run", rows, unlabelled);
        Table table = run.run();
        assertTrue(
                run.says("unlabelled: 30 images; left out: 65 that are in the corpus"),
                run.said.toString());
        for (int i = 1; i <= 2; i++) {
            Row row = table.rows().get(i);
            assertEquals(Row.Status.OK, row.status(), row.reason());
            String joined = row.reason().replaceAll("(?s).*learned from (\\d+) of 30 .*", "$1");
            assertTrue(Integer.parseInt(joined) > 5, row.reason());
            assertNotEquals(scores(run, "alone"), scores(run, row.name()));
        }
        assertNotEquals(scores(run, "hard"), scores(run, "soft"));
        // What has no labels is not scored: a line a label of each image of the corpus.
        assertEquals(scores(run, "alone").size(), scores(run, "hard").size());
        // Trained again after it was lost, to the same bytes.
        List<String> before = scores(run, "soft");
        FileUtils.deleteDirectory(run.row("soft").toFile());
        run.run();
        assertEquals(before, scores(run, "soft"));
    }

    private static List<String> scores(SmallComparison run, String row) throws IOException {
        return Files.readAllLines(run.row(row).resolve("scores.csv"));
    }

    /** The note of what was chosen stands before it. */
    @Test
    void aRowWhoseSettingsWereSearchedSaysItToo() throws IOException {
        String search =
                "search: {by: validation-loss, settings: {schedule.maxLr: [0.05, 0.001]}}, phases:";
        String rows = pseudo("hard", false, 0.7).replace("phases:", search);
        Row row = run("searched", rows, unlabelled).run().rows().get(0);
        assertTrue(row.reason().contains("chosen of 2 trials"), row.reason());
        assertTrue(row.reason().matches("(?s).*learned from \\d+ of 30 .*"), row.reason());
    }

    @Test
    void theyJoinInEachFold() throws IOException {
        SmallComparison folds = run("folds", pseudo("hard", false, 0.7), unlabelled);
        folds.folds = 2;
        Row row = folds.run().rows().get(0);
        assertEquals(Row.Status.OK, row.status(), row.reason());
    }

    @Test
    void aFolderWithoutOthersIsRefused() {
        SmallComparison run = run("same", pseudo("hard", false, 0.7), corpus);
        String message = assertThrows(CorpusException.class, run::run).getMessage();
        assertTrue(message.startsWith("All 60 unlabelled images are in the corpus"), message);
    }

    @Test
    void folderAndPhasesGoTogether() {
        SmallComparison without = run("without", pseudo("hard", false, 0.7), null);
        assertEquals(
                "--unlabelled must be a folder of images without labels, as a phase has pseudoLabels, but is left out",
                assertThrows(IllegalArgumentException.class, without::settings).getMessage());
        SmallComparison needless = run("needless", row("alone", ""), unlabelled);
        assertTrue(
                assertThrows(IllegalArgumentException.class, needless::settings)
                        .getMessage()
                        .startsWith("--unlabelled must be left out, as no phase"));
    }
}
