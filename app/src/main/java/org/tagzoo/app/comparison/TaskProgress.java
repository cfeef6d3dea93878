package org.tagzoo.app.comparison;

import org.tagzoo.app.progress.Progress;

/** What DJL's progress listeners are told, on a bar of TagZoo's: one after the other. */
final class TaskProgress implements ai.djl.util.Progress {

    private final String row;
    private Progress bar;

    /**
     * @param row whose steps these are
     */
    TaskProgress(String row) {
        this.row = row;
    }

    @Override
    public void reset(String message, long max, String unit) {
        end();
        bar = Progress.start(row + ": " + message, max, unit == null ? "steps" : unit);
    }

    @Override
    public void start(long initialProgress) {
        increment(initialProgress);
    }

    @Override
    public void increment(long increment) {
        if (bar != null) {
            bar.step(Math.toIntExact(increment));
        }
    }

    @Override
    public void update(long progress, String message) {
        throw new UnsupportedOperationException("Steps are told one after the other");
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
