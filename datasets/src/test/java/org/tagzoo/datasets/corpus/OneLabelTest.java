package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.corpus.CorpusOptions.Several;

/** Films with the numbers of their genres in brackets, from which each gets one. */
class OneLabelTest {

    private static final CorpusOptions TWO = CorpusOptions.DEFAULT.withMinimumSupport(2);

    /** Of the genres, 3 has six images, 0 four, 10 three and 7 one. */
    private static final List<String> GENRES =
            List.of(
                    "[3]",
                    "[3, 0]",
                    "[3]",
                    "[0, 3]",
                    "[10, 3]",
                    "[0]",
                    "[10, 0, 3]",
                    "[10]",
                    "[7]");

    @TempDir Path folder;

    private Corpus films(CorpusOptions options, List<String> genres) throws IOException {
        return films(
                options,
                "movie_id,genre_id",
                i -> "%d,\"%s\"".formatted(i, genres.get(i)),
                genres.size());
    }

    private Corpus films(CorpusOptions options, String header, IntFunction<String> row, int count)
            throws IOException {
        for (int i = 0; i < count; i++) {
            TinyImages.write(folder, "posters/" + i + ".png");
        }
        String rows = IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
        Path file = TinyImages.text(folder, "labels.csv", header + "\n" + rows + "\n");
        return Corpora.read("csv:" + file, options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 7 has one image of the two that are needed, so film 8 has no class left
                "SINGLE | 0=[3],2=[3]",
                "FIRST | 0=[3],1=[3],2=[3],3=[0],4=[10],5=[0],6=[10],7=[10]",
                "RAREST | 0=[3],1=[0],2=[3],3=[0],4=[10],5=[0],6=[10],7=[10]"
            })
    void anImageKeepsTheOneThatTheUserSays(Several which, String expected) throws IOException {
        List<String> more =
                which == Several.SINGLE
                        ? List.of("[3]", "[3, 0]", "[3]", "[0, 3]", "[5, 3]", "[5]", "[5]", "[7]")
                        : GENRES;
        Corpus corpus = films(TWO.withSeveral(which), more);
        String found =
                CorpusAsserts.labels(corpus).entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(","));
        assertEquals(which == Several.SINGLE ? expected + ",5=[5],6=[5]" : expected, found);
        assertTrue(
                SmallCorpora.says(corpus, "fewer than 2 images", "7 (1)"),
                corpus.notes()::toString);
        assertTrue(corpus.leftOut().get("without a class") == 1, corpus.leftOut()::toString);
    }

    /**
     * Of the rarest, two images would be of 9 and two of 1, and three are needed: without 9 its
     * images are of 1, which has enough then.
     */
    @Test
    void imagesOfAClassThatIsTooSmallKeepAnother() throws IOException {
        List<String> genres =
                List.of("[9, 1]", "[9, 1]", "[1]", "[4]", "[4]", "[4]", "[4]", "[4]", "[4, 1]");
        Corpus corpus = films(TWO.withMinimumSupport(3).withSeveral(Several.RAREST), genres);
        assertEquals(Map.of("1", 4, "4", 5), corpus.labelCounts());
        assertEquals(9, corpus.images().size());
    }

    @Test
    void aClassHasTwentyImagesWhereNothingIsSaid() throws IOException {
        IntFunction<String> genre = i -> i + "," + (i < 20 ? "[1]" : i < 40 ? "[2]" : "[3]");
        Corpus corpus =
                films(
                        CorpusOptions.DEFAULT.withSeveral(Several.SINGLE),
                        "movie_id,genre_id",
                        genre,
                        59);
        assertEquals(Map.of("1", 20, "2", 20), corpus.labelCounts());
        assertTrue(SmallCorpora.says(corpus, "fewer than 20 images", "3 (19)"));
        assertEquals(Map.of("without a class", 19), corpus.leftOut());
    }

    @Test
    void theFirstOfAlphabeticalListsIsWarnedOf() throws IOException {
        List<String> sorted =
                List.of("['a', 'b']", "['a', 'c']", "['b', 'c']", "['c', 'b']", "['a']", "['b']");
        Corpus corpus = films(TWO.withSeveral(Several.FIRST), sorted);
        assertTrue(
                SmallCorpora.says(
                        corpus,
                        "WARNING: of 4 lists with several labels, 3 are in the order of the alphabet"),
                corpus.notes()::toString);
        assertFalse(SmallCorpora.says(films(TWO.withSeveral(Several.RAREST), sorted), "WARNING"));
        List<String> mixed =
                List.of("['b', 'a']", "['a', 'c']", "['c', 'b']", "['c', 'b']", "['a']", "['b']");
        assertFalse(SmallCorpora.says(films(TWO.withSeveral(Several.FIRST), mixed), "WARNING"));
    }

    @Test
    void whatHasNoOrderHasNoFirst() {
        IntFunction<String> row = i -> "%d,%d,%d".formatted(i, i % 2, i % 3 == 0 ? 1 : 0);
        CorpusException e =
                assertThrows(
                        CorpusException.class,
                        () -> films(TWO.withSeveral(Several.FIRST), "movie_id,red,even", row, 12));
        assertTrue(
                e.getMessage().startsWith("--several first needs labels in an order"),
                e.getMessage());
    }

    @Test
    void twoClassesAreNeeded() {
        CorpusException e =
                assertThrows(
                        CorpusException.class,
                        () -> films(TWO.withMinimumSupport(4).withSeveral(Several.SINGLE), GENRES));
        assertTrue(e.getMessage().contains("lower --min-support"), e.getMessage());
    }
}
