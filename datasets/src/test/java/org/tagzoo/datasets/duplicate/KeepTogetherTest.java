package org.tagzoo.datasets.duplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.CorpusScan;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;

/** Drawings of two classes, 20 of which are there again as JPEG, mirrored, or both and grey. */
class KeepTogetherTest {

    private static final int IMAGES = 60;
    private static final int COPIED = 20;
    private static final CorpusOptions ANYWHERE =
            CorpusOptions.DEFAULT.withNearDuplicatesTogether(false);

    @TempDir static Path folder;
    private static Corpus corpus;

    @BeforeAll
    static void draw() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage image = drawing(random);
            String of = i % 2 == 0 ? "one/" : "two/";
            write(image, "png", of + i + ".png");
            if (i < COPIED) {
                int type = i % 3 == 2 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
                write(drawn(image, type, i % 3 > 0), "jpg", of + "copy-" + i + ".jpg");
            }
        }
        corpus = Corpora.read("folders:" + folder.resolve("drawn"), CorpusOptions.DEFAULT);
    }

    private static BufferedImage drawing(SplittableRandom random) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        for (int shape = 0; shape < 40; shape++) {
            paint.setColor(new Color(random.nextInt(1 << 24)));
            paint.fillRect(random.nextInt(60), random.nextInt(44), 3 + random.nextInt(16), 12);
        }
        paint.dispose();
        return image;
    }

    private static BufferedImage drawn(BufferedImage image, int type, boolean mirrored) {
        BufferedImage drawn = new BufferedImage(64, 48, type);
        Graphics2D paint = drawn.createGraphics();
        paint.drawImage(image, mirrored ? 64 : 0, 0, mirrored ? -64 : 64, 48, null);
        paint.dispose();
        return drawn;
    }

    private static void write(BufferedImage image, String format, String name) throws IOException {
        Path file = folder.resolve("drawn").resolve(name);
        Files.createDirectories(file.getParent());
        assertTrue(ImageIO.write(image, format, file.toFile()));
    }

    private static String original(int i) {
        return (i % 2 == 0 ? "one/" : "two/") + i + ".png";
    }

    private static String copy(int i) {
        return (i % 2 == 0 ? "one/" : "two/") + "copy-" + i + ".jpg";
    }

    private static long parted(Split split) {
        return IntStream.range(0, COPIED)
                .filter(i -> split.partOf(original(i)) != split.partOf(copy(i)))
                .count();
    }

    @Test
    void copiesAreOnOneSideOfSplitsAndFolds() {
        for (int seed = 1; seed <= 3; seed++) {
            SplitCorpus split = SplitCorpus.read(corpus, seed, 2, done -> {});
            assertEquals(0, parted(split.split()));
            for (Folds folds :
                    List.of(Folds.of(split.images(), 4, seed), Folds.ofTraining(split, 4, seed))) {
                for (int fold = 1; fold <= 4; fold++) {
                    Split inner = folds.split(fold);
                    for (int i = 0; i < COPIED; i++) {
                        assertEquals(inner.parts().get(original(i)), inner.parts().get(copy(i)));
                    }
                }
            }
            SplitCorpus anywhere = SplitCorpus.read(corpus, ANYWHERE, seed, 2, done -> {});
            assertTrue(parted(anywhere.split()) > 5, "by chance more than half");
            assertEquals(anywhere.scanned().hash(), split.scanned().hash(), "the same images");
        }
    }

    @Test
    void theNoteSaysHowMany() {
        SplitCorpus split = SplitCorpus.read(corpus, 1, 2, done -> {});
        assertTrue(
                split.scanned()
                        .corpus()
                        .notes()
                        .contains(
                                "near-duplicates, which stay on one side of splits and folds: 40 images in 20 groups (--near-duplicates anywhere parts them)"),
                split.scanned().corpus().notes().toString());
        ScannedCorpus scanned = CorpusScan.scan(corpus, 2, done -> {});
        assertSame(scanned, KeepTogether.nearDuplicates(scanned, ANYWHERE));
        // What is left to chance is known all the same.
        assertEquals(split.images(), KeepTogether.grouped(scanned));
    }

    /** What the corpus has in its own parts stays there, and a part cut from train is whole. */
    @Test
    void theCorpussOwnPartsStay() throws IOException {
        Path parts = folder.resolve("parts");
        for (int i = 0; i < IMAGES; i++) {
            String part = i % 5 == 4 ? "test/" : "train/";
            link(original(i), parts.resolve(part + original(i)));
            if (i < COPIED) {
                link(copy(i), parts.resolve("train/" + copy(i)));
            }
        }
        Corpus read = Corpora.read("folders:" + parts, CorpusOptions.DEFAULT);
        SplitCorpus split = SplitCorpus.read(read, 1, 2, done -> {});
        List<String> notes = split.scanned().corpus().notes();
        assertTrue(
                notes.stream().anyMatch(n -> n.contains("folds: 32 images in 16 groups")),
                notes.toString());
        assertTrue(
                notes.contains(
                        "near-duplicates in different parts, where the corpus has them (--split anew puts them together): 8 images in 4 groups"),
                notes.toString());
        for (int i = 0; i < COPIED; i++) {
            if (i % 5 != 4) {
                assertEquals(
                        split.split().partOf("train/" + original(i)),
                        split.split().partOf("train/" + copy(i)));
            }
        }
    }

    private static void link(String from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(folder.resolve("drawn").resolve(from), to);
    }

    /** A clear sky looks like another, and a group of all images leaves no part for test. */
    @Test
    void imagesThatShowLittleStayAlone() throws IOException {
        Path plain = folder.resolve("plain");
        for (int i = 0; i < 20; i++) {
            BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 48; y++) {
                for (int x = 0; x < 64; x++) {
                    image.setRGB(x, y, new Color(i, 100 + y, 200).getRGB());
                }
            }
            Path file = plain.resolve(i % 2 == 0 ? "one" : "two").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        }
        Corpus read = Corpora.read("folders:" + plain, CorpusOptions.DEFAULT);
        SplitCorpus split = SplitCorpus.read(read, 1, 2, done -> {});
        assertEquals(20, split.images().stream().map(TaggedImage::group).distinct().count());
        List<String> notes = split.scanned().corpus().notes();
        assertFalse(notes.toString().contains("near-duplicates"), notes.toString());
    }

    @Test
    void tooFewGroupsForAllPartsNameTheOption() throws IOException {
        Path alike = folder.resolve("alike");
        for (int i = 0; i < 6; i++) {
            String of = i % 2 == 0 ? "one" : "two";
            BufferedImage image = ImageIO.read(folder.resolve("drawn/one/0.png").toFile());
            image.setRGB(i, 0, Color.RED.getRGB());
            Files.createDirectories(alike.resolve(of));
            ImageIO.write(image, "png", alike.resolve(of).resolve(i + ".png").toFile());
        }
        Corpus read = Corpora.read("folders:" + alike, CorpusOptions.DEFAULT);
        String message =
                assertThrows(CorpusException.class, () -> SplitCorpus.read(read, 1, 2, done -> {}))
                        .getMessage();
        assertTrue(message.startsWith("6 images in 1 groups leave a part empty"), message);
        // It is true of those who gave the option already, too.
        assertTrue(
                message.endsWith(
                        "; images are one group by --group-by, by equal contents and, unless --near-duplicates anywhere is given, by looking alike"),
                message);
    }
}
