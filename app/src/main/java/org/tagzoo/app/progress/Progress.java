package org.tagzoo.app.progress;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.tagzoo.app.report.OneLine;

/**
 * Tells how far a long task is: percent, count, pace and remaining time. Nothing is shown of what
 * takes less than two seconds. A bar is drawn at most ten times a second; plain lines come at most
 * every ten seconds, and only when something was done since the last. Either ends with one line
 * that says how long it took.
 *
 * <pre>{@code
 * try (Progress progress = Progress.start("embedding", images.size(), "images")) {
 *     for (Image image : images) {
 *         embed(image);
 *         progress.step(1);
 *     }
 * }
 * }</pre>
 *
 * <p>Any thread may step. Goes to the error output, so that the table alone is on the other.
 */
public final class Progress implements AutoCloseable {

    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final ProgressLine line;
    private final ProgressStyle style;
    private final PrintStream out;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final Pace pace;
    private final ProgressBar bar;
    private long shownNanos;
    private boolean isShown;
    private boolean isClosed;
    private int drawn;
    private volatile long rendered = -1;
    private long shownSteps = -1;

    Progress(
            ProgressLine line,
            ProgressStyle style,
            int width,
            PrintStream out,
            LongSupplier nanoClock) {
        this.line = line;
        this.style = style;
        this.out = out;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.pace = new Pace(startNanos);
        ProgressBarBuilder builder =
                new ProgressBarBuilder()
                        .setTaskName(line.task())
                        .setInitialMax(line.total() > 0 ? line.total() : -1)
                        .setStyle(ProgressBarStyle.ASCII)
                        // Where there is a total, the last line has it: the bar needs the room.
                        .setUnit(line.total() > 0 ? "" : " " + line.unit(), 1)
                        .showSpeed(new DecimalFormat("0.0"))
                        .setEtaFunction(state -> left(state.getCurrent()))
                        // Without this, a first step that takes a minute would show nothing.
                        .continuousUpdate()
                        .setUpdateIntervalMillis(style == ProgressStyle.BAR ? 100 : 500)
                        // With a width, or it asks JLine for a terminal, and for it alone.
                        .setConsumer(new DelegatingProgressBarConsumer(this::show, width));
        if (style == ProgressStyle.LINES) {
            builder.setRenderer(
                    (state, columns) -> {
                        rendered = state.getCurrent();
                        return line.plain(rendered, perSecond(rendered));
                    });
        }
        this.bar = style == ProgressStyle.NONE ? null : builder.build();
    }

    /**
     * Starts the clock of a task.
     *
     * @param task what is done, such as {@code embedding with resnet50}
     * @param total how many steps there are; 0 or less if not known: then no percent, no remaining
     * @param unit what a step is, in the plural, such as {@code images}
     */
    public static Progress start(String task, long total, String unit) {
        return start(task, total, unit, ProgressStyle.detect());
    }

    /** As above, in a style of one's choice. */
    public static Progress start(String task, long total, String unit, ProgressStyle style) {
        ProgressLine line = new ProgressLine(OneLine.of(task), total, unit);
        int width = width(System.getenv("COLUMNS"));
        return new Progress(line, style, width, System.err, System::nanoTime);
    }

    /**
     * The width to keep to: one less than the terminal's, as many break the line at its last place.
     *
     * @param columns the terminal's width as a shell exports it; 80 if it is no number from 20 up
     */
    static int width(String columns) {
        int width = columns != null && columns.matches("\\d{1,9}") ? Integer.parseInt(columns) : 80;
        return Math.min(width < 20 ? 80 : width, 120) - 1;
    }

    /** Returns what is told how many steps are over, each time no fewer than before. */
    public IntConsumer counter() {
        int[] last = {0};
        return over -> {
            step(over - last[0]);
            last[0] = over;
        };
    }

    /** Counts steps that are done; 0 or more. */
    public void step(int steps) {
        if (bar != null) {
            bar.stepBy(steps);
        }
    }

    /** Shows where things stand, if it is time to. */
    void refresh() {
        if (bar != null) {
            bar.refresh();
        }
    }

    private synchronized double perSecond(long done) {
        return pace.at(nanoClock.getAsLong(), done);
    }

    private Optional<Duration> left(long done) {
        double seconds = (line.total() - done) / perSecond(done);
        boolean isKnown = seconds > 0 && seconds < Long.MAX_VALUE;
        return isKnown ? Optional.of(Duration.ofSeconds((long) seconds)) : Optional.empty();
    }

    /** Has something else printed, on lines of its own: a bar goes first, and comes again after. */
    public synchronized void interrupt(Runnable print) {
        erase();
        print.run();
    }

    /** Ends it without a last line. */
    public void discard() {
        end();
    }

    /** Ends it: the bar goes, and if anything was shown, a last line says how long it took. */
    @Override
    public void close() {
        if (!end()) {
            return;
        }
        long elapsed = nanoClock.getAsLong() - startNanos;
        if (isShown || elapsed >= PATIENCE_NANOS) {
            out.println(line.last(bar.getCurrent(), elapsed / 1e9));
            out.flush();
        }
    }

    /** Returns whether there was anything to end. */
    private boolean end() {
        synchronized (this) {
            if (bar == null || isClosed) {
                return false;
            }
            isClosed = true;
            erase();
        }
        // Waits for the thread that draws, which may wait for this object's lock. It waits on a
        // thread of its own, as it would forget that this one was interrupted.
        CompletableFuture.runAsync(bar::close).join();
        return true;
    }

    private void erase() {
        if (drawn > 0) {
            // The last carriage return leaves nothing of the old line.
            out.print("\r" + " ".repeat(drawn) + "\r");
            out.flush();
            drawn = 0;
        }
    }

    private synchronized void show(String text) {
        long now = nanoClock.getAsLong();
        boolean isEarly = now - startNanos < PATIENCE_NANOS;
        boolean isRecent = style == ProgressStyle.LINES && isShown && now - shownNanos < LINE_NANOS;
        boolean isSame = style == ProgressStyle.LINES && isShown && rendered == shownSteps;
        if (isClosed || isEarly || isRecent || isSame) {
            return;
        }
        shownSteps = rendered;
        isShown = true;
        shownNanos = now;
        if (style == ProgressStyle.LINES) {
            out.println(text);
        } else {
            out.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
            drawn = text.length();
        }
        out.flush();
    }
}
