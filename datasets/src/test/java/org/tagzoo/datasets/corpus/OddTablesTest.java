package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are easily misread: asked about, or read as they are meant. */
class OddTablesTest {

    @TempDir Path folder;

    private Corpus table(String header, IntFunction<String> row) throws IOException {
        return table(header, row, CorpusOptions.DEFAULT);
    }

    private Corpus table(String header, IntFunction<String> row, CorpusOptions options)
            throws IOException {
        for (int i = 0; i < 12; i++) {
            TinyImages.write(folder, "images/p" + i + ".png");
        }
        String rows = IntStream.range(0, 12).mapToObj(row).collect(Collectors.joining("\n"));
        return Corpora.read(
                "csv:" + TinyImages.text(folder, "labels.csv", header + "\n" + rows + "\n"),
                options);
    }

    private Corpus labels(String... fields) throws IOException {
        return table("file,label", i -> "p%d.png,%s".formatted(i, fields[i % fields.length]));
    }

    private static Map<String, Long> parts(Corpus corpus) {
        return corpus.images().stream()
                .collect(
                        Collectors.groupingBy(
                                image -> image.part().orElse("none"),
                                TreeMap::new,
                                Collectors.counting()));
    }

    private static boolean says(Corpus corpus, String part) {
        return corpus.notes().stream().anyMatch(note -> note.contains(part));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "['']", "[nan]", "[None]", "\"\"\"\"\"\"", "NaN"})
    void anEmptyListIsNoLabel(String nothing) throws IOException {
        Corpus corpus = labels("a|b", "b", nothing);
        assertEquals(Map.of("a", 4, "b", 8), corpus.labelCounts());
        assertTrue(says(corpus, "fields that say there is no label, '"));
    }

    @Test
    void aCommaInALabelIsAskedAbout() throws IOException {
        assertRefused(
                () -> labels("\"Smith, John\"", "\"Doe, Jane\""),
                "'Smith, John' one label, or several",
                "--separator none",
                "--separator comma");
        assertRefused(() -> labels("\"1,5\"", "\"2\""), "'1,5' one label, or several");
        // a stands without b too, so that they are two
        assertEquals(Map.of("a", 8, "b", 8), labels("\"a, b\"", "\"a\"", "\"b\"").labelCounts());
    }

    @Test
    void twoSignsBetweenLabelsAreAskedAbout() throws IOException {
        assertRefused(
                () -> labels("a|b", "\"a,b\"", "b"), "separated by '|'", "'a,b' may be several");
        assertEquals(
                Map.of("a", 8, "b", 8, "c, d", 4),
                labels("a;b", "\"b\"", "\"c, d;a\"").labelCounts());
    }

    @Test
    void listsOfNumbersAreClassesOfALabelColumn() throws IOException {
        assertEquals(
                Map.of("1", 4, "2", 8, "3", 4), labels("\"[1, 2]\"", "[2]", "[3]").labelCounts());
    }

    @ParameterizedTest
    @CsvSource({"yes,no", "Y,N", "t,f", "True,False", "1.0,0.0"})
    void wordsForYesAndNoAreFlags(String yes, String no) throws IOException {
        Corpus corpus =
                table(
                        "file,a,b",
                        i ->
                                "p%d.png,%s,%s"
                                        .formatted(
                                                i, i % 2 == 0 ? yes : no, i % 3 == 0 ? no : yes));
        assertEquals(Map.of("a", 6, "b", 8), corpus.labelCounts());
        assertEquals(2, labels("yes", "no").labels().size());
    }

    @Test
    void classesBesideFlagsAreAskedAbout() {
        assertRefused(
                () ->
                        table(
                                "file,width,class,xmin,ymin",
                                i -> "p%d.png,12,%s,1,1".formatted(i, i % 2 == 0 ? "cat" : "dog")),
                "column 'class' may hold the classes",
                "xmin, ymin",
                "--label-columns");
    }

    @Test
    void aColumnThatIsMostly0And1IsNotLost() {
        assertRefused(
                () ->
                        table(
                                "file,a,b,c",
                                i ->
                                        "p%d.png,%d,%d,%s"
                                                .formatted(
                                                        i,
                                                        i % 2,
                                                        i % 3 % 2,
                                                        i % 3 == 0 ? "?" : "1")),
                "column 'c' is 0 or 1 but for 4 rows, here '?'");
    }

    @ParameterizedTest
    @CsvSource({
        "split,train,eval,train=6 test=6",
        "split,trn,tst,train=6 test=6",
        "mode,Train,Hold-out,train=6 test=6",
        "usage,Training,PublicTest,train=6 validation=6",
        "is_test,no,yes,train=6 test=6",
        "val,0,1,train=6 validation=6",
        "fold,0.0,1.0,none=12"
    })
    void columnsOfParts(String name, String even, String odd, String parts) throws IOException {
        Corpus corpus =
                table(
                        "file,label," + name,
                        i ->
                                "p%d.png,%s,%s"
                                        .formatted(
                                                i,
                                                i % 3 == 0 ? "cat" : "dog",
                                                i % 2 == 0 ? even : odd));
        Map<String, Long> expected = new TreeMap<>();
        for (String part : parts.split(" ")) {
            expected.put(part.split("=")[0], Long.valueOf(part.split("=")[1]));
        }
        assertEquals(expected, parts(corpus));
        assertTrue(
                says(
                        corpus,
                        "'" + name + "' " + (parts.startsWith("none") ? "numbers folds" : "says")));
    }

    @Test
    void wordsBesidePartsAreNoPart() throws IOException {
        List<String> words = List.of("train", "test", "extra");
        Corpus corpus =
                table(
                        "file,label,split",
                        i ->
                                "p%d.png,%s,%s"
                                        .formatted(
                                                i, i % 2 == 0 ? "cat" : "dog", words.get(i % 3)));
        assertEquals(Map.of("train", 4L, "test", 4L), parts(corpus));
        assertEquals(Map.of("in no part", 4), corpus.leftOut());
    }

    @Test
    void anImageInTwoPartsIsTheTests() throws IOException {
        Corpus corpus =
                table(
                        "file,label,split",
                        i ->
                                "p%d.png,%s,%s"
                                        .formatted(
                                                i % 6,
                                                i % 2 == 0 ? "cat" : "dog",
                                                i < 6 ? "train" : "test"));
        assertEquals(Map.of("test", 6L), parts(corpus));
        assertEquals(6, corpus.leftOut().get("copy of one in another part"));
    }

    @Test
    void accentsAsMacOsWritesThem() throws IOException {
        TinyImages.write(folder, "images/cafe\u0301.png", "images/the\u0301.png");
        Corpus corpus = labels("a|b", "b");
        assertEquals(12, corpus.images().size());
        Path file =
                TinyImages.text(
                        folder, "more.csv", "file,label\ncaf\u00e9.png,a|b\nth\u00e9.png,a|b\n");
        assertEquals(
                List.of("caf\u00e9.png", "th\u00e9.png"),
                Corpora.read("csv:" + file, CorpusOptions.DEFAULT).images().stream()
                        .map(TaggedImage::id)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'version https://git-lfs.github.com/spec/v1',a git-lfs pointer",
        "'<!DOCTYPE html>',a web page",
        "'PK\u0003\u0004x',an Excel workbook"
    })
    void filesThatAreNoTablesAreNamed(String start, String what) throws IOException {
        Path file = TinyImages.text(folder, "labels.csv", start + "\n1,2\n");
        assertRefused(() -> Corpora.read("csv:" + file, CorpusOptions.DEFAULT), what);
    }

    @Test
    void linesOfBlanksArePassedOver() throws IOException {
        assertEquals(
                12,
                table("file,label", i -> "p%d.png,%s\n  ".formatted(i, i % 2 == 0 ? "a" : "b"))
                        .images()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "-1"})
    void aPartWithoutLabelsIsUnlabelled(String nothing) throws IOException {
        IntFunction<String> row =
                i ->
                        "p%d.png,%s,%s"
                                .formatted(
                                        i,
                                        i % 3 == 0 ? nothing : i % 2 == 0 ? "cat" : "dog",
                                        i % 3 == 0 ? "test" : "train");
        Corpus corpus = table("file,label,split", row);
        assertEquals(Map.of("train", 8L), parts(corpus));
        assertEquals(Map.of("cat", 4, "dog", 4), corpus.labelCounts());
        assertEquals(Map.of("without a class", 4), corpus.leftOut());
        assertTrue(
                says(
                        corpus,
                        "test: no image of it has a label that train has, so its images are left out: 4,"));
    }

    @Test
    void namesOfFolds() throws IOException {
        Corpus corpus =
                table(
                        "file,label,fold",
                        i -> "p%d.png,%s,fold_%d".formatted(i, i % 2 == 0 ? "cat" : "dog", i % 4));
        assertEquals(Map.of("train", 6L, "validation", 3L, "test", 3L), parts(corpus));
    }

    @Test
    void numbersWithASignAreNotAlike() throws IOException {
        assertTrue(
                labels("-1", "1", "a").notes().stream().noneMatch(note -> note.contains("differ")));
        assertTrue(says(labels("cat\u200b", "cat"), "differ in case, blanks or hyphens only"));
    }

    @Test
    void optionsThatDoNotFitAreSaid() throws IOException {
        CorpusOptions comma = CorpusOptions.DEFAULT.withSeparator(",");
        IntFunction<String> lists =
                i -> "p%d.png,\"['a', '%s']\"".formatted(i, i % 2 == 0 ? "b" : "c");
        assertEquals(
                Map.of("a", 12, "b", 6, "c", 6), table("file,label", lists, comma).labelCounts());
        IntFunction<String> bars = i -> "p%d.png,%s".formatted(i, i % 2 == 0 ? "a|b" : "b|c");
        assertTrue(says(table("file,label", bars, comma), "no field has several labels between"));
        IntFunction<String> blanks =
                i -> "p%d.png,%s".formatted(i, i % 3 == 0 ? "" : i % 2 == 0 ? "a" : "b");
        CorpusOptions unknown = CorpusOptions.DEFAULT.withBlank(CorpusOptions.Meaning.UNKNOWN);
        assertRefused(
                () -> table("file,label", blanks, unknown),
                "--blank is for columns of 0 and 1",
                "4 blank");
    }

    @Test
    void whatTheParserAdvisesProgrammersIsLeftOut() throws IOException {
        Path file =
                TinyImages.text(folder, "a.jsonl", "{\"file_name\": \"1.png\", \"label\": NaN}\n");
        String message =
                assertThrows(
                                CorpusException.class,
                                () -> Corpora.read("jsonl:" + file, CorpusOptions.DEFAULT))
                        .getMessage();
        assertTrue(
                message.endsWith("a.jsonl:1: line 1 is not JSON: Non-standard token 'NaN'"),
                message);
    }
}
