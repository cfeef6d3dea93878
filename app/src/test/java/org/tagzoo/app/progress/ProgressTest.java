package org.tagzoo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicLong nanos = new AtomicLong(-7_000_000_000L);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Progress progress(ProgressStyle style, long total) {
        ProgressLine line = new ProgressLine("embedding", total, "images", 79);
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Progress(line, style, out, nanos::get);
    }

    private void pass(double seconds) {
        nanos.addAndGet(Math.round(seconds * 1e9));
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void showsNothingOfWhatTakesLessThanTwoSeconds() {
        for (ProgressStyle style : ProgressStyle.values()) {
            try (Progress progress = progress(style, 100)) {
                for (int i = 0; i < 100; i++) {
                    pass(0.0199);
                    progress.step(1);
                }
            }
        }
        assertEquals("", shown());
    }

    @Test
    void plainLinesComeEveryTenSecondsAndOnceAtTheEnd() {
        try (Progress progress = progress(ProgressStyle.LINES, 2400)) {
            for (int i = 0; i < 240; i++) {
                pass(0.1);
                progress.step(10);
            }
        }
        assertEquals(
                """
                embedding: 8%  200/2,400 images  100/s  22 s left
                embedding: 50%  1,200/2,400 images  100/s  12 s left
                embedding: 91%  2,200/2,400 images  100/s  2 s left
                embedding: 2,400 images in 24 s (100/s)
                """,
                shown());
    }

    @Test
    void barIsDrawnTenTimesASecondAndGoesAtTheEnd() {
        try (Progress progress = progress(ProgressStyle.BAR, 400)) {
            for (int i = 0; i < 400; i++) {
                pass(0.01);
                progress.step(1);
            }
        }
        String[] drawings = shown().split("\r");
        // Nothing, then one each 0.1 s from 2.0 to 4.0 s, then blanks, then the last line.
        assertEquals(1 + 21 + 2, drawings.length);
        assertEquals(
                "embedding [#############............]  50%  200/400  100/s  2 s left",
                drawings[1].strip());
        assertTrue(
                drawings[22].isBlank() && drawings[22].length() >= drawings[21].strip().length());
        assertEquals("embedding: 400 images in 4.0 s (100/s)\n", drawings[23]);
    }

    @Test
    void tickShowsATaskThatHasNotStepped() {
        Progress progress = progress(ProgressStyle.LINES, 10);
        pass(3);
        progress.tick();
        assertEquals("embedding: 0%  0/10 images\n", shown());
    }

    @Test
    void stoppingEarlySaysSoAndClosingTwiceSaysItOnce() {
        Progress progress = progress(ProgressStyle.LINES, 1000);
        pass(1);
        progress.step(5);
        pass(99);
        progress.close();
        progress.close();
        progress.step(1);
        assertEquals("embedding: stopped at 5 of 1,000 images in 1 min 40 s (3.0/min)\n", shown());
    }

    @Test
    void unknownTotalHasNoPercentAndNoRemainingTime() {
        Progress progress = progress(ProgressStyle.BAR, 0);
        pass(4);
        progress.step(8);
        assertEquals("\rembedding  8 images  2.0/s", shown());
    }

    @Test
    void threadsLoseNoStep() {
        Progress progress = progress(ProgressStyle.LINES, 8 * 5000);
        IntStream.range(0, 8)
                .parallel()
                .forEach(t -> IntStream.range(0, 5000).forEach(i -> progress.step(1)));
        pass(4);
        progress.close();
        assertEquals("embedding: 40,000 images in 4.0 s (10,000/s)\n", shown());
    }

    @Test
    void aBarMakesRoomForALineAndLeavesNothingWhenDiscarded() {
        Progress progress = progress(ProgressStyle.BAR, 100);
        pass(3);
        progress.step(10);
        String bar = shown();
        String blank = " ".repeat(bar.strip().length());
        progress.interrupt(() -> bytes.writeBytes("a line\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(bar + "\r" + blank + "\ra line\n", shown());
        progress.discard();
        pass(3);
        progress.step(10);
        progress.close();
        assertEquals(bar + "\r" + blank + "\ra line\n", shown());
    }
}
