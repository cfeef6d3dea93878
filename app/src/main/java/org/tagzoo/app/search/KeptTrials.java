package org.tagzoo.app.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trials of a search as they are, and in their file. Trials of a linear layer take less time
 * than a file that is to survive a power cut: of trials of less than a second it is written once a
 * second at most, and by {@link #write}. For several threads.
 */
final class KeptTrials {

    private static final long NANOS = 1_000_000_000L;

    private final TrialsFile file;
    private final List<Trial> trials;
    private long written = System.nanoTime();

    /**
     * @param begun all trials, with their settings
     */
    KeptTrials(TrialsFile file, List<Trial> begun) throws IOException {
        this.file = file;
        this.trials = new ArrayList<>(file.read(begun));
    }

    synchronized Trial get(int i) {
        return trials.get(i);
    }

    /** Returns all, in order. */
    synchronized List<Trial> all() {
        return List.copyOf(trials);
    }

    synchronized void set(int i, Trial trial) throws IOException {
        double took = trial.seconds() - trials.get(i).seconds();
        trials.set(i, trial);
        if (took >= 1 || System.nanoTime() - written >= NANOS) {
            write(Optional.empty());
        }
    }

    /**
     * Writes the file.
     *
     * @param chosen empty while the search goes on
     */
    synchronized void write(Optional<Trial> chosen) throws IOException {
        file.write(trials, chosen);
        written = System.nanoTime();
    }
}
