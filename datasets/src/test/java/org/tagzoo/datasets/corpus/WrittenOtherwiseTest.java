package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that say what other tables say in another way: names, parts, quotes. */
class WrittenOtherwiseTest extends SmallCorpora {

    private static String color(int i) {
        return tags(i).get(0);
    }

    private static Map<String, Integer> parts(Corpus corpus) {
        Map<String, Integer> parts = new TreeMap<>();
        corpus.images().forEach(image -> parts.merge(image.part().orElse("none"), 1, Integer::sum));
        return parts;
    }

    @ParameterizedTest
    @CsvSource({"TR,VA,TE,split", "tr,vl,ts,Phase", "Tr,Va,Te,x"})
    void partsMayBeShort(String train, String validation, String test, String column)
            throws IOException {
        List<String> names = List.of(train, train, train, validation, test);
        Corpus corpus =
                table(
                        "file,label," + column + "\n",
                        i -> "p%d.png,%s,%s".formatted(i, color(i), names.get(i % 5)),
                        NONE);
        assertEquals(Map.of("train", 18, "validation", 6, "test", 6), parts(corpus));
    }

    /** Turkish and Telugu are languages where nothing says that the column is a split. */
    @Test
    void twoShortWordsAreNoSplit() throws IOException {
        Corpus corpus =
                table(
                        "file,label\n",
                        i -> "p%d.png,%s".formatted(i, List.of("tr", "te").get(i % 2)),
                        NONE);
        assertEquals(Map.of("tr", 15, "te", 15), corpus.labelCounts());
    }

    @Test
    void trainOfZeroAndOneBesideClassesIsTheSplit() throws IOException {
        Corpus corpus =
                table(
                        "file,train,label\n",
                        i -> "p%d.png,%d,%s".formatted(i, i % 5 < 4 ? 1 : 0, color(i)),
                        NONE);
        assertEquals(Map.of("train", 24, "test", 6), parts(corpus));
        assertEquals(Map.of("red", 10, "green", 10, "blue", 10), corpus.labelCounts());
        assertTrue(says(corpus, "column 'train' says which part an image is in; it is no label"));
    }

    @Test
    void trainAmongColumnsOfZeroAndOneIsAskedOf() throws IOException {
        IntFunction<String> row = i -> "p%d.png,%d,%d".formatted(i, i % 5 < 4 ? 1 : 0, i % 2);
        assertRefused(
                () -> table("file,train,bus\n", row, NONE),
                "column 'train' of 0 and 1 may be a label, such as bus, or say");
        Corpus label =
                table("file,train,bus\n", row, NONE.withLabelColumns(List.of("train", "bus")));
        assertEquals(Map.of("train", 24, "bus", 15), label.labelCounts());
        assertEquals(Map.of("none", 30), parts(label));
        Corpus split =
                table(
                        "file,train,bus,car\n",
                        i -> row.apply(i) + "," + (i % 3 == 0 ? 1 : 0),
                        NONE.withLabelColumns(List.of("bus", "car")));
        assertEquals(Map.of("train", 24, "test", 6), parts(split));
        assertEquals(Map.of("bus", 15, "car", 10), split.labelCounts());
    }

    @Test
    void singleQuotesAroundFieldsAreTakenOff() throws IOException {
        Corpus corpus =
                table("'file','label'\n", i -> "'p%d.png','%s'".formatted(i, color(i)), NONE);
        assertEquals(Map.of("red", 10, "green", 10, "blue", 10), corpus.labelCounts());
        assertTrue(says(corpus, "single quotes around fields are taken off"));
        // A quote that not all have belongs to the name.
        Corpus own =
                table(
                        "file,label\n",
                        i -> "p%d.png,%s".formatted(i, i % 2 == 0 ? "'odd'" : "even"),
                        NONE);
        assertEquals(Map.of("'odd'", 15, "even", 15), own.labelCounts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p%d%%2Epng",
                "https://images.org/a%%20b/p%d.png?size=3#x",
                "http://a/p%d.png"
            })
    void namesMayBeWrittenAsAddresses(String name) throws IOException {
        Corpus corpus = table("file,label\n", i -> name.formatted(i) + "," + color(i), NONE);
        assertEquals(Map.of("red", 10, "green", 10, "blue", 10), corpus.labelCounts());
    }

    @Test
    void anAddressLeadsNowhereElse() throws IOException {
        TinyImages.write(folder, "secret.png");
        Corpus corpus =
                table(
                        "file,label\n",
                        i -> (i == 0 ? "%2e%2e/secret.png" : "p" + i + ".png") + "," + color(i),
                        NONE);
        assertEquals(29, corpus.images().size());
        assertFalse(CorpusAsserts.labels(corpus).containsKey("%2e%2e/secret.png"));
    }

    @Test
    void aNameOfTwoFilesIsSaidToBeThat() throws IOException {
        TinyImages.write(folder, many("images/p%d.jpg", 0, 30));
        assertRefused(
                () -> table("file,label\n", i -> "p%d,%s".formatted(i, color(i)), NONE),
                "labels.csv:2: column 'file': 'p0': 2 images have this name: p0.jpg and p0.png; write the name with its ending");
    }

    @Test
    void aWordForNoneIsCounted() throws IOException {
        Corpus corpus =
                table(
                        "file,label\n",
                        i -> "p%d.png,%s".formatted(i, List.of("none", "red", "blue").get(i % 3)),
                        NONE);
        assertTrue(
                says(
                        corpus,
                        "fields that say there is no label, 'none': 10; where that is the name of a class"));
    }
}
