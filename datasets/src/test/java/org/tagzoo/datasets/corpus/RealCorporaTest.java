package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The counts of real corpora, as their README states them. */
class RealCorporaTest {

    private static Corpus read(String layout, String inside) {
        return Corpora.read(layout + ":" + RealCorpora.require(inside), CorpusOptions.DEFAULT);
    }

    private static int support(Corpus corpus, String label) {
        int index = corpus.labels().indexOf(label).orElseThrow();
        return (int) corpus.images().stream().filter(i -> i.labels().contains(index)).count();
    }

    @Test
    void posters() {
        Corpus corpus = read("csv", "posters/movies.csv");
        // 3,600 rows, two of which name an image for the second time, with the same labels.
        assertEquals(3598, corpus.images().size());
        assertEquals(
                List.of("tt0199725", "tt1650062"),
                corpus.quarantine().stream().map(QuarantinedImage::id).toList());
        assertEquals(19, corpus.labels().size());
        assertEquals(1765, support(corpus, "Drama"));
        assertTrue(corpus.labels().indexOf("N/A").isEmpty(), "too rare to learn");
    }

    @Test
    void aquarium() {
        Corpus corpus = read("yolo", "aquarium");
        assertEquals(638, corpus.images().size());
        assertEquals(
                List.of("fish", "jellyfish", "penguin", "puffin", "shark", "starfish", "stingray"),
                corpus.labels().names());
        assertEquals(333, support(corpus, "fish"));
        assertEquals(52, support(corpus, "jellyfish"));
        assertEquals(1, corpus.images().stream().filter(i -> i.labels().isEmpty()).count());
    }

    @Test
    void pacs() {
        CorpusOptions last = CorpusOptions.DEFAULT.withClassFolder(CorpusOptions.ClassFolder.LAST);
        Corpus corpus = Corpora.read("folders:" + RealCorpora.require("pacs"), last);
        assertEquals(1120, corpus.images().size());
        assertEquals(7, corpus.labels().size());
        corpus.labels().names().forEach(label -> assertEquals(160, support(corpus, label)));
    }
}
