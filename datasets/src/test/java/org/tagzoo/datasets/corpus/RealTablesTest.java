package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.split.SplitCorpus;

/** Parts and images of tables as people have them: what is read of each, and what is said. */
class RealTablesTest extends SmallCorpora {

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
        assertTrue(
                says(
                        corpus,
                        "rows joined with an earlier one of the same image, labels together: 15"));
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
    void namesInOtherCaseAreFound() throws IOException {
        requireTags(
                table(
                        "F,LABELS\n",
                        i -> "P%d.PNG,%s".formatted(i, String.join("|", tags(i))),
                        NONE),
                "P%d.PNG");
    }

    @Test
    void imagesThatNoRowNamesAreCounted() throws IOException {
        TinyImages.write(folder, "images/more.png", "images/p99.jpg");
        Corpus corpus =
                table("f,labels\n", i -> "p%d,%s".formatted(i, String.join("|", tags(i))), NONE);
        assertEquals(Map.of("named by no row", 2), corpus.leftOut());
    }
}
