package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Widths as Python's unicodedata.east_asian_width and glibc's wcwidth have them. */
class TextWidthTest {

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "sky, 3",
        "ÄÖü, 3",
        "e\u0301, 1",
        "海と空, 6",
        "カタカナ, 8",
        "ｶﾀｶﾅ, 4",
        "한국어, 6",
        "\u1112\u1161\u11ab, 2",
        "ＡＢ, 4",
        "（注）, 6",
        "😀, 2",
        "⌚, 2",
        "☃, 1",
        "\ud840\udc0b, 2",
        "Ω±, 2",
        "\u303f, 1",
        "नमस्ते, 4",
    })
    void countsColumns(String text, int columns) {
        assertEquals(columns, TextWidth.of(text));
    }

    @Test
    void padsToColumnsAndCutsNothing() {
        assertEquals("海   ", TextWidth.pad("海", 5, false));
        assertEquals("   海", TextWidth.pad("海", 5, true));
        assertEquals("long", TextWidth.pad("long", 3, true));
    }
}
