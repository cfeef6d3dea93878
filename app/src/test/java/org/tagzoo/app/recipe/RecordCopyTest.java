package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordCopyTest {

    private final HeadRecipe head = new HeadRecipe(List.of(16), 0.5, true);

    @Test
    void whatIsNotNamedStays() {
        assertEquals(head, RecordCopy.with(head, Map.of()));
        assertEquals(
                new HeadRecipe(List.of(8, 4), 0.5, false),
                RecordCopy.with(head, Map.of("hidden", List.of(8, 4), "standardized", false)));
        assertEquals(
                new HeadRecipe(List.of(), 0.5, true),
                RecordCopy.with(head, Collections.singletonMap("hidden", null)));
    }

    @Test
    void recordsAreMadeOfTheValuesOfOthers() {
        record Shape(List<Integer> hidden, double dropout, String name) {}
        assertEquals(
                new Shape(List.of(16), 0.5, null),
                RecordCopy.make(Shape.class, RecordCopy.values(head)));
    }

    @Test
    void theConstructorHasTheLastWord() {
        assertEquals(
                "dropout must be 0 to below 1, but is 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> RecordCopy.with(head, Map.of("dropout", 1.0)))
                        .getMessage());
        String unknown =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> RecordCopy.with(head, Map.of("width", 1)))
                        .getMessage();
        assertTrue(unknown.startsWith("Changes must be of components hidden, dropout, "), unknown);
        assertTrue(unknown.endsWith(", but is [width]"), unknown);
    }
}
