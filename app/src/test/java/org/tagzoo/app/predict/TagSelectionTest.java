package org.tagzoo.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;

class TagSelectionTest {

    private static final Tags TAGS =
            new Tags(
                    List.of(
                            new Tag("sky", 0.35, 0.3, true),
                            new Tag("sea", 0.9, 0.95, false),
                            new Tag("dog", 0.35, 0.35, true),
                            new Tag("cat", 0.1, 2.0, false)));

    private static List<String> labels(List<Tag> tags) {
        return tags.stream().map(Tag::label).toList();
    }

    private static TagSelection selection(int top, boolean all, Double threshold) {
        return new TagSelection(
                top,
                all,
                threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold));
    }

    @Test
    void showsWhatIsPredictedByFallingScore() {
        assertEquals(List.of("sky", "dog"), labels(selection(0, false, null).select(TAGS)));
        TagSelection none = selection(0, false, 0.95);
        assertEquals(List.of(), labels(none.select(none.judge(TAGS))));
    }

    @Test
    void allShowsTheOthersTooAndTopTheBest() {
        for (boolean isAll : new boolean[] {false, true}) {
            TagSelection top = selection(2, isAll, null);
            assertEquals(List.of("sea", "sky"), labels(top.select(TAGS)));
            assertEquals(List.of("sky"), labels(top.predicted(TAGS)));
            assertTrue(top.showsOthers());
        }
        assertEquals(4, selection(0, true, null).select(TAGS).size());
    }

    /** 0.35 is 0.3499999940 as a float: compared as doubles, a score of 0.35 would not reach it. */
    @Test
    void oneThresholdTakesThePlaceOfAll() {
        TagSelection selection = selection(0, false, 0.35);
        Tags judged = selection.judge(TAGS);
        assertEquals(List.of("sea", "sky", "dog"), labels(selection.select(judged)));
        assertEquals(new Tag("cat", 0.1, 0.35, false), judged.get("cat").orElseThrow());
        Tags unsure = new Tags(List.of(new Tag("cat", 0.4, 0.5, false, true)));
        assertEquals(1, new TagSelection(0, false, OptionalDouble.empty()).unsure(unsure).size());
        assertEquals(
                List.of(new Tag("cat", 0.4, 0.35, true)),
                new TagSelection(0, false, OptionalDouble.of(0.35)).judge(unsure).all());
        assertEquals(4, selection(0, false, 0.0).judge(TAGS).predicted().size());
    }

    @Test
    void refusesThresholdsThatNoScoreHas() {
        assertThrows(IllegalArgumentException.class, () -> selection(0, false, 1.01));
        assertThrows(IllegalArgumentException.class, () -> selection(0, false, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> selection(-1, false, null));
    }
}
