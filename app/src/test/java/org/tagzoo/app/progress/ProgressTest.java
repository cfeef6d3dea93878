package org.tagzoo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicLong nanos = new AtomicLong(-7_000_000_000L);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Progress progress(ProgressStyle style, long total) {
        ProgressLine line = new ProgressLine("embedding", total, "images");
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        // Its thread draws once at the beginning and again after a while: not in between.
        CountDownLatch drawn = new CountDownLatch(style == ProgressStyle.NONE ? 1 : 3);
        LongSupplier clock =
                () -> {
                    // Read before anybody who waits moves it on.
                    long now = nanos.get();
                    drawn.countDown();
                    return now;
                };
        Progress progress = new Progress(line, style, 79, out, clock);
        try {
            assertTrue(drawn.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return progress;
    }

    private void step(Progress progress, double seconds, int steps) {
        pass(seconds);
        progress.step(steps);
        progress.refresh();
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
                    step(progress, 0.0199, 1);
                }
            }
        }
        assertEquals("", shown());
    }

    @Test
    void whoeverIsInterruptedStaysInterrupted() {
        Progress progress = progress(ProgressStyle.BAR, 10);
        Thread.currentThread().interrupt();
        progress.close();
        assertTrue(Thread.interrupted());
    }

    @Test
    void plainLinesComeEveryTenSecondsAndOnceAtTheEnd() {
        try (Progress progress = progress(ProgressStyle.LINES, 2400)) {
            for (int i = 0; i < 240; i++) {
                step(progress, 0.1, 10);
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
    void barIsDrawnOverItselfAndGoesAtTheEnd() {
        try (Progress progress = progress(ProgressStyle.BAR, 400)) {
            step(progress, 3, 100);
            step(progress, 1, 100);
        }
        List<String> drawings = List.of(shown().split("\r"));
        String bar = drawings.get(2).strip();
        assertTrue(bar.matches("embedding +50% \\[=+ +] 200/400 \\(.*"), bar);
        // 50 a second of late.
        assertTrue(bar.contains("/ 0:00:04)"), bar);
        assertTrue(drawings.stream().allMatch(drawing -> drawing.length() <= 79), shown());
        String blanks = drawings.get(drawings.size() - 2);
        assertTrue(blanks.isBlank() && blanks.length() >= bar.length(), shown());
        assertEquals(
                "embedding: stopped at 200 of 400 images in 4.0 s (50.0/s)\n",
                drawings.get(drawings.size() - 1));
    }

    @Test
    void tickShowsATaskThatHasNotStepped() {
        Progress progress = progress(ProgressStyle.LINES, 10);
        pass(3);
        progress.refresh();
        assertEquals("embedding: 0%  0/10 images\n", shown());
        for (int i = 0; i < 5; i++) {
            pass(11);
            progress.refresh();
        }
        assertEquals("embedding: 0%  0/10 images\n", shown(), "nothing was done since");
        step(progress, 1, 1);
        assertEquals(2, shown().lines().count(), shown());
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
        step(progress, 4, 8);
        assertTrue(shown().startsWith("\rembedding"), shown());
        assertTrue(shown().contains(" 8/? images (") && shown().contains("? %"), shown());
    }

    @Test
    void widthIsOneLessThanTheColumnsThatMakeSense() {
        assertEquals(99, Progress.width("100"));
        assertEquals(119, Progress.width("500"));
        assertEquals(79, Progress.width(null));
        assertEquals(79, Progress.width("wide"));
        assertEquals(79, Progress.width("3"));
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
        step(progress, 3, 10);
        String bar = shown();
        String blank = " ".repeat(bar.length() - 1);
        progress.interrupt(() -> bytes.writeBytes("a line\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(bar + "\r" + blank + "\ra line\n", shown());
        progress.discard();
        step(progress, 3, 10);
        progress.close();
        assertEquals(bar + "\r" + blank + "\ra line\n", shown());
    }
}
