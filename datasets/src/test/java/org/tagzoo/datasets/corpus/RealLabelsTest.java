package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.corpus.CorpusOptions.Meaning;

/** Labels of tables as people write them: what is read of each, and what is said. */
class RealLabelsTest extends SmallCorpora {

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
        assertTrue(says(positive, "fields that are blank, taken as positive: 4"));
        assertTrue(says(positive, "fields that are -1, taken as negative: 4"));
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
    void classesMayBeNumbers() throws IOException {
        Corpus named =
                table("f,label,size\n", i -> "p%d.png,%d,%d".formatted(i, i % 5, 100 + i), NONE);
        assertEquals(List.of("0", "1", "2", "3", "4"), named.labels().names());
        assertTrue(says(named, "columns that are neither labels nor parts: size"));
        Corpus bare = table("", i -> "p%d.png %d".formatted(i, i % 5), NONE);
        assertEquals(30, bare.images().size());
        assertEquals(5, bare.labels().size());
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
}
