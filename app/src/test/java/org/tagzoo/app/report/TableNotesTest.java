package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;

class TableNotesTest {

    @Test
    void eachTaskIsExplainedOnce() {
        Table mixed =
                Samples.of(
                        Samples.ok("a", null, 0.7, null, null),
                        Samples.classes("b", 0.8),
                        Samples.ok("c", null, 0.6, null, null));
        List<String> notes = TableNotes.reading(mixed);
        List<String> tags = Tags.INSTANCE.notes();
        List<String> classes = Classes.INSTANCE.notes();
        assertEquals(tags, notes.subList(0, tags.size()));
        assertEquals(classes, notes.subList(tags.size(), tags.size() + classes.size()));
    }

    @Test
    void sizesOfImagesStandTogetherSmallestFirst() {
        Row large = Samples.withImageSize(Samples.ok("large", null, 0.7, null, null), 224);
        Row small = Samples.withImageSize(Samples.ok("small", null, 0.7, null, null), 64);
        Row other = Samples.withImageSize(Samples.ok("other", null, 0.7, null, null), 224);
        assertTrue(
                TableNotes.reading(Samples.of(large, small, other))
                        .contains(
                                "Images are resized to 64 x 64 pixels for small; 224 x 224 pixels for"
                                        + " large, other."));
        assertTrue(
                TableNotes.reading(Samples.of(large, other))
                        .contains("Images are resized to 224 x 224 pixels."));
        assertFalse(
                String.join("", TableNotes.reading(Samples.seedsAndEnsemble()))
                        .contains("resized"));
    }

    @Test
    void whatToKnowOfARowIsSaid() {
        Row row =
                Samples.ok("a", null, 0.7, null, null)
                        .withReason("training stopped\nearly")
                        .withSpread(Spread.of(0.5, 0.75));
        List<String> notes = TableNotes.reading(Samples.of(row));
        assertTrue(notes.contains("a: training stopped early."), notes::toString);
        // t(1, 0.975) = 12.7062047, deviation 0.1767767, over the root of 2
        assertTrue(
                notes.contains("a over 2 seeds: mean F1 0.625 ± 1.588 (95% t interval, n = 2)."),
                notes::toString);
        Row failed = Samples.without("b", Row.Status.FAILED, "broken", null);
        Row other = Samples.without("c", Row.Status.FAILED, "also broken", null);
        Row like = Samples.without("d", Row.Status.FAILED, "broken", null);
        assertEquals(
                List.of("b, d, failed: broken", "c, failed: also broken"),
                TableNotes.why(Samples.of(failed, other, like)));
        assertEquals(List.of(failed), Samples.of(row, failed).without());
    }

    @Test
    void theSummaryCounts() {
        assertEquals(
                "mirflickr: 10,000 images, 14 labels, 1 file quarantined, seed 42",
                TableNotes.summary(Samples.table()));
    }
}
