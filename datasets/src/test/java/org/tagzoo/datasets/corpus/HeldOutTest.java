package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.CorpusOptions.ClassFolder;
import org.tagzoo.datasets.split.SplitCorpus;

/** Folders of modalities with folders of classes in them. */
class HeldOutTest extends SmallCorpora {

    private static final CorpusOptions LAST = NONE.withClassFolder(ClassFolder.LAST);

    @BeforeEach
    void draw() throws IOException {
        for (String domain : List.of("photo", "clipart", "sketch")) {
            TinyImages.write(folder, many(domain + "/cat/%d.png", 0, 10));
            TinyImages.write(folder, many(domain + "/dog/%d.png", 0, 20));
        }
    }

    private Map<String, Integer> cells(CorpusOptions options) {
        SplitCorpus split =
                SplitCorpus.read(
                        Corpora.read("folders:" + folder, options), options, 1, 1, done -> {});
        Map<String, Integer> cells = new TreeMap<>();
        for (TaggedImage image : split.images()) {
            String[] levels = image.id().split("/");
            assertEquals(levels[0], image.domain().orElseThrow());
            String part = split.split().partOf(image.id()).label();
            cells.merge(levels[0] + " " + levels[1] + " " + part, 1, Integer::sum);
        }
        return cells;
    }

    @Test
    void partsAreEvenInClassAndDomain() {
        Map<String, Integer> cells = cells(LAST.withFractions(List.of(0.7, 0.2, 0.1)));
        for (String domain : List.of("photo", "clipart", "sketch")) {
            assertEquals(7, cells.get(domain + " cat train"));
            assertEquals(2, cells.get(domain + " cat validation"));
            assertEquals(1, cells.get(domain + " cat test"));
            assertEquals(14, cells.get(domain + " dog train"));
            assertEquals(4, cells.get(domain + " dog validation"));
            assertEquals(2, cells.get(domain + " dog test"));
        }
    }

    @Test
    void aDomainThatIsHeldOutIsTheTestPart() {
        // A quarter of the rest, as 60/20 have it: 2.5 of 10 and 5 of 20 in each domain.
        Map<String, Integer> cells = cells(LAST.withHoldOut("sketch"));
        assertEquals(10, cells.get("sketch cat test"));
        assertEquals(20, cells.get("sketch dog test"));
        assertEquals(15, cells.get("photo dog train"));
        assertEquals(5, cells.get("clipart dog validation"));
        assertEquals(5, cells.get("photo cat validation") + cells.get("clipart cat validation"));
        assertTrue(
                cells.keySet().stream()
                        .allMatch(c -> c.endsWith("test") == c.startsWith("sketch")));
        // Of 80/10 a ninth: 2.2 of all 20 cats and 4.4 of all 40 dogs.
        cells = cells(LAST.withHoldOut("photo").withFractions(List.of(0.8, 0.1, 0.1)));
        int cats = cells.get("clipart cat validation") + cells.get("sketch cat validation");
        int dogs = cells.get("clipart dog validation") + cells.get("sketch dog validation");
        assertEquals(2, cats);
        assertTrue(dogs == 4 || dogs == 5, cells::toString);
    }

    @Test
    void itIsSaid() {
        Corpus corpus = Corpora.read("folders:" + folder, LAST.withHoldOut("sketch"));
        assertTrue(
                says(
                        corpus,
                        "--hold-out domain=sketch: its images are the test part: 30; train and validation are of clipart 30, photo 30"),
                corpus.notes()::toString);
        assertTrue(corpus.summary().contains("domains: clipart 30, photo 30, sketch 30"));
    }

    @Test
    void anotherNameIsRefusedWithThoseThereAre() {
        String message = refusal(LAST.withHoldOut("scetch"));
        assertTrue(
                message.contains("Did you mean 'sketch'? Its domains are clipart, photo, sketch"),
                message);
        assertTrue(
                refusal(LAST.withHoldOut("x")).contains("Its domains are clipart, photo, sketch"));
    }

    @Test
    void aCorpusWithoutDomainsHasNoneToHoldOut() throws IOException {
        TinyImages.write(folder.resolve("flat"), many("cat/%d.png", 0, 3));
        TinyImages.write(folder.resolve("flat"), many("dog/%d.png", 0, 3));
        CorpusException e =
                assertThrows(
                        CorpusException.class,
                        () ->
                                Corpora.read(
                                        "folders:" + folder.resolve("flat"),
                                        NONE.withHoldOut("sketch")));
        assertTrue(e.getMessage().contains("--class-folder last"), e.getMessage());
    }

    private String refusal(CorpusOptions options) {
        return assertThrows(CorpusException.class, () -> Corpora.read("folders:" + folder, options))
                .getMessage();
    }
}
