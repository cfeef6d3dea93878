package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values and names look, whatever the machine's language. */
class FigureFormatTest {

    @Test
    void valuesLookTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : List.of(Locale.US, Locale.GERMANY, Locale.forLanguageTag("ar"))) {
                Locale.setDefault(locale);
                assertEquals("0.124", FigureFormat.FIGURE.show(0.12351));
                assertEquals("23,536,654", FigureFormat.COUNT.show(23536654L));
                assertEquals("4 min 12 s", FigureFormat.TIME.show(252.3));
                assertEquals("0.701-0.719", FigureFormat.range(0.7009, 0.7191));
                assertEquals("0.050", FigureFormat.p(0.05));
                assertEquals("2,000 images", TableNotes.count(2000, "image"));
            }
        } finally {
            Locale.setDefault(before);
        }
        assertEquals("29 min", FigureFormat.TIME.show("29 min"), "a published time is words");
        assertEquals("yes", FigureFormat.YES_NO.show(true));
        assertEquals("1 image", TableNotes.count(1, "image"));
        assertEquals("< 0.001", FigureFormat.p(0.0009999));
        assertEquals("0.001", FigureFormat.p(0.001));
    }

    @Test
    void whatIsNotThereIsADash() {
        for (FigureFormat format : FigureFormat.values()) {
            assertEquals("-", format.show(null));
        }
        assertEquals("-", FigureFormat.FIGURE.show(Double.NaN));
        assertEquals("-", FigureFormat.TIME.show(Double.NEGATIVE_INFINITY));
        assertNull(FigureFormat.range(null, 1.0));
        assertNull(FigureFormat.range(0.0, Double.NaN));
    }

    @Test
    void wordsStandLeftAndNumbersRight() {
        assertFalse(FigureFormat.TEXT.isNumber() || FigureFormat.YES_NO.isNumber());
        assertTrue(FigureFormat.RANGE.isNumber() && FigureFormat.TIME.isNumber());
    }

    @Test
    void oneLineHasNothingThatSteers() {
        assertEquals(" [2Jred  x", OneLine.of("\u001b[2Jred\r\nx"));
        assertEquals("a b", OneLine.of("a\u202eb"), "no turned reading direction");
        assertEquals("a b c", OneLine.of("a\u2028b\u2029c"), "no line separators");
        assertEquals("a b", OneLine.of("a\ud800b"), "no half character");
        assertEquals("海と空 😀", OneLine.of("海と空 😀"));
        assertEquals("", OneLine.of(null));
    }

    @ParameterizedTest
    @CsvSource({
        "cnn, true",
        "resnet50-2.keras_b, true",
        "'', false",
        ".hidden, false",
        "a/b, false",
        "..,false",
        "ü, false",
        "a b, false",
    })
    void rowsAreNamedAsFoldersCanBe(String name, boolean isValid) {
        assertEquals(isValid, RowName.isValid(name));
        assertTrue(RowName.isValid("x".repeat(64)));
        assertFalse(RowName.isValid("x".repeat(65)) || RowName.isValid(null));
    }
}
