package org.tagzoo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressLineTest {

    @Test
    void neverWiderThanTheTerminal() {
        for (int width = 19; width < 120; width++) {
            ProgressLine line = new ProgressLine("embedding with resnet50", 10000, "images", width);
            for (long done = 0; done <= 12000; done += 500) {
                String text = line.bar(done, 13.8);
                assertTrue(text.length() <= width, width + ": " + text);
                assertTrue(text.startsWith("embedding with"), text);
            }
        }
    }

    @Test
    void remainingTimeIsAsFineAsItCanBeKnown() {
        ProgressLine line = new ProgressLine("a", 1000, "images", 79);
        assertEquals("a: 0%  0/1,000 images  200/s  5 s left", line.plain(0, 200));
        assertEquals("a: 0%  0/1,000 images  10.0/s  1 min 40 s left", line.plain(0, 10));
        assertEquals("a: 0%  0/1,000 images  1.0/s  17 min left", line.plain(0, 1));
        assertEquals("a: 0%  0/1,000 images  30.0/min  34 min left", line.plain(0, 0.5));
    }

    @Test
    void longNameStillHasABarOnAnUsualTerminal() {
        ProgressLine line = new ProgressLine("embedding with resnet50", 10000, "images", 79);
        assertEquals(
                "embedding with resnet50 [##...]  41%  4,100/10,000  13.8/s  7 min 8 s left",
                line.bar(4100, 13.8));
    }

    @Test
    void moreThanTheTotalIsStillAllOfIt() {
        assertEquals("a: 100%  12/10 images  2.0/s", line().plain(12, 2));
    }

    @Test
    void hundredPercentOnlyWhenAllIsDone() {
        assertTrue(new ProgressLine("a", 1000, "b", 79).plain(999, 1).startsWith("a: 99%"));
    }

    @Test
    void widthIsOneLessThanTheColumnsThatMakeSense() {
        assertEquals(99, ProgressLine.width("100"));
        assertEquals(119, ProgressLine.width("500"));
        assertEquals(79, ProgressLine.width(null));
        assertEquals(79, ProgressLine.width("wide"));
        assertEquals(79, ProgressLine.width("3"));
    }

    private static ProgressLine line() {
        return new ProgressLine("a", 10, "images", 79);
    }
}
