package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableTimeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "0.44, 0.4 s",
        "9.94, 9.9 s",
        "9.96, 10 s",
        "59.4, 59 s",
        "59.6, 1 min",
        "252, 4 min 12 s",
        "3599.4, 59 min 59 s",
        "3599.6, 1 h",
        "3600, 1 h",
        "3930, 1 h 6 min",
        "172799, 2 d",
        "180000, 2 d 2 h",
        "-1, -",
        "NaN, -",
        "Infinity, -"
    })
    void readsAsPeopleSayIt(double seconds, String words) {
        assertEquals(words, ReadableTime.of(seconds));
    }
}
