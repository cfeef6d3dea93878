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
        System.out.println(corpus.notes() + " " + corpus.labels() + support(corpus, "Drama"));
        assertEquals(3600, corpus.images().size());
        assertEquals(List.of(), corpus.quarantine());
        assertTrue(corpus.labels().indexOf("N/A").isEmpty(), "too rare to learn");
    }

    @Test
    void aquarium() {
        Corpus corpus = read("yolo", "aquarium");
        System.out.println(corpus.notes() + " " + corpus.labels() + support(corpus, "fish"));
        assertEquals(638, corpus.images().size());
        assertEquals(7, corpus.labels().size());
    }

    @Test
    void pacs() {
        Corpus corpus = read("folders", "pacs");
        assertEquals(1120, corpus.images().size());
        assertEquals(7, corpus.labels().size());
        corpus.labels().names().forEach(label -> assertEquals(160, support(corpus, label)));
    }
}
