package org.tagzoo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressLineTest {

    @Test
    void saysWhatIsLeftInWholeSeconds() {
        ProgressLine line = new ProgressLine("embedding", 100, "images", 79);
        assertEquals("embedding: 50%  50/100 images  10.0/s  5 s left", line.plain(50, 10));
        assertEquals("embedding: 100%  120/100 images  10.0/s", line.plain(120, 10));
    }

    @Test
    void unknownTotalHasNoPercent() {
        ProgressLine line = new ProgressLine("embedding", 0, "images", 79);
        assertEquals("embedding: 50 images  10.0/s", line.plain(50, 10));
    }

    @Test
    void barKeepsToItsWidth() {
        for (int width = 19; width < 120; width++) {
            ProgressLine line = new ProgressLine("embedding", 100, "images", width);
            assertTrue(line.bar(50, 10).length() <= width);
        }
    }
}
