package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.corpus.CorpusOptions.ClassFolder;
import org.tagzoo.datasets.image.ImageHeader;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;

/** Folders as people have them: what is read of each, and what is said. */
class RealFoldersTest extends SmallCorpora {

    @Test
    void kaggleKeepsUnlabelledImagesBesideItsClasses() throws IOException {
        TinyImages.write(folder, many("train/cat/%d.png", 0, 8));
        TinyImages.write(folder, many("train/dog/%d.png", 8, 16));
        Corpus corpus = folders(NONE, many("test/%d.png", 16, 21));
        assertEquals(Map.of("cat", 8, "dog", 8), corpus.labelCounts());
        assertEquals(Map.of("without a class", 5), corpus.leftOut());
        assertTrue(
                says(
                        corpus,
                        "test: images without a class, left out: 5,",
                        "--predict " + folder.resolve("test")));
        SplitCorpus split = split(corpus);
        assertEquals("train 10, validation 3, test 3", split.split().toString());
        assertTrue(says(split.scanned().corpus(), "no validation and no test", "60/20/20"));
    }

    @ParameterizedTest
    @CsvSource({
        "train,val,test",
        "train,valid,test",
        "Training,validation,Testing",
        "train_images,val2,test_images",
        "data/train,data/val,data/test"
    })
    void readyMadePartsAreTheParts(String train, String validation, String test)
            throws IOException {
        for (String label : List.of("red", "blue")) {
            int from = label.equals("red") ? 0 : 100;
            TinyImages.write(folder, many(train + "/" + label + "/a%d.png", from, from + 10));
            TinyImages.write(folder, many(validation + "/" + label + "/b%d.png", from, from + 4));
            TinyImages.write(folder, many(test + "/" + label + "/c%d.png", from, from + 4));
        }
        Corpus corpus = folders(NONE);
        assertEquals(List.of("blue", "red"), corpus.labels().names());
        SplitCorpus split = split(corpus);
        assertEquals("train 20, validation 8, test 8", split.split().toString());
        assertTrue(split.images(Part.TEST).stream().allMatch(i -> i.id().startsWith(test)));
        assertTrue(
                split.images(Part.VALIDATION).stream()
                        .allMatch(i -> i.id().startsWith(validation)));
        assertTrue(
                says(
                        split.scanned().corpus(),
                        "train, validation and test are the corpus's own",
                        "--split anew"));
        Corpus mixed = folders(NONE.withSplitAnew(true));
        assertTrue(says(mixed, "--split anew"));
        SplitCorpus anew = split(mixed);
        assertEquals("train 22, validation 7, test 7", anew.split().toString());
    }

    @Test
    void aPartThatIsMissingIsCutFromTrain() throws IOException {
        TinyImages.write(folder, many("train/cat/%d.png", 0, 40));
        TinyImages.write(folder, many("train/dog/%d.png", 40, 80));
        TinyImages.write(folder, many("val/cat/%d.png", 80, 90));
        SplitCorpus split = split(folders(NONE, many("val/dog/%d.png", 90, 100)));
        assertEquals("train 60, validation 20, test 20", split.split().toString());
        assertTrue(split.images(Part.VALIDATION).stream().allMatch(i -> i.id().startsWith("val/")));
        assertTrue(
                says(
                        split.scanned().corpus(),
                        "no test with labels, so 20 of its 80 train images"));
        Files.move(folder.resolve("val"), folder.resolve("test"));
        split = split(folders(NONE));
        assertEquals("train 60, validation 20, test 20", split.split().toString());
        assertTrue(split.images(Part.TEST).stream().allMatch(i -> i.id().startsWith("test/")));
    }

    @Test
    void identicalFilesAcrossPartsCountOnce() throws IOException {
        TinyImages.write(folder, many("train/cat/%d.png", 0, 6));
        TinyImages.write(folder, many("train/dog/%d.png", 6, 12));
        TinyImages.write(folder, many("test/cat/%d.png", 12, 15));
        TinyImages.write(folder, many("test/dog/%d.png", 15, 18));
        TinyImages.write(folder, many("val/cat/%d.png", 18, 20));
        Files.copy(folder.resolve("train/cat/0.png"), folder.resolve("test/dog/copy.png"));
        Files.copy(folder.resolve("train/dog/7.png"), folder.resolve("val/cat/copy.png"));
        SplitCorpus split = split(folders(NONE, many("val/dog/%d.png", 20, 22)));
        assertEquals("train 10, validation 5, test 7", split.split().toString());
        assertEquals(Map.of("copy of one in another part", 2), split.scanned().corpus().leftOut());
        assertTrue(
                says(
                        split.scanned().corpus(),
                        "copies of images in another part",
                        ": 2; with other labels there: 2"));
    }

    @Test
    void twoLevelsThatCouldBeTheClassAreAQuestion() throws IOException {
        for (String label : List.of("red", "green", "blue")) {
            TinyImages.write(folder, many(label + "/batch1/" + label + "%d.png", 0, 3));
            TinyImages.write(folder, many(label + "/batch2/" + label + "%d.png", 3, 6));
        }
        assertRefused(
                () -> folders(NONE),
                "--class-folder first takes blue, green, red",
                "--class-folder last takes batch1, batch2");
        Corpus first = folders(NONE.withClassFolder(ClassFolder.FIRST));
        assertEquals(Map.of("red", 6, "green", 6, "blue", 6), first.labelCounts());
        assertEquals("batch1", first.images().get(0).domain().orElseThrow());
        Corpus last = folders(NONE.withClassFolder(ClassFolder.LAST));
        assertEquals(Map.of("batch1", 9, "batch2", 9), last.labelCounts());
        assertEquals("blue", last.images().get(0).domain().orElseThrow());
    }

    /** A folder that all images lie in, or that repeats the part, says nothing. */
    @ParameterizedTest
    @CsvSource({
        "archive/photos/cat/%d.png,archive/photos/dog/%d.png",
        "cat/images/%d.png,dog/images/%d.png",
        "training_set/training_set/cat/%d.png,training_set/training_set/dog/%d.png",
        "cat/train/%d.png,dog/train/%d.png"
    })
    void foldersThatSayNothing(String cats, String dogs) throws IOException {
        TinyImages.write(folder, many(cats, 0, 3));
        Corpus corpus = folders(NONE.withSplitAnew(true), many(dogs, 3, 6));
        assertEquals(Map.of("cat", 3, "dog", 3), corpus.labelCounts());
    }

    @Test
    void aClassMayBeCalledTrain() throws IOException {
        Corpus corpus = folders(NONE, "bus/1.png", "car/2.png", "train/3.png");
        assertEquals(List.of("bus", "car", "train"), corpus.labels().names());
    }

    @Test
    void oneImageInSeveralClassFoldersIsJoined() throws IOException {
        TinyImages.write(folder, many("red/%d.png", 0, 12));
        for (int i = 0; i < 12; i += 2) {
            Files.createDirectories(folder.resolve("even"));
            Files.copy(folder.resolve("red/" + i + ".png"), folder.resolve("even/" + i + ".png"));
        }
        Corpus kept = CorpusScan.scan(folders(NONE), 1, done -> {}).corpus();
        assertEquals(18, kept.images().size());
        assertTrue(says(kept, "with other labels than the first copy: 6", "--same-image join"));
        Corpus joined = folders(NONE.withJoinSame(true));
        assertEquals(Map.of("red", 12, "even", 6), joined.labelCounts());
        assertEquals(12, joined.images().size());
        assertTrue(says(joined, "copies joined with the images they equal, labels together: 6"));
    }

    @Test
    void contentAndNotTheNameIsAnImage() throws IOException {
        int n = 0;
        for (String ending : List.of(".jfif", ".JPG", ".jpe", ".png", "", ".dat")) {
            for (String label : List.of("red", "blue")) {
                TinyImages.write(folder, "made/" + n + ".jpg");
                Files.createDirectories(folder.resolve("set/" + label));
                Files.move(
                        folder.resolve("made/" + n + ".jpg"),
                        folder.resolve("set/" + label + "/" + n++ + ending));
            }
        }
        TinyImages.text(folder, "set/red/notes.txt", "no image");
        TinyImages.text(folder, "set/red/.DS_Store", "x");
        TinyImages.text(folder, "set/blue/text.jpg", "no image either");
        Files.createSymbolicLink(
                folder.resolve("set/blue/dangling.png"), Path.of("/nowhere/at/all.png"));
        Corpus corpus =
                CorpusScan.scan(
                                Corpora.read("folders:" + folder.resolve("set"), NONE),
                                1,
                                done -> {})
                        .corpus();
        assertEquals(Map.of("red", 6, "blue", 6), corpus.labelCounts());
        assertEquals(Map.of("no image", 2, "hidden", 1, "not there", 1), corpus.leftOut());
        assertTrue(
                corpus.summary().contains("left out: 4 (2 no image, 1 hidden, 1 not there)"),
                corpus.summary().toString());
    }

    @Test
    void framesPagesAndFormatsThatAreNotReadAreSaid() throws IOException {
        TinyImages.write(folder, "red/1.png", "blue/2.png");
        for (String name : List.of("pages.tif", "animated.webp", "animated.gif", "gray.tif")) {
            try (InputStream in = ImageHeader.class.getResourceAsStream(name)) {
                Files.write(folder.resolve("red/" + name), in.readAllBytes());
            }
        }
        TinyImages.text(folder, "blue/photo.jpg", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic");
        TinyImages.text(folder, "blue/photo", "\0\0\0\u0018ftypavif\0\0\0\0mif1avif");
        Corpus corpus = CorpusScan.scan(folders(NONE), 1, done -> {}).corpus();
        assertEquals(Map.of("red", 5, "blue", 1), corpus.labelCounts());
        assertEquals(Map.of("HEIC", 1, "AVIF", 1), corpus.leftOut());
        assertTrue(
                corpus.quarantine().get(1).reason().contains("'magick photo.heic photo.jpg'"),
                corpus.quarantine().toString());
        assertTrue(
                says(corpus, "images with several pages or frames, of which the first is used: 3"));
    }

    @Test
    void kagglesOtherFoldersOfUnlabelledImages() throws IOException {
        TinyImages.write(folder, many("train/train/cat/%d.png", 0, 6));
        TinyImages.write(folder, many("train/train/dog/%d.png", 6, 12));
        TinyImages.write(folder, many("test1/test1/%d.png", 12, 15));
        TinyImages.text(folder, "sample_submission.csv", "id,label\n");
        TinyImages.write(folder, "sample/15.png");
        Corpus corpus = folders(NONE, many("val/unknown/%d.png", 16, 18));
        assertEquals(Map.of("cat", 6, "dog", 6), corpus.labelCounts());
        assertEquals(Map.of("without a class", 6, "no image", 1), corpus.leftOut());
    }

    @Test
    void classesInNamesOfFilesAreNoFolders() {
        assertRefused(
                () -> folders(NONE, "train/cat.0.png", "test/1.png"),
                "no image in a folder of a class, of 2",
                "csv");
    }
}
