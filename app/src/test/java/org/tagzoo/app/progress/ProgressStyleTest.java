package org.tagzoo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressStyleTest {

    @Test
    void terminalGetsABar() {
        assertEquals(ProgressStyle.BAR, ProgressStyle.of(Map.of("TERM", "xterm"), true));
        assertEquals(ProgressStyle.BAR, ProgressStyle.of(Map.of("NO_COLOR", "1"), true));
        assertEquals(ProgressStyle.BAR, ProgressStyle.of(Map.of("CI", "false"), true));
    }

    @Test
    void everythingElseGetsLines() {
        assertEquals(ProgressStyle.LINES, ProgressStyle.of(Map.of(), false));
        assertEquals(ProgressStyle.LINES, ProgressStyle.of(Map.of("TERM", "dumb"), true));
        assertEquals(ProgressStyle.LINES, ProgressStyle.of(Map.of("CI", "true"), true));
    }
}
