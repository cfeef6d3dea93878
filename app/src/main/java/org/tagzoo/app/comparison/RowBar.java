package org.tagzoo.app.comparison;

import java.util.Optional;
import org.tagzoo.app.progress.Progress;

/** Shows what DJL's progress listeners are told on a bar of TagZoo's. */
final class RowBar implements ai.djl.util.Progress {

    private final String row;
    private final boolean isTrial;
    private Optional<Progress> shown = Optional.empty();

    /**
     * @param isTrial whether training, of which there is much, is left out
     */
    RowBar(String row, boolean isTrial) {
        this.row = row;
        this.isTrial = isTrial;
    }

    @Override
    public void reset(String message, long max, String unit) {
        end();
        if (!isTrial || !message.startsWith("training")) {
            shown = Optional.of(Progress.start(row + ": " + message, max, unit));
        }
    }

    @Override
    public void start(long initialProgress) {
        increment(initialProgress);
    }

    @Override
    public void increment(long increment) {
        shown.ifPresent(bar -> bar.step(Math.toIntExact(increment)));
    }

    @Override
    public void update(long progress, String message) {
        throw new UnsupportedOperationException("Steps are told one after the other");
    }

    @Override
    public void end() {
        shown.ifPresent(Progress::close);
        shown = Optional.empty();
    }
}
