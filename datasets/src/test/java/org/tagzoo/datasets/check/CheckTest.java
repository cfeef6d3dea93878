package org.tagzoo.datasets.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CheckTest {

    private static void refused(String message, Executable check) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
    }

    @Test
    void saysWhatIsAllowedAndWhatCame() {
        Check.that(true, "model", "cnn", "dnn");
        refused("model must be cnn, but is dnn", () -> Check.that(false, "model", "cnn", "dnn"));
        refused("model must be cnn, but is null", () -> Check.that(false, "model", "cnn", null));
    }

    @Test
    void boundsAreAllowed() {
        assertEquals(0.5, Check.within("x", 0.5, 0.5, 1));
        assertEquals(1, Check.within("x", 1.0, 0.5, 1));
        assertEquals(7, Check.within("n", 7, 1, 7));
        assertEquals(2L, Check.atLeast("n", 2L, 2L));
        assertEquals(0, Check.atLeast("x", 0.0, 0));
        assertEquals(Double.MIN_VALUE, Check.above0("x", Double.MIN_VALUE));
        refused("x must be 0.5 to 1, but is 1.25", () -> Check.within("x", 1.25, 0.5, 1));
        refused("n must be 1 to 7, but is 8", () -> Check.within("n", 8, 1, 7));
        refused("n must be 2 or more, but is 1", () -> Check.atLeast("n", 1, 2));
        refused("n must be 2 or more, but is 1", () -> Check.atLeast("n", 1L, 2L));
        refused("x must be 0 or more, but is -1", () -> Check.atLeast("x", -1.0, 0));
        refused("x must be above 0, but is 0", () -> Check.above0("x", 0));
    }

    @Test
    void notANumberAndInfinityAreRefused() {
        refused("x must be 0 to 1, but is NaN", () -> Check.within("x", Double.NaN, 0, 1));
        refused("x must be above 0, but is NaN", () -> Check.above0("x", Double.NaN));
        refused("x must be 0 or more, but is NaN", () -> Check.atLeast("x", Double.NaN, 0));
        double infinity = Double.POSITIVE_INFINITY;
        refused("x must be above 0, but is Infinity", () -> Check.above0("x", infinity));
        refused("x must be 0 or more, but is Infinity", () -> Check.atLeast("x", infinity, 0));
    }

    @Test
    void whatCameIsShortAndOnOneLine() {
        refused(
                "name must be short, but is a b" + "c".repeat(77) + "…",
                () -> Check.that(false, "name", "short", "a\nb" + "c".repeat(100)));
        assertEquals("1.0E20", Check.shown(1e20));
        assertEquals("0.1", Check.shown(0.1));
        assertEquals("[1, 2]", Check.shown(java.util.List.of(1, 2)));
    }
}
