package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.corpus.CorpusOptions.ClassFolder;
import org.tagzoo.datasets.corpus.CorpusOptions.Meaning;
import org.tagzoo.datasets.image.ImageHeader;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;

/** Folders and tables as people have them: what is read of each, and what is said. */
class RealLifeTest {

    private static final CorpusOptions NONE = CorpusOptions.DEFAULT;

    @TempDir Path folder;

    /** The labels of image {@code i}: one of three, and even. */
    private static List<String> tags(int i) {
        List<String> tags = new ArrayList<>(List.of(List.of("red", "green", "blue").get(i % 3)));
        if (i % 2 == 0) {
            tags.add("even");
        }
        return tags;
    }

    private Corpus table(String header, IntFunction<String> row, CorpusOptions options)
            throws IOException {
        for (int i = 0; i < 30; i++) {
            TinyImages.write(folder, "images/p" + i + ".png");
        }
        String rows = IntStream.range(0, 30).mapToObj(row).collect(Collectors.joining("\n"));
        return Corpora.read(
                "csv:" + TinyImages.text(folder, "labels.csv", header + rows + "\n"), options);
    }

    private void requireTags(Corpus corpus) {
        requireTags(corpus, "p%d.png");
    }

    private void requireTags(Corpus corpus, String id) {
        assertEquals(30, corpus.images().size());
        Map<String, List<String>> labels = CorpusAsserts.labels(corpus);
        for (int i = 0; i < 30; i++) {
            Object found =
                    labels.containsKey("p" + i) ? labels.get("p" + i) : labels.get(id.formatted(i));
            assertEquals(tags(i).stream().sorted().toList(), found);
        }
    }

    private Corpus folders(CorpusOptions options, String... images) throws IOException {
        TinyImages.write(folder, images);
        return Corpora.read("folders:" + folder, options);
    }

    private static String[] many(String pattern, int from, int to) {
        return IntStream.range(from, to).mapToObj(pattern::formatted).toArray(String[]::new);
    }

    private static boolean says(Corpus corpus, String... parts) {
        return corpus.notes().stream()
                .anyMatch(note -> List.of(parts).stream().allMatch(note::contains));
    }

    private static SplitCorpus split(Corpus corpus) {
        return SplitCorpus.read(corpus, 1, 1, done -> {});
    }

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
                        "test: 5 images without a class",
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
                        "2 images are copies",
                        "2 of them have other labels"));
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
        assertTrue(says(kept, "6 of them have other labels", "--same-image join"));
        Corpus joined = folders(NONE.withJoinSame(true));
        assertEquals(Map.of("red", 12, "even", 6), joined.labelCounts());
        assertEquals(12, joined.images().size());
        assertTrue(says(joined, "6 copies were joined"));
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
        assertTrue(says(corpus, "3 images have several pages or frames"));
    }

    @Test
    void blanksAndMinusOneAreAskedAbout() throws IOException {
        IntFunction<String> row =
                i -> {
                    String blue = i % 7 == 3 ? "" : i % 7 == 5 ? "-1" : i % 3 == 2 ? "1" : "0";
                    return "images/p%d.png,%d,%d,%s,%d"
                            .formatted(i, i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0, blue, 1 - i % 2);
                };
        String header = "Path,red,green,blue,even\n";
        assertRefused(
                () -> table(header, row, NONE),
                "4 fields are blank (in blue) and 4 fields are -1 (in blue)",
                "--blank and --uncertain negative, positive or unknown");
        // By hand: of i = 2, 5, ..., 29, blanks stand at 17 and -1 at 5 and 26, so seven are 1.
        Corpus negative =
                table(
                        header,
                        row,
                        NONE.withBlank(Meaning.NEGATIVE).withUncertain(Meaning.NEGATIVE));
        assertEquals(Map.of("red", 10, "green", 10, "blue", 7, "even", 15), negative.labelCounts());
        // Four blanks are 1 too.
        Corpus positive =
                table(
                        header,
                        row,
                        NONE.withBlank(Meaning.POSITIVE).withUncertain(Meaning.NEGATIVE));
        assertEquals(11, positive.labelCounts().get("blue"));
        assertTrue(says(positive, "4 fields that are blank are taken as positive"));
        assertTrue(says(positive, "4 fields that are -1 are taken as negative"));
        Corpus unknown =
                table(header, row, NONE.withBlank(Meaning.UNKNOWN).withUncertain(Meaning.UNKNOWN));
        assertEquals(negative.labelCounts(), unknown.labelCounts());
        for (TaggedImage image : unknown.images()) {
            int i = Integer.parseInt(image.id().replaceAll("\\D", ""));
            Set<Integer> blue = i % 7 == 3 || i % 7 == 5 ? Set.of(2) : Set.of();
            assertEquals(blue, image.unknown(), image.id());
        }
        String line = "unknown, left out of losses, thresholds and metrics: blue of 8 images";
        assertTrue(unknown.summary().contains(line), unknown.summary().toString());
    }

    @Test
    void labelsBetweenBlanksAreAskedAbout() throws IOException {
        IntFunction<String> row = i -> "p%d,%s".formatted(i, String.join(" ", tags(i)));
        for (CorpusOptions options : List.of(NONE, NONE.withLabelColumns(List.of("tags")))) {
            assertRefused(
                    () -> table("image_name,tags\n", row, options),
                    "is 'blue even' one label",
                    "--separator none",
                    "--separator space");
        }
        Corpus corpus = table("image_name,tags\n", row, NONE.withSeparator("space"));
        requireTags(corpus);
        assertTrue(says(corpus, "separated by blanks", "'red even' is [red, even]"));
        Corpus one = table("image_name,tags\n", row, NONE.withSeparator("none"));
        assertEquals(5, one.labelCounts().get("red even"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "\"{'%s'}\"!`', '`",
                "\"('%s',)\"!`', '`",
                "\"['%s']\"!`' '`",
                "\"array(['%s'], dtype=object)\"!`', '`",
                "\"frozenset({'%s'})\"!`', '`",
                "\"[np.str_('%s')]\"!`'), np.str_('`",
                "%s!|",
                "%s!;",
                "\"%s\"!`, `",
                "%s!/"
            })
    void labelsAreReadAsProgramsPrintThem(String list, String separator) throws IOException {
        CorpusOptions options = separator.equals("/") ? NONE.withSeparator("/") : NONE;
        requireTags(
                table(
                        "file,labels\n",
                        i ->
                                "p%d.png,%s"
                                        .formatted(
                                                i, list.formatted(String.join(separator, tags(i)))),
                        options));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {";!,", ",!|", "|!,", "' '!,", "'   '!|"})
    void fieldsAreSeparatedByWhatAllLinesHave(String field, String label) throws IOException {
        requireTags(
                table(
                        "file" + field + "labels\n",
                        i -> "p%d.png%s%s".formatted(i, field, String.join(label, tags(i))),
                        NONE));
    }

    @Test
    void wordsForNoLabelAreNoLabels() throws IOException {
        List<String> none = List.of("None", "nan", "N/A", "", "set()", "null");
        Corpus corpus =
                table(
                        "file,labels\n",
                        i ->
                                "p%d.png,%s"
                                        .formatted(
                                                i, i < 6 ? none.get(i) : String.join("|", tags(i))),
                        NONE);
        assertEquals(List.of("blue", "even", "green", "red"), corpus.labels().names());
        assertTrue(says(corpus, "'None', 'nan', 'N/A', 'set()', 'null': 5"));
    }

    @Test
    void aFileWithoutHeader() throws IOException {
        Corpus corpus = table("", i -> "p%d.png,%s".formatted(i, String.join("|", tags(i))), NONE);
        requireTags(corpus);
        assertTrue(says(corpus, "no header", "'p0.png'"));
        requireTags(
                table(
                        "",
                        i -> "p%d.png,%s".formatted(i, String.join("|", tags(i))),
                        NONE.withIdColumn("column 1").withLabelColumns(List.of("column 2"))));
    }

    @ParameterizedTest
    @CsvSource({
        "is_valid,0,1,24 train and 6 validation",
        "split,train,valid,24 train and 6 validation",
        "set,training,test,24 train and 6 test",
        "is_train,1,0,24 train and 6 test",
        "partition,0,1,24 train and 6 validation"
    })
    void aColumnMaySayTheParts(String name, String most, String fifth, String parts)
            throws IOException {
        Corpus corpus =
                table(
                        "name,red,green,blue," + name + "\n",
                        i ->
                                "p%d.png,%d,%d,%d,%s"
                                        .formatted(
                                                i,
                                                i % 3 == 0 ? 1 : 0,
                                                i % 3 == 1 ? 1 : 0,
                                                i % 3 == 2 ? 1 : 0,
                                                i % 5 == 0 ? fifth : most),
                        NONE);
        assertEquals(List.of("red", "green", "blue"), corpus.labels().names());
        Map<String, Long> counts =
                corpus.images().stream()
                        .collect(
                                Collectors.groupingBy(
                                        i -> i.part().orElseThrow(), Collectors.counting()));
        counts.forEach(
                (part, count) -> assertTrue(parts.contains(count + " " + part), counts.toString()));
        assertTrue(says(corpus, "column '" + name + "' says which part"));
    }

    @Test
    void columnsNamedForPartsAreParts() throws IOException {
        Corpus corpus =
                table(
                        "name,red,blue,train,test\n",
                        i ->
                                "p%d.png,%d,%d,%d,%d"
                                        .formatted(
                                                i,
                                                i % 2,
                                                1 - i % 2,
                                                i % 3 > 0 ? 1 : 0,
                                                i % 3 > 0 ? 0 : 1),
                        NONE);
        assertEquals(List.of("red", "blue"), corpus.labels().names());
        assertEquals(
                10,
                corpus.images().stream()
                        .filter(i -> i.part().orElseThrow().equals("test"))
                        .count());
        Corpus vehicles =
                table(
                        "name,bus,train\n",
                        i -> "p%d.png,%d,%d".formatted(i, i % 2, 1 - i % 2),
                        NONE);
        assertEquals(List.of("bus", "train"), vehicles.labels().names());
    }

    @Test
    void foldsAreParts() throws IOException {
        Corpus corpus =
                table(
                        "name,label,fold\n",
                        i -> "p%d.png,%s,%d".formatted(i, tags(i).get(0), i % 5),
                        NONE);
        assertEquals(List.of("blue", "green", "red"), corpus.labels().names());
        assertEquals("train 18, validation 6, test 6", split(corpus).split().toString());
        Corpus two =
                table(
                        "name,label,fold\n",
                        i -> "p%d.png,%s,%d".formatted(i, tags(i).get(0), i % 2),
                        NONE);
        assertTrue(two.images().stream().allMatch(i -> i.part().isEmpty()));
        assertEquals(List.of("blue", "green", "red"), two.labels().names());
    }

    @Test
    void rowsOfOneImageAreJoinedOnRequest() throws IOException {
        IntFunction<String> row =
                i ->
                        tags(i).stream()
                                .map(tag -> "p%d.png,%s".formatted(i, tag))
                                .collect(Collectors.joining("\n"));
        assertRefused(
                () -> table("filename,label\n", row, NONE),
                "with other labels: [even], before [red]",
                "--same-image join");
        Corpus corpus = table("filename,label\n", row, NONE.withJoinSame(true));
        requireTags(corpus);
        assertTrue(says(corpus, "15 rows were joined"));
    }

    @Test
    void imagesInSeveralFoldersAreFoundBelow() throws IOException {
        StringBuilder rows = new StringBuilder("Image Index,Finding Labels\n");
        for (int i = 0; i < 24; i++) {
            TinyImages.write(folder, "images_%03d/images/%08d.png".formatted(i % 3, i));
            rows.append("%08d.png,%s\n".formatted(i, i % 2 == 0 ? "red" : "blue|even"));
        }
        String csv = "csv:" + TinyImages.text(folder, "Data.csv", rows.toString());
        Corpus corpus = Corpora.read(csv, NONE);
        assertEquals(Map.of("red", 12, "blue", 12, "even", 12), corpus.labelCounts());
        assertTrue(says(corpus, "below " + folder));
        List<Path> given =
                IntStream.range(0, 3)
                        .mapToObj(i -> folder.resolve("images_00" + i + "/images"))
                        .toList();
        assertEquals(24, Corpora.read(csv, NONE.withImageFolders(given)).images().size());
        TinyImages.write(folder, "images_001/images/00000000.png");
        assertRefused(
                () -> Corpora.read(csv, NONE),
                "Data.csv:2: '00000000.png': 2 images have this name",
                "images_000",
                "images_001");
    }

    @Test
    void absolutePathsAreReadWhereTheyLie() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        TinyImages.write(elsewhere, many("p%d.png", 0, 30));
        Corpus corpus =
                table(
                        "path,labels\n",
                        i -> "%s/p%d.png,%s".formatted(elsewhere, i, String.join("|", tags(i))),
                        NONE);
        assertEquals(30, corpus.images().size());
        assertEquals(15, corpus.labelCounts().get("even"));
        assertTrue(says(corpus, "by whole paths"));
        // Another machine's paths: a folder and a name must be the same.
        requireTagsOfPaths(
                table(
                        "path,labels\n",
                        i ->
                                "/kaggle/input/images/p%d.png,%s"
                                        .formatted(i, String.join("|", tags(i))),
                        NONE));
        assertRefused(
                () ->
                        table(
                                "path,labels\n",
                                i ->
                                        "/kaggle/input/p%d.png,%s"
                                                .formatted(i, String.join("|", tags(i))),
                                NONE),
                "--image-folder");
    }

    @Test
    void labelsThatDifferInCaseOnlyAreSaidOnce() throws IOException {
        Corpus corpus = folders(NONE, "Cat/1.png", "cat/2.png", "big dog/3.png", "big-dog/4.png");
        assertEquals(4, corpus.labels().size());
        assertEquals(
                1,
                corpus.notes().stream()
                        .filter(
                                note ->
                                        note.contains(
                                                "'Cat' 1 and 'cat' 1, 'big dog' 1 and 'big-dog' 1"))
                        .count());
    }

    @Test
    void labelsThatAPartLacksAreSaidOnce() throws IOException {
        TinyImages.write(folder, many("rare/%d.png", 0, 2));
        SplitCorpus split = split(folders(NONE, many("often/%d.png", 2, 20)));
        List<String> said =
                split.scanned().corpus().notes().stream()
                        .filter(note -> note.contains("no image of rare"))
                        .toList();
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("--min-support 3"), said.get(0));
    }

    @Test
    void oneLabelSaysWhatToDo() throws IOException {
        assertRefused(
                () -> folders(NONE, "cat/1.png"), "one label (cat)", "add images of another class");
        assertRefused(
                () -> table("file,label\n", i -> "p%d.png,%d".formatted(i, i % 2), NONE),
                "only label is all 0 and 1, which is one label",
                "two classes' names");
        assertRefused(
                () -> table("file,label\n", i -> "p%d.png,cat".formatted(i), NONE),
                "one label (cat)");
    }

    @Test
    void jsonLinesAreReadAsTables() throws IOException {
        String[] forms = {
            "{\"file_name\": \"images/p%d.png\", \"labels\": [%s], \"split\": \"train\"}",
            "{\"file_name\": \"images/p%d.png\", \"objects\": {\"bbox\": [[1, 2, 3, 4]], \"categories\": [%s]}}"
        };
        for (String form : forms) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                TinyImages.write(folder, "images/p" + i + ".png");
                String list =
                        tags(i).stream().map(t -> '"' + t + '"').collect(Collectors.joining(","));
                lines.append(form.formatted(i, list)).append('\n');
            }
            Path file = TinyImages.text(folder, "metadata.jsonl", lines.toString());
            for (Path named : List.of(file, folder)) {
                requireTagsOfPaths(Corpora.read("jsonl:" + named, NONE));
            }
        }
        TinyImages.text(folder, "metadata.jsonl", "{\"file_name\": \"a\"}\n[1]\n");
        assertRefused(
                () -> Corpora.read("jsonl:" + folder, NONE), "metadata.jsonl:2: a JSON object");
    }

    @Test
    void jsonLinesInFoldersOfPartsAreParts() throws IOException {
        for (String part : List.of("train", "validation", "test")) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                TinyImages.write(folder, part + "/" + i + ".png");
                lines.append(
                        "{\"file_name\": \"%d.png\", \"label\": \"%s\"}\n"
                                .formatted(i, tags(i % 2).get(0)));
            }
            TinyImages.text(folder, part + "/metadata.jsonl", lines.toString());
        }
        SplitCorpus split = split(Corpora.read("jsonl:" + folder, NONE));
        assertEquals(List.of("green", "red"), split.labels().names());
        assertEquals("train 4, validation 4, test 4", split.split().toString());
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

    /** By hand: 1 and -1 alone, as CelebA has them; and a blank for 0. */
    @Test
    void otherFormsOfZeroAndOne() throws IOException {
        Corpus celeb =
                table(
                        "f,smiling,young\n",
                        i -> "p%d.png,%d,%d".formatted(i, i % 2 == 0 ? 1 : -1, i % 3 == 0 ? 1 : -1),
                        NONE.withUncertain(Meaning.NEGATIVE));
        assertEquals(Map.of("smiling", 15, "young", 10), celeb.labelCounts());
        Corpus blanks =
                table(
                        "f,smiling,young\n",
                        i ->
                                "p%d.png,%s,%s"
                                        .formatted(
                                                i,
                                                i % 2 == 0 ? "1.0" : "",
                                                i % 3 == 0 ? "1.0" : "nan"),
                        NONE.withBlank(Meaning.NEGATIVE));
        assertEquals(Map.of("smiling", 15, "young", 10), blanks.labelCounts());
    }

    @ParameterizedTest
    @CsvSource({
        "golden retriever,tabby cat,",
        "T-shirt/top,Trouser,",
        "golden retriever,labrador retriever,space",
        "red even,red,space",
        "haze primary,clear primary,space",
        "red/even,red,/",
        "red + even,even,space"
    })
    void severalWordsAreAskedAboutWhereOneStandsElsewhere(
            String one, String other, String separator) throws IOException {
        IntFunction<String> row = i -> "p%d.png,%s".formatted(i, i % 2 == 0 ? one : other);
        if (separator == null) {
            assertEquals(Map.of(one, 15, other, 15), table("f,label\n", row, NONE).labelCounts());
        } else {
            assertRefused(
                    () -> table("f,label\n", row, NONE),
                    "one label, or several?",
                    "--separator none for one, --separator " + separator);
        }
    }

    @Test
    void namesInOtherCaseAreFound() throws IOException {
        requireTags(
                table(
                        "F,LABELS\n",
                        i -> "P%d.PNG,%s".formatted(i, String.join("|", tags(i))),
                        NONE),
                "P%d.PNG");
    }

    @Test
    void classesMayBeNumbers() throws IOException {
        Corpus named =
                table("f,label,size\n", i -> "p%d.png,%d,%d".formatted(i, i % 5, 100 + i), NONE);
        assertEquals(List.of("0", "1", "2", "3", "4"), named.labels().names());
        assertTrue(says(named, "columns not used: size"));
        Corpus bare = table("", i -> "p%d.png %d".formatted(i, i % 5), NONE);
        assertEquals(30, bare.images().size());
        assertEquals(5, bare.labels().size());
    }

    @Test
    void imagesThatNoRowNamesAreCounted() throws IOException {
        TinyImages.write(folder, "images/more.png", "images/p99.jpg");
        Corpus corpus =
                table("f,labels\n", i -> "p%d,%s".formatted(i, String.join("|", tags(i))), NONE);
        assertEquals(Map.of("named by no row", 2), corpus.leftOut());
    }

    private static void requireTagsOfPaths(Corpus corpus) {
        assertEquals(30, corpus.images().size());
        assertEquals(Map.of("red", 10, "green", 10, "blue", 10, "even", 15), corpus.labelCounts());
    }
}
