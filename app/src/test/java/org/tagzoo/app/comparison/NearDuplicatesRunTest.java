package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.evaluation.RunGroups;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;

/** 30 images of noise, each there again a little brighter. */
class NearDuplicatesRunTest {

    private static final int IMAGES = 30;

    @TempDir Path folder;
    private SmallComparison run;

    @BeforeEach
    void draw() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        Path corpus = folder.resolve("noise");
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            BufferedImage brighter = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 32 * 32; pixel++) {
                int noise = random.nextInt(1 << 24) & 0x7f7f7f;
                image.setRGB(pixel % 32, pixel / 32, noise);
                brighter.setRGB(pixel % 32, pixel / 32, noise + 0x101010);
            }
            Path of = Files.createDirectories(corpus.resolve(i % 2 == 0 ? "one" : "other"));
            ImageIO.write(image, "png", of.resolve(i + "-a.png").toFile());
            ImageIO.write(brighter, "png", of.resolve(i + "-b.png").toFile());
        }
        String row = SmallComparison.row("small", "ff1", "none", 1);
        run = new SmallComparison(corpus, folder.resolve("run"), row);
    }

    /** Returns the part of each image, and checks what stands in its line as its group. */
    private Map<String, String> parts(boolean withGroups) throws IOException {
        List<String> lines = Files.readAllLines(run.root.resolve("split.csv"));
        assertEquals(withGroups ? "id,split,group" : "id,split", lines.get(0));
        Map<String, String> parts = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            parts.put(fields[0], fields[1]);
            if (withGroups) {
                assertEquals(fields[0].replace("-b", "-a"), fields[2]);
            }
        }
        assertEquals(2 * IMAGES, parts.size());
        return parts;
    }

    private static long parted(Map<String, String> parts) {
        return parts.keySet().stream()
                .filter(id -> !parts.get(id).equals(parts.get(id.replace("-b", "-a"))))
                .count();
    }

    @Test
    void newRunsKeepThemTogetherAndOlderOnesKeepTheirSplit() throws IOException {
        run.run();
        assertEquals(0, parted(parts(true)));
        assertTrue(run.says("60 images in 30 groups"), run.said.toString());
        // As a version wrote it that knew nothing of near-duplicates: two are parted.
        Path config = run.root.resolve("config.json");
        ObjectNode older = (ObjectNode) SmallComparison.json(config);
        ((ObjectNode) older.get("corpusOptions")).remove("nearDuplicatesTogether");
        new ObjectMapper().writeValue(config.toFile(), older);
        List<String> split = new ArrayList<>();
        for (String line : Files.readAllLines(run.root.resolve("split.csv"))) {
            split.add(line.substring(0, line.lastIndexOf(',')));
        }
        int train = split.indexOf(first(split, ",train"));
        int test = split.indexOf(first(split, ",test"));
        split.set(train, split.get(train).replace(",train", ",test"));
        split.set(test, split.get(test).replace(",test", ",train"));
        Files.write(run.root.resolve("split.csv"), split);
        FileUtils.deleteDirectory(run.row("small").toFile());
        List<String> said = new ArrayList<>();
        ComparisonSettings begun = RunConfig.settings(new RunFolder(run.root));
        new Comparison(begun, Device.cpu(), said::add)
                .run(Corpora.read(begun.corpus(), begun.corpusOptions()), new RunFolder(run.root));
        assertEquals(split, Files.readAllLines(run.root.resolve("split.csv")));
        assertEquals(2, parted(parts(false)));
        assertFalse(said.toString().contains("near-duplicates"), said.toString());
    }

    /** The split has each alone, and what is fitted to a part of it still knows which are alike. */
    @Test
    void wherePartsMayShareThemFitsKeepThemTogether() throws IOException {
        run.nearDuplicatesTogether = false;
        run.run();
        assertTrue(parted(parts(true)) > 0);
        assertFalse(run.said.toString().contains("stay on one side"), run.said.toString());
        ScoredCorpus scores = ScoresFile.read(run.row("small").resolve("scores.csv"));
        int[] groups = RunGroups.read(run.root).of(scores, Part.TRAIN);
        long alike = groups.length - IntStream.of(groups).distinct().count();
        Set<String> ids =
                scores.images(Part.TRAIN).stream().map(ScoredImage::id).collect(Collectors.toSet());
        assertEquals(
                ids.stream()
                        .filter(id -> id.contains("-b") && ids.contains(id.replace("-b", "-a")))
                        .count(),
                alike);
        assertTrue(alike > 0, "no pair is in train");
    }

    private static String first(List<String> lines, String end) {
        return lines.stream().filter(line -> line.endsWith(end)).findFirst().orElseThrow();
    }
}
