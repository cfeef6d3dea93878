package org.tagzoo.app.progress;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.tagzoo.app.report.OneLine;

/**
 * Tells how far a long task is: percent, count, pace and remaining time. Nothing is shown of what
 * takes less than two seconds. A bar is drawn at most ten times a second; plain lines come at most
 * every ten seconds. Either ends with one line that says how long it took.
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
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final ProgressLine line;
    private final ProgressStyle style;
    private final PrintStream out;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final Pace pace;
    private ScheduledExecutorService ticker;
    private long done;
    private long shownNanos;
    private boolean isShown;
    private boolean isClosed;
    private int drawn;

    Progress(ProgressLine line, ProgressStyle style, PrintStream out, LongSupplier nanoClock) {
        this.line = line;
        this.style = style;
        this.out = out;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.pace = new Pace(startNanos);
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
        ProgressLine line =
                new ProgressLine(
                        OneLine.of(task),
                        total,
                        unit,
                        ProgressLine.width(System.getenv("COLUMNS")));
        Progress progress = new Progress(line, style, System.err, System::nanoTime);
        if (style != ProgressStyle.NONE) {
            progress.tickByItself();
        }
        return progress;
    }

    /** Without this, a first step that takes a minute would show nothing for a minute. */
    private void tickByItself() {
        ticker =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "progress");
                            thread.setDaemon(true);
                            return thread;
                        });
        // Kept in a variable: nobody waits for it, closing the progress ends it.
        var unused = ticker.scheduleAtFixedRate(this::tick, 500, 500, TimeUnit.MILLISECONDS);
    }

    /** Counts steps that are done; 0 or more. */
    public synchronized void step(int steps) {
        done += steps;
        tick();
    }

    /** Shows where things stand, if it is time to. */
    synchronized void tick() {
        long now = nanoClock.getAsLong();
        double perSecond = pace.at(now, done);
        boolean isEarly = now - startNanos < PATIENCE_NANOS;
        long pause = style == ProgressStyle.BAR ? REDRAW_NANOS : LINE_NANOS;
        boolean isRecent = isShown && now - shownNanos < pause;
        if (style == ProgressStyle.NONE || isClosed || isEarly || isRecent) {
            return;
        }
        isShown = true;
        shownNanos = now;
        if (style == ProgressStyle.BAR) {
            draw(line.bar(done, perSecond));
        } else {
            out.println(line.plain(done, perSecond));
            out.flush();
        }
    }

    /** Has something else printed, on lines of its own: a bar goes first, and comes again after. */
    public synchronized void interrupt(Runnable print) {
        if (drawn > 0) {
            draw("");
        }
        print.run();
    }

    /** Ends it without a last line. */
    public synchronized void discard() {
        if (drawn > 0) {
            draw("");
        }
        end();
    }

    /** Ends it: the bar goes, and if anything was shown, a last line says how long it took. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        end();
        long elapsed = nanoClock.getAsLong() - startNanos;
        if (style == ProgressStyle.NONE || (!isShown && elapsed < PATIENCE_NANOS)) {
            return;
        }
        if (drawn > 0) {
            draw("");
        }
        out.println(line.last(done, elapsed / 1e9));
        out.flush();
    }

    private void end() {
        isClosed = true;
        if (ticker != null) {
            ticker.shutdownNow();
        }
    }

    private void draw(String text) {
        String blanks = " ".repeat(Math.max(0, drawn - text.length()));
        // The last carriage return leaves nothing of the old line when the new one is empty.
        out.print("\r" + text + blanks + (text.isEmpty() ? "\r" : ""));
        out.flush();
        drawn = text.length();
    }
}
