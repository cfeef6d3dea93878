package org.tagzoo.app.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.Thresholds;

class CardFactsTest {

    @ParameterizedTest
    @CsvSource({
        "openmoji, openmoji",
        "csv:movies.csv, csv:movies.csv",
        "csv:/home/jane/movies.csv, csv:movies.csv",
        "yolo:../data/cats/, yolo:cats",
        "coco:C:\\data\\cats.json, coco:cats.json"
    })
    void ofACorpussPathOnlyItsLastNameIsSaid(String named, String said) {
        assertEquals(said, CardSamples.noted(named).corpusName());
    }

    @ParameterizedTest
    @CsvSource({
        "see https://example.org/a/b, true",
        "dropped: and/or, true",
        "'dropped: and/or, other/data', true",
        "taken from /data, false",
        "'taken from ''/data''', false",
        "taken from ./data, false",
        "taken from data, false",
        "data/cats: 3 left out, false",
        "data: 3 left out, false",
        "a database of cats, true"
    })
    void aNoteStaysUnlessItTellsOfAFolder(String note, boolean stays) {
        CardFacts facts = CardSamples.noted("csv:data/cats.csv", note);
        assertEquals(stays ? List.of(note) : List.of(), facts.notes());
    }

    @Test
    void theRecipesDescriptionIsNoNoteOfTheCorpus() {
        assertEquals(List.of("one"), CardSamples.noted("openmoji", "one").notes());
        assertTrue(CardSamples.noted("openmoji").context().notes().size() == 1);
    }

    @Test
    void imagesAreCountedByPartAndLabel() {
        CardFacts facts = CardSamples.tags(ThresholdChoice.SHARED, false);
        assertEquals("120", facts.images(Part.TRAIN));
        assertEquals("40", facts.images(Part.TEST));
        int trees = 0;
        for (ScoredImage image : facts.results().scores().images()) {
            trees += image.part() == Part.VALIDATION && image.targets()[2] ? 1 : 0;
        }
        assertEquals(String.valueOf(trees), facts.support(Part.VALIDATION, 2));
        assertEquals("1,234,567", CardFacts.count(1_234_567));
    }

    @Test
    void thresholdsAreThoseThatWereChosen() {
        CardFacts shared = CardSamples.tags(ThresholdChoice.SHARED, false);
        List<Double> same = shared.thresholds().orElseThrow().values();
        assertEquals(List.of(same.get(0), same.get(0), same.get(0)), same);
        Thresholds own =
                CardSamples.tags(ThresholdChoice.PER_LABEL, false).thresholds().orElseThrow();
        assertEquals(shared.results().chosen().orElseThrow().perLabel(), own);
        assertEquals(Optional.empty(), CardSamples.classes().thresholds());
        assertEquals("per-label", ThresholdChoice.PER_LABEL.toString());
    }

    /** A recipe may hold anything: the fence must be longer than any in it. */
    @Test
    void codeCanNotEndItsOwnBlock() {
        assertEquals("```yaml\na\n```\n", CardUse.code("yaml", "a\n\n"));
        assertEquals("`````\na ```` b\n`````\n", CardUse.code("", "a ```` b"));
    }
}
